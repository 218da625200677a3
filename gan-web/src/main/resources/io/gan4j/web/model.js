// What the page carries, and the networks in it.

import {differenceTo, drawLatents, testInputs} from './random.js';
import {Vocabulary} from './words.js';

/** Samples that are computed at a time: small enough for sliders to answer soon. */
const AT_ONCE = 16;

const block = id => document.getElementById(id).textContent;

export const facts = JSON.parse(block('facts'));

/** The words of a network that is asked by texts. */
export const vocabulary = facts.asks === 'texts' ? new Vocabulary(facts.vocabulary) : null;

/** The bytes of base64. */
export function bytesOf(text) {
  if (Uint8Array.fromBase64) {
    return Uint8Array.fromBase64(text);
  }
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = binary.charCodeAt(i);
  }
  return bytes;
}

export const floatsOf = text => new Float32Array(bytesOf(text).buffer);

async function unpacked(id) {
  const stream = new Blob([bytesOf(block(id))]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A script that this file holds may become a worker; nothing else may. */
function workerOf(text) {
  const url = URL.createObjectURL(new Blob([text], {type: 'text/javascript'}));
  const rules = {createScriptURL: given => given};
  const policy = window.trustedTypes ? window.trustedTypes.createPolicy('gan4j', rules) : rules;
  return new Worker(policy.createScriptURL(url));
}

async function checkWhole(model, digest) {
  if (window.crypto && window.crypto.subtle) {
    const sum = new Uint8Array(await window.crypto.subtle.digest('SHA-256', model));
    if (Array.from(sum, byte => byte.toString(16).padStart(2, '0')).join('') !== digest) {
      throw new Error('the model in this file is damaged: its SHA-256 is another');
    }
  }
}

/** The networks, which answer from their worker. */
export class Model {
  constructor() {
    this.waiting = new Map();
    this.asked = 0;
    this.directions = floatsOf(facts.directions);
    this.mean = floatsOf(facts.mean);
  }

  async open() {
    const models = facts.digests.map((_, i) => bytesOf(block('model-' + i)));
    await Promise.all(models.map((model, i) => checkWhole(model, facts.digests[i])));
    const [script, binary] = await Promise.all([unpacked('runtime-script'), unpacked('runtime')]);
    this.worker = workerOf(new TextDecoder().decode(bytesOf(block('worker'))));
    this.worker.onmessage = ({data}) => {
      const {resolve, reject} = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.error) {
        reject(new Error(data.error));
      } else {
        resolve(data);
      }
    };
    this.worker.onerror = event => {
      this.waiting.forEach(({reject}) => reject(new Error(event.message || 'the worker does not start')));
      this.waiting.clear();
    };
    await this.ask({script, binary: binary.buffer, models});
  }

  ask(message) {
    return new Promise((resolve, reject) => {
      const id = this.asked++;
      this.waiting.set(id, {resolve, reject});
      this.worker.postMessage({id, ...message});
    });
  }

  /** Runs the test vectors that the file carries; gives the largest difference. */
  async prove() {
    let largest = 0;
    for (const vector of facts.vectors) {
      const inputs = testInputs(facts, BigInt(vector.seed), vocabulary);
      const output = await this.run(inputs, 1, 1);
      largest = Math.max(largest, differenceTo(floatsOf(vector.values), output));
    }
    return largest;
  }

  /** Evaluates the generator, or the translator, on samples; psi is for styles alone. */
  async run(inputs, count, psi) {
    const given = inputs.map((values, i) => ({values, dims: [count, ...facts.inputs[i]]}));
    const first = await this.ask({model: 0, inputs: given});
    if (!facts.styled) {
      return first.values;
    }
    const style = first.values;
    if (psi !== 1) {
      const share = 1 - psi;
      for (let i = 0; i < style.length; i++) {
        style[i] += share * Math.fround(this.mean[i % this.mean.length] - style[i]);
      }
    }
    return (await this.ask({model: 1, inputs: [{values: style, dims: first.dims}]})).values;
  }

  /**
   * Generates samples, a part at a time; stops between parts when it is no longer wanted.
   *
   * @param choice with count, seed, amounts along the directions, psi, rows and, unless latents are all that the network is given,
   *     values(from, number): what else it is given
   */
  async generate(choice, show, wanted) {
    const {count, rows} = choice;
    const latents = this.moved(drawLatents(facts.prior, facts.latent, count, choice.seed), choice.amounts);
    const total = count * rows;
    for (let from = 0; from < total && wanted(); from += AT_ONCE) {
      const number = Math.min(AT_ONCE, total - from);
      const part = new Float32Array(number * facts.latent);
      for (let i = 0; i < number; i++) {
        const place = (from + i) % count;
        part.set(latents.subarray(place * facts.latent, (place + 1) * facts.latent), i * facts.latent);
      }
      const inputs = [part];
      if (choice.values) {
        inputs.push(choice.values(from, number));
      }
      show(from, await this.run(inputs, number, choice.psi));
    }
  }

  moved(latents, amounts) {
    const size = facts.latent;
    amounts.forEach((amount, k) => {
      if (amount !== 0) {
        for (let i = 0; i < latents.length; i++) {
          latents[i] += amount * this.directions[k * size + (i % size)];
        }
      }
    });
    return latents;
  }
}
