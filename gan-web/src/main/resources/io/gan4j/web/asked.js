// What a generator is asked for beside latents: classes, texts, or sentences whose vectors the file holds.

import {button, element, say} from './format.js';
import {RandomStream, drawClasses, oneHot} from './random.js';
import {facts, floatsOf, vocabulary} from './model.js';

const SENTENCES = 4n;
const MOST_ROWS = 16;
const MOST_SHOWN_WORDS = 2000;

export const select = (options, value, onchange) => {
  const made = element('select', {onchange}, ...options.map(([key, text]) => element('option', {value: key}, text)));
  made.value = value;
  return made;
};

/** Values of samples from a number on, one after the other. */
function joined(from, number, size, valuesOf) {
  const values = new Float32Array(number * size);
  for (let i = 0; i < number; i++) {
    values.set(valuesOf(from + i), i * size);
  }
  return values;
}

/** A generator that is given latents alone. */
class NothingElse {
  constructor() {
    this.parts = [];
    this.name = '';
    this.state = '';
  }

  ask() {
    return {rows: 1, rowNames: [], nameOf: () => ''};
  }

  java(ends) {
    return 'generator.generate(' + ends + ')';
  }

  condition() {
    return '';
  }
}

/** What is chosen in a list; a value that is not in it leaves the choice. */
class ListChoice {
  get state() {
    return this.control.value;
  }

  set state(value) {
    const before = this.control.value;
    this.control.value = value;
    if (this.control.value === '') {
      this.control.value = before;
    }
  }
}

/** A class for all samples, every class in a row of its own, or those that the seed draws. */
class ClassChoice extends ListChoice {
  constructor(changed) {
    super();
    this.name = 'class';
    this.control = select([['every', 'every class, in rows'], ['drawn', 'as the seed draws them'],
      ...facts.classes.map((name, i) => [i, name])], 'every', changed);
    this.parts = [element('label', {}, 'Class', this.control)];
  }

  ask(count, seed) {
    const kind = this.state;
    const all = facts.classes.length;
    const drawn = kind === 'drawn' ? drawClasses(all, count, seed) : null;
    const placeOf = i => (kind === 'every' ? Math.floor(i / count) : drawn ? drawn[i] : Number(kind));
    return {
      rows: kind === 'every' ? all : 1,
      rowNames: kind === 'every' ? facts.classes : [],
      nameOf: i => 'class ' + facts.classes[placeOf(i)],
      values: (from, number) => oneHot(Array.from({length: number}, (_, i) => placeOf(from + i)), all),
    };
  }

  java(ends) {
    return this.state === 'drawn' ? 'generator.generate(' + ends + ')'
      : this.state === 'every' ? 'generator.generateEveryClass(' + ends + ')'
        : 'generator.generate(' + ends + ', Conditions.of(' + this.state + '))';
  }

  /** The conditions of one class; of drawn ones nothing need be said; null for those that no call asks for. */
  condition() {
    return this.state === 'every' ? null : this.state === 'drawn' ? '' : 'Conditions.of(' + this.state + ')';
  }
}

/** Texts, each in a row of its own, or those that the seed draws. */
class TextChoice {
  constructor(changed) {
    this.name = 'text';
    this.control = element('textarea', {rows: 4, spellcheck: false, oninput: changed});
    this.control.value = vocabulary.examples.slice(0, 4).join('\n');
    this.example = select([['', 'Add an example'], ...vocabulary.examples.map((text, i) => [i, text])], '', () => {
      if (this.example.value !== '') {
        const lines = this.lines();
        this.control.value = [...lines, vocabulary.examples[Number(this.example.value)]].join('\n');
        this.example.value = '';
        changed();
      }
    });
    this.example.setAttribute('aria-label', 'Add an example');
    this.known = element('p', {className: 'known', tabIndex: 0});
    this.details = element('details', {ontoggle: () => this.tellWords()},
      element('summary', {}, 'Known words: ' + vocabulary.words.length.toLocaleString('en')), this.known);
    this.parts = [element('label', {}, 'Texts, one in each line; none for those that the seed draws', this.control),
      element('div', {className: 'row'}, ...(vocabulary.examples.length > 0 ? [this.example] : []),
        button('No text', () => {
          this.control.value = '';
          changed();
        })), this.details];
  }

