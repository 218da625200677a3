// The page: proves the model, and asks it for what its controls say.

import {Model, facts} from './model.js';
import {drawImage, keep} from './picture.js';
import {choiceOf, element, fileName, generatorView, number} from './views.js';

const FAR = {normal: 4, uniform: 1.5};
const LEAST_SEED = -(2n ** 63n);
const MOST_SEED = 2n ** 63n - 1n;

const byId = id => document.getElementById(id);

function slider(text, least, most, value, changed) {
  const shown = element('output', {}, String(value));
  const input = element('input', {type: 'range', min: least, max: most, step: 0.05, value});
  const show = () => {
    shown.textContent = Number(input.value).toFixed(2);
  };
  input.addEventListener('input', () => {
    show();
    changed();
  });
  show();
  return {
    root: element('label', {className: 'slider'}, text, input, shown),
    get value() {
      return Number(input.value);
    },
    set value(other) {
      input.value = other;
      show();
    },
  };
}

const button = (text, onclick) => element('button', {type: 'button', onclick}, text);

const select = (options, value, onchange) => {
  const made = element('select', {onchange}, ...options.map(([key, text]) => element('option', {value: key}, text)));
  made.value = value;
  return made;
};

/** The controls of a generator. */
class GeneratorPage {
  constructor(model) {
    this.model = model;
    this.view = generatorView();
    this.wanted = 0;
    this.changed = () => this.generate();
    this.seed = element('input', {type: 'text', inputMode: 'numeric', value: '42', autocomplete: 'off', spellcheck: false, oninput: this.changed});
    this.count = select(this.view.counts.map(count => [count, count]), this.view.count, this.changed);
    this.sliders = Array.from({length: facts.directionCount}, (_, k) =>
      slider('Direction ' + (k + 1), -FAR[facts.prior], FAR[facts.prior], 0, this.changed));
    this.psi = slider('Truncation \u03c8', -0.5, 1.5, 1, this.changed);
    this.classChoice = select([['every', 'every class, in rows'], ['drawn', 'as the seed draws them'],
      ...facts.classes.map((name, i) => [i, name])], 'every', this.changed);
    this.java = element('p', {});
    this.build();
    this.recall();
  }

  build() {
    const form = byId('controls');
    form.addEventListener('submit', event => event.preventDefault());
    form.append(element('div', {className: 'row'}, element('label', {}, 'Seed', this.seed),
      button('Another seed', () => this.another())));
    if (facts.classes.length > 0) {
      form.append(element('label', {}, 'Class', this.classChoice));
    }
    form.append(element('label', {}, facts.classes.length > 0 ? 'How many (in a row)' : 'How many', this.count));
    if (facts.styled) {
      form.append(this.psi.root);
    }
    form.append(element('fieldset', {}, element('legend', {}, 'Move the latents'), ...this.sliders.map(one => one.root),
      button('Back to the seed\u2019s own', () => this.reset())));
    const keeping = [];
    if (this.view.keepAll) {
      keeping.push(button('Save as PNG', () => this.view.keepAll()));
    }
    if (this.view.keepOne) {
      keeping.push(button('Save the one image', () => this.view.keepOne()));
    }
    form.append(element('div', {className: 'row'}, ...keeping));
    form.hidden = false;
    byId('samples').hidden = false;
    byId('view').append(this.view.root, this.java);
  }

  another() {
    this.seed.value = String(Math.floor(Math.random() * 1000000));
    this.generate();
  }

  reset() {
    this.sliders.forEach(one => {
      one.value = 0;
    });
    this.psi.value = 1;
    this.generate();
  }

  /** The seed; null if what is written is none. */
  seedOf() {
    const text = this.seed.value.trim();
    const seed = /^-?\d{1,19}$/.test(text) ? BigInt(text) : null;
    const valid = seed !== null && seed >= LEAST_SEED && seed <= MOST_SEED;
    this.seed.setAttribute('aria-invalid', String(!valid));
    return valid ? seed : null;
  }

