// Runs the networks of the page away from it, so that its controls stay quick. It is given everything and fetches nothing.

let ort;
let sessions = [];

async function open(message) {
  // an address of its own: one of the page is of another origin to a worker of a file
  ort = await import(URL.createObjectURL(new Blob([message.script], {type: 'text/javascript'})));
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = message.binary;
  for (const model of message.models) {
    sessions.push(await ort.InferenceSession.create(model, {executionProviders: ['wasm']}));
  }
  return {};
}

async function run(message) {
  const session = sessions[message.model];
  const feeds = {};
  session.inputNames.forEach((name, i) => {
    const input = message.inputs[Math.min(i, message.inputs.length - 1)];
    feeds[name] = new ort.Tensor('float32', input.values, input.dims);
  });
  const output = (await session.run(feeds))[session.outputNames[0]];
  return {values: output.data, dims: output.dims};
}

onmessage = async ({data}) => {
  try {
    postMessage({id: data.id, ...(await (data.models ? open(data) : run(data)))});
  } catch (failure) {
    postMessage({id: data.id, error: String((failure && failure.message) || failure)});
  }
};
