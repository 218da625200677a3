// The controls of a generator, and what it makes of what they say.

import {button, element} from './format.js';
import {facts} from './model.js';
import {choiceBesideLatents, select} from './asked.js';
import {generatorView} from './views.js';

const FAR = {normal: 4, uniform: 1.5};
const LEAST_SEED = -(2n ** 63n);
const MOST_SEED = 2n ** 63n - 1n;

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

/** The controls of a generator. */
export class GeneratorPage {
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
    this.beside = choiceBesideLatents(this.changed);
    this.java = element('p', {role: 'status'});
    this.build();
    this.recall();
  }

  build() {
    const form = document.getElementById('controls');
    form.addEventListener('submit', event => event.preventDefault());
    form.append(element('div', {className: 'row'}, element('label', {}, 'Seed', this.seed),
      button('Another seed', () => this.another())));
    form.append(...this.beside.parts, element('label', {}, this.beside.name === '' ? 'How many' : 'How many (in a row)', this.count));
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
    document.getElementById('samples').hidden = false;
    document.getElementById('view').append(this.view.root, this.java);
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
    this.remember();
    try {
      const count = Number(this.count.value);
      const choice = {count, seed, amounts: this.sliders.map(one => one.value), psi: this.psi.value, ...this.beside.ask(count, seed)};
      choice.fresh = true;
      this.view.begin(choice);
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
    if (facts.output.length === 3 && this.call(choice) !== '') {
      this.java.append('The same in Java: ', element('code', {}, this.call(choice)));
    }
  }

  long(seed) {
    return String(seed) + (seed > 0x7FFFFFFFn || seed < -0x80000000n ? 'L' : '');
  }

  /** Empty where no one call does it. */
  call(choice) {
    const ends = choice.count + ', ' + this.long(choice.seed);
    const condition = this.beside.condition();
    if (!facts.styled || (choice.psi === 1 && this.beside.name !== '')) {
      return this.beside.java(ends);
    }
    if (condition === null) {
      return '';
    }
    return condition === '' ? 'styled.generate(' + ends + ', ' + choice.psi + ')'
      : 'styled.generate(styled.truncated(styled.styles(' + ends + ', ' + condition + '), ' + choice.psi + '))';
  }

  /** The address of the page holds what it shows. */
  remember() {
    const state = new URLSearchParams({seed: this.seed.value.trim(), count: this.count.value});
    if (this.beside.name !== '') {
      state.set(this.beside.name, this.beside.state);
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
    if (this.beside.name !== '' && state.has(this.beside.name)) {
      this.beside.state = state.get(this.beside.name);
    }
    into('psi', this.psi);
    (state.get('move') || '').split(' ').forEach((value, k) => {
      if (k < this.sliders.length && Number.isFinite(Number(value))) {
        this.sliders[k].value = Number(value);
      }
    });
  }
}