  /** Generates what the controls say now; what was under way for earlier ones ends. */
  async generate() {
    const turn = ++this.wanted;
    const seed = this.seedOf();
    if (seed === null) {
      this.java.textContent = 'A seed is a whole number of at most 64 bits.';
      return;
    }
    if (this.busy) {
      return;
    }
    this.busy = true;
    const choice = choiceOf(Number(this.count.value), seed, this.classChoice.value, this.sliders.map(one => one.value), this.psi.value);
    choice.fresh = true;
    this.remember();
    this.view.begin(choice);
    try {
      await this.model.generate(choice, (from, values) => this.view.show(from, values), () => turn === this.wanted);
      if (turn === this.wanted) {
        this.view.end();
        this.tell(choice);
      }
    } catch (failure) {
      this.java.textContent = 'This cannot be generated: ' + failure.message;
    }
    this.busy = false;
    document.body.dataset.turn = turn;
    if (turn !== this.wanted) {
      this.generate();
    }
  }

  /** The call in Java that generates the same. */
  tell(choice) {
    this.java.replaceChildren();
    if (choice.amounts.some(amount => amount !== 0)) {
      const amounts = choice.amounts.slice(0, choice.amounts.reduce((last, amount, k) => (amount === 0 ? last : k + 1), 0));
      this.java.append('Latents moved by ', element('code', {}, 'directions.moved(generator.latents(' + choice.count + ', '
        + this.long(choice.seed) + '), ' + amounts.join(', ') + ')'));
      return;
    }
    if (facts.output.length === 3) {
      this.java.append('The same in Java: ', element('code', {}, this.call(choice)));
    }
  }

  long(seed) {
    return String(seed) + (seed > 0x7FFFFFFFn || seed < -0x80000000n ? 'L' : '');
  }

  call(choice) {
    const ends = choice.count + ', ' + this.long(choice.seed);
    const kind = this.classChoice.value;
    if (facts.styled && (choice.psi !== 1 || facts.classes.length === 0)) {
      const styles = facts.classes.length === 0 || kind === 'drawn' || kind === 'every' ? '' : ', Conditions.of(' + kind + ')';
      return styles === '' ? 'styled.generate(' + ends + ', ' + choice.psi + ')'
        : 'styled.generate(styled.truncated(styled.styles(' + ends + styles + '), ' + choice.psi + '))';
    }
    if (facts.classes.length === 0 || kind === 'drawn') {
      return 'generator.generate(' + ends + ')';
    }
    return kind === 'every' ? 'generator.generateEveryClass(' + ends + ')'
      : 'generator.generate(' + ends + ', Conditions.of(' + kind + '))';
  }

  /** The address of the page holds what it shows. */
  remember() {
    const state = new URLSearchParams({seed: this.seed.value.trim(), count: this.count.value});
    if (facts.classes.length > 0) {
      state.set('class', this.classChoice.value);
    }
    if (facts.styled) {
      state.set('psi', this.psi.value);
    }
    if (this.sliders.some(one => one.value !== 0)) {
      state.set('move', this.sliders.map(one => one.value).join(' '));
    }
    window.history.replaceState(null, '', '#' + state);
  }

  recall() {
    const state = new URLSearchParams(window.location.hash.slice(1));
    const into = (name, control) => {
      if (state.has(name)) {
        const before = control.value;
        control.value = state.get(name);
        if (control.value === '') {
          control.value = before;
        }
      }
    };
    into('seed', this.seed);
    into('count', this.count);
    into('class', this.classChoice);
    into('psi', this.psi);
    (state.get('move') || '').split(' ').forEach((value, k) => {
      if (k < this.sliders.length && Number.isFinite(Number(value))) {
        this.sliders[k].value = Number(value);
      }
    });
  }
}

/** A translator: a picture in, a picture out. */
class TranslatorPage {
  constructor(model) {
    this.model = model;
    this.given = element('canvas', {role: 'img', 'aria-label': 'The picture as the model is given it'});
    this.made = element('canvas', {role: 'img', 'aria-label': 'What the model makes of it'});
    this.note = element('p', {role: 'status'});
    this.file = element('input', {type: 'file', accept: 'image/*', onchange: () => this.take(this.file.files[0])});
    this.drop = element('div', {className: 'drop'},
      element('label', {}, 'Drop a picture here, paste one, or choose a file', this.file), this.note);
    this.results = element('div', {className: 'parts', hidden: true},
      element('figure', {}, element('figcaption', {}, 'Given, ' + facts.inputs[0].slice(1).join(' \u00d7 ') + ' pixels'), this.given),
      element('figure', {}, element('figcaption', {}, 'Made, ' + facts.output.slice(1).join(' \u00d7 ') + ' pixels'), this.made,
        button('Save as PNG', () => keep(this.made, fileName('.png')))));
    this.build();
  }

