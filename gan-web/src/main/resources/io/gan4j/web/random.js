// RandomStream, Latents and the drawn classes of gan4j: the same seed gives the same numbers as in Java.

const GOLDEN_GAMMA = 0x9E3779B97F4A7C15n;
const KEY_OFFSET = 0x632BE59BD9B4E019n;
const LATENTS = 1n;
const TEST_INPUTS = 2n;
const CLASSES = 4n;
const TEST_TEXTS = 5n;

const whole64 = value => BigInt.asUintN(64, value);

function mix64(z) {
  let x = whole64((z ^ (z >> 30n)) * 0xBF58476D1CE4E5B9n);
  x = whole64((x ^ (x >> 27n)) * 0x94D049BB133111EBn);
  return x ^ (x >> 31n);
}

/** SplitMix64, named by a seed and keys, all of them BigInts of 64 bits. */
export class RandomStream {
  constructor(seed, ...keys) {
    this.state = keys.reduce((state, key) => mix64(whole64(state + whole64(key) * GOLDEN_GAMMA + KEY_OFFSET)), whole64(seed));
    this.spare = null;
  }

  nextLong() {
    this.state = whole64(this.state + GOLDEN_GAMMA);
    return mix64(this.state);
  }

  nextInt(bound) {
    if ((bound & (bound - 1)) === 0) {
      return Number(this.nextLong() >> 32n) & (bound - 1);
    }
    const last = 0x7FFFFFFF - (0x80000000 % bound);
    let bits;
    do {
      bits = Number(this.nextLong() >> 33n);
    } while (bits > last);
    return bits % bound;
  }

  nextFloat() {
    return Number(this.nextLong() >> 40n) / 0x1000000;
  }

  nextDouble() {
    return Number(this.nextLong() >> 11n) / 0x20000000000000;
  }

  /** Box and Muller's transform; browsers' logarithms and sines may differ from Java's in the last bit of a double. */
  nextGaussian() {
    if (this.spare !== null) {
      const spare = this.spare;
      this.spare = null;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.nextDouble()));
    const angle = 2 * Math.PI * this.nextDouble();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Single precision throughout, as in Java. */
  fillUniform(values, from, to, low, high) {
    for (let i = from; i < to; i++) {
      values[i] = Math.fround(low + Math.fround(Math.fround(high - low) * this.nextFloat()));
    }
  }

  fillNormal(values, from, to, deviation) {
    for (let i = from; i < to; i++) {
      values[i] = deviation * this.nextGaussian();
    }
  }
}

/** Latents of a seed, one after the other. */
export function drawLatents(prior, size, count, seed) {
  const values = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    const random = new RandomStream(seed, LATENTS, BigInt(i));
    if (prior === 'uniform') {
      random.fillUniform(values, i * size, (i + 1) * size, -1, 1);
    } else {
      random.fillNormal(values, i * size, (i + 1) * size, 1);
    }
  }
  return values;
}

/** The classes that a seed draws, as places. */
export function drawClasses(classes, count, seed) {
  return Array.from({length: count}, (_, i) => new RandomStream(seed, CLASSES, BigInt(i)).nextInt(classes));
}

/** A 1 at the place of each sample's class, and 0 elsewhere. */
export function oneHot(places, classes) {
  const values = new Float32Array(places.length * classes);
  places.forEach((place, i) => {
    values[i * classes + place] = 1;
  });
  return values;
}

/** The inputs of a test vector; the words of a network that knows some draw a text. */
export function testInputs(facts, seed, vocabulary) {
  if (facts.kind !== 'generator') {
    const size = facts.inputs[0].reduce((product, extent) => product * extent, 1);
    const values = new Float32Array(size);
    new RandomStream(seed, TEST_INPUTS).fillUniform(values, 0, size, -1, 1);
    return [values];
  }
  const latent = drawLatents(facts.prior, facts.latent, 1, seed);
  if (facts.asks === 'texts') {
    return [latent, vocabulary.random(new RandomStream(seed, TEST_TEXTS))];
  }
  if (facts.asks === 'sentences') {
    const vector = new Float32Array(facts.inputs[1][0]);
    new RandomStream(seed, TEST_TEXTS).fillNormal(vector, 0, vector.length, 1 / Math.sqrt(vector.length));
    return [latent, vector];
  }
  const classes = BigInt(facts.classes.length);
  return classes === 0n ? [latent] : [latent, oneHot([Number(((seed % classes) + classes) % classes)], facts.classes.length)];
}

/** The largest difference of an output to the values of a test vector, which lie at evenly spaced places. */
export function differenceTo(expected, output) {
  let largest = expected.length === Math.min(256, output.length) ? 0 : Infinity;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(expected[i] - output[Math.floor((i * output.length) / expected.length)]);
    largest = difference <= largest ? largest : Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}
