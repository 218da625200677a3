// Vocabulary of gan4j: how a text becomes numbers. The same text gives the same numbers as in Java.

import {RandomStream} from './random.js';

const DRAWN_STREAM = 0x7E87n;
const APOSTROPHES = '\'\u2019';
const LETTER = /^\p{L}$/u;
const FIRST = /^[\p{L}\p{N}]$/u;
const MARK = /^[\p{Mn}\p{Mc}]$/u;
const SELECTOR = /^[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]$/u;

/** The words of a text, in order: runs of letters, numbers and the marks behind them, without apostrophes between letters. */
export function wordsOf(text) {
  // the small form of a sigma depends on what is around it, and implementations differ
  const signs = [...text.normalize('NFKC').toLowerCase().replaceAll('\u03C2', '\u03C3')];
  const words = [];
  let word = '';
  const end = () => {
    if (word !== '') {
      words.push(word.normalize('NFKC'));
      word = '';
    }
  };
  signs.forEach((sign, i) => {
    const joins = APOSTROPHES.includes(sign) && i > 0 && i + 1 < signs.length && LETTER.test(signs[i - 1]) && LETTER.test(signs[i + 1]);
    if (FIRST.test(sign) || (word !== '' && MARK.test(sign) && !SELECTOR.test(sign))) {
      word += sign;
    } else if (!joins) {
      end();
    }
  });
  end();
  return words;
}

/** Levenshtein's distance. */
function distance(a, b) {
  const row = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0];
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const changed = diagonal + (a[i - 1] === b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
    }
  }
  return row[b.length];
}

/** The words that a network knows; a word's number is its place, from 1. */
export class Vocabulary {
  constructor({words, length, examples}) {
    this.words = words;
    this.length = length;
    this.examples = examples;
    this.places = new Map(words.map((word, place) => [word, place + 1]));
  }

  /** A text as numbers; an error says what is wrong with it. */
  ids(text) {
    const words = wordsOf(text);
    const shown = text.length > 60 ? text.slice(0, 60) + '\u2026' : text;
    if (words.length === 0) {
      throw new Error('there is no word in \u201c' + shown + '\u201d');
    }
    if (words.length > this.length) {
      throw new Error('the text has ' + words.length + ' words, at most ' + this.length + ' are taken: \u201c' + shown + '\u201d');
    }
    const unknown = words.find(word => !this.places.has(word));
    if (unknown !== undefined) {
      throw new Error('the word \u201c' + unknown.slice(0, 60) + '\u201d is not known; the nearest known word is \u201c'
        + this.nearest(unknown) + '\u201d');
    }
    const ids = new Float32Array(this.length);
    words.forEach((word, i) => {
      ids[i] = this.places.get(word);
    });
    return ids;
  }

  nearest(word) {
    const begin = word.slice(0, 120);
    let least = Infinity;
    let nearest = '';
    for (const known of this.words) {
      const far = distance(begin, known);
      if (far < least) {
        least = far;
        nearest = known;
      }
    }
    return nearest;
  }

  /** Words drawn at random as numbers, what networks are tested with. */
  random(random) {
    const ids = new Float32Array(this.length);
    const count = 1 + random.nextInt(this.length);
    for (let i = 0; i < count; i++) {
      ids[i] = 1 + random.nextInt(this.words.length);
    }
    return ids;
  }

  /** The text that a seed draws for the sample of a number. */
  drawn(seed, number) {
    const random = new RandomStream(seed, DRAWN_STREAM, BigInt(number));
    return this.examples.length > 0 ? this.examples[random.nextInt(this.examples.length)]
      : Array.from(this.random(random)).filter(id => id > 0).map(id => this.words[id - 1]).join(' ');
  }
}