  build() {
    const over = shown => event => {
      event.preventDefault();
      this.drop.classList.toggle('over', shown);
    };
    document.addEventListener('dragover', over(true));
    document.addEventListener('dragleave', over(false));
    document.addEventListener('drop', event => {
      over(false)(event);
      this.take(event.dataTransfer.files[0]);
    });
    document.addEventListener('paste', event => this.take(event.clipboardData.files[0]));
    byId('samples').hidden = false;
    byId('samples-heading').textContent = 'Translate a picture';
    byId('view').append(this.drop, this.results);
  }

  async take(file) {
    if (!file) {
      return;
    }
    this.note.textContent = 'Translating.';
    try {
      const picture = await createImageBitmap(file);
      await this.translate(picture);
      this.note.textContent = '';
    } catch (failure) {
      this.note.textContent = 'This file cannot be translated: ' + failure.message;
    }
  }

  /** Reduced until it just covers the model's input, and cut at the centre, as in Java; the browser's own filter reduces. */
  async translate(picture) {
    const [channels, height, width] = facts.inputs[0];
    this.given.width = width;
    this.given.height = height;
    const context = this.given.getContext('2d', {willReadFrequently: true});
    context.fillStyle = '#fff';
    if (channels < 4) {
      context.fillRect(0, 0, width, height);
    }
    const factor = Math.max(width / picture.width, height / picture.height);
    const [wide, high] = [picture.width * factor, picture.height * factor];
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
    const pixels = context.getImageData(0, 0, width, height).data;
    const area = width * height;
    const values = new Float32Array(channels * area);
    for (let i = 0; i < area; i++) {
      const [red, green, blue, alpha] = pixels.subarray(4 * i, 4 * i + 4);
      const grey = (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
      const parts = channels === 1 ? [grey] : [red, green, blue, alpha];
      for (let channel = 0; channel < channels; channel++) {
        values[channel * area + i] = parts[channel] / 127.5 - 1;
      }
    }
    const made = await this.model.run([values], 1, 1);
    const [, outHeight, outWidth] = facts.output;
    this.made.width = outWidth;
    this.made.height = outHeight;
    drawImage(this.made.getContext('2d'), made, 0, facts.output, 0, 0);
    const shown = Math.max(1, Math.floor(320 / Math.max(width, height)));
    this.given.style.width = width * shown + 'px';
    this.made.style.width = Math.max(outWidth, width * shown) + 'px';
    this.results.hidden = false;
  }
}

function tellCard() {
  byId('title').textContent = facts.title;
  document.title = facts.title + ' \u00b7 gan4j';
  byId('subtitle').textContent = facts.subtitle;
  facts.card.forEach(([name, value]) => byId('card').append(element('dt', {}, name), element('dd', {}, value)));
}

function prove(text, mark) {
  byId('proof').textContent = text;
  byId('proof').className = mark;
}

async function start() {
  tellCard();
  const model = new Model();
  try {
    await model.open();
    prove('Trying the model.', '');
    const difference = await model.prove();
    if (!(difference <= facts.tolerance)) {
      prove('\u2717 This browser does not compute what the model was exported to: its outputs differ by ' + number(difference)
        + ', at most ' + facts.tolerance + ' is allowed. Nothing is generated.', 'bad');
      return;
    }
    const runs = facts.vectors.length;
    prove(runs === 0 ? 'The model carries no test vectors: that it computes here what it did where it was trained is not proved.'
      : '\u2713 Same as the trainer: the largest difference over ' + runs + (runs === 1 ? ' test vector is ' : ' test vectors is ')
        + number(difference) + ', at most ' + facts.tolerance + ' is allowed.', runs === 0 ? '' : 'good');
  } catch (failure) {
    prove('\u2717 The model does not run here: ' + failure.message, 'bad');
    return;
  }
  if (facts.kind === 'generator') {
    await new GeneratorPage(model).generate();
  } else {
    new TranslatorPage(model);
  }
  document.body.dataset.ready = 'yes';
}

start();