  tellWords() {
    const all = vocabulary.words;
    say(this.known, all.slice(0, MOST_SHOWN_WORDS).join(' ') + (all.length > MOST_SHOWN_WORDS ? ' \u2026' : ''));
  }

  get state() {
    return this.control.value;
  }

  set state(value) {
    this.control.value = value;
  }

  lines() {
    return this.control.value.split('\n').map(line => line.trim()).filter(line => line !== '');
  }

  ask(count, seed) {
    const lines = this.lines();
    this.control.setAttribute('aria-invalid', 'true');
    if (lines.length > MOST_ROWS) {
      throw new Error('there are ' + lines.length + ' texts, at most ' + MOST_ROWS + ' are shown at once');
    }
    const texts = lines.length > 0 ? lines : Array.from({length: count}, (_, i) => vocabulary.drawn(seed, i));
    const textOf = i => texts[lines.length > 0 ? Math.floor(i / count) : i];
    const ids = new Map(texts.map(text => [text, vocabulary.ids(text)]));
    this.control.setAttribute('aria-invalid', 'false');
    return {
      rows: Math.max(1, lines.length),
      rowNames: lines,
      nameOf: textOf,
      values: (from, number) => joined(from, number, vocabulary.length, i => ids.get(textOf(i))),
    };
  }

  java(ends) {
    return this.lines().length > 1 ? '' : this.lines().length === 0 ? 'generator.generate(' + ends + ')'
      : 'generator.generate(' + ends + ', ' + this.condition() + ')';
  }

  condition() {
    return this.lines().length > 1 ? null : this.lines().length === 0 ? ''
      : 'Conditions.text("' + this.lines()[0].replace(/[\\"]/g, '\\$&') + '")';
  }
}

/** Sentences that an encoder outside this file has read: those that the file holds as examples. */
class SentenceChoice extends ListChoice {
  constructor(changed) {
    super();
    this.name = 'sentence';
    this.all = facts.sentences.map(({text, vector}) => ({text, vector: floatsOf(vector)}));
    this.control = select([['drawn', 'as the seed draws them'], ['every', 'the first ' + Math.min(MOST_ROWS, this.all.length) + ', in rows'],
      ...this.all.map(({text}, i) => [i, text])], 'every', changed);
    this.parts = [element('label', {}, 'Sentence', this.control),
      element('p', {}, 'Other sentences are read by an encoder that is not in this file.')];
  }

  ask(count, seed) {
    const kind = this.state;
    const placeOf = i => (kind === 'every' ? Math.floor(i / count)
      : kind === 'drawn' ? new RandomStream(seed, SENTENCES, BigInt(i)).nextInt(this.all.length) : Number(kind));
    const rows = kind === 'every' ? Math.min(MOST_ROWS, this.all.length) : 1;
    return {
      rows,
      rowNames: kind === 'every' ? this.all.slice(0, rows).map(({text}) => text) : [],
      nameOf: i => this.all[placeOf(i)].text,
      values: (from, number) => joined(from, number, this.all[0].vector.length, i => this.all[placeOf(i)].vector),
    };
  }

  java(ends) {
    return this.state === 'drawn' ? 'generator.generate(' + ends + ')' : '';
  }

  condition() {
    return this.state === 'drawn' ? '' : null;
  }
}

/** What this model is asked for beside latents; changed is called when the answer would be another. */
export function choiceBesideLatents(changed) {
  const kinds = {classes: ClassChoice, texts: TextChoice, sentences: SentenceChoice};
  return facts.asks in kinds ? new kinds[facts.asks](changed) : new NothingElse();
}
