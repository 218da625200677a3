/*
 * Runs a model that gan4j wrote in a runtime for JavaScript, with batches of one, three and again one.
 *
 * usage: node check_onnx.cjs MODULES RUNTIME MODEL OUTPUT INPUT...
 *
 * MODULES is the folder of node_modules, RUNTIME one of its packages: onnxruntime-node or onnxruntime-web. OUTPUT and each
 * INPUT, in the order of the model's inputs, are little-endian floats of three samples. Prints the largest difference between
 * what the runtime computes and OUTPUT. Exits with 77 where the package is not installed.
 */
'use strict';

const fs = require('fs');
const path = require('path');

const [modules, runtime, model, output, ...inputs] = process.argv.slice(2);
const SAMPLES = 3;

function floats(file) {
    const bytes = fs.readFileSync(file);
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

async function main() {
    let ort;
    try {
        ort = require(require.resolve(runtime, {paths: [path.resolve(modules, '..')]}));
    } catch (missing) {
        console.log(`${runtime} is not installed in ${modules}: ${missing.message.split('\n')[0]}`);
        process.exit(77);
    }
    if (runtime === 'onnxruntime-web') {
        ort.env.wasm.numThreads = 1;
    }
    const options = runtime === 'onnxruntime-web' ? {executionProviders: ['wasm']} : {};
    const session = await ort.InferenceSession.create(new Uint8Array(fs.readFileSync(model)), options);
    const given = inputs.map(floats);
    const expected = floats(output);
    let largest = 0;
    for (const count of [1, SAMPLES, 1]) {
        const feeds = {};
        session.inputMetadata.forEach((input, i) => {
            const size = given[i].length / SAMPLES;
            feeds[input.name] = new ort.Tensor('float32', given[i].slice(0, count * size), [count, ...input.shape.slice(1)]);
        });
        const answer = (await session.run(feeds))[session.outputNames[0]].data;
        if (answer.length !== count * expected.length / SAMPLES) {
            throw new Error(`${answer.length} values for ${count} samples`);
        }
        answer.forEach((value, i) => {
            const difference = Math.abs(value - expected[i]);
            largest = difference <= largest ? largest : difference;
        });
    }
    console.log(`largest difference ${largest.toExponential(3)}`);
}

main().catch(failure => {
    console.log(failure);
    process.exit(1);
});
