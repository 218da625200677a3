// Latents that one chooses: what the generator makes of them at this moment of the run.

import {button, element, say} from './format.js';

const COUNTS = [1, 4, 9, 16, 36, 64];
/** The server answers four times a second at most. */
const PAUSE = 270;

/** The controls of one run, and the newest picture that was asked for. */
export class Explorer {
  constructor(run, source) {
    this.run = run;
    this.source = source;
    const {directions, far, classes} = run.head.sampler;
    const changed = () => this.ask();
    this.seed = element('input', {type: 'text', inputMode: 'numeric', value: '1', oninput: changed, autocomplete: 'off'});
    this.count = element('select', {onchange: changed}, ...COUNTS.map(count => element('option', {value: count}, count)));
    this.count.value = 16;
    this.classChoice = element('select', {onchange: changed}, element('option', {value: -1}, 'as the seed draws them'),
      ...classes.map((name, place) => element('option', {value: place}, name)));
    this.sliders = Array.from({length: directions}, (_, k) => this.slider(k, far));
    this.image = element('img', {alt: ''});
    this.text = element('p', {role: 'status'});
    this.root = element('details', {className: 'explorer', ontoggle: () => this.ask()},
      element('summary', {}, 'Try latents' + (run.many ? ' of ' + run.name : '')),
      element('div', {className: 'sheets'},
        element('div', {className: 'sliders'},
          element('label', {}, 'Seed ', this.seed), button('Another seed', () => this.another()),
          element('label', {}, 'How many ', this.count),
          ...(classes.length > 0 ? [element('label', {}, 'Class ', this.classChoice)] : []),
          ...this.sliders.map(one => one.root),
          button('Back to the middle', () => this.reset()),
          button('Find the directions anew', () => this.ask(true), 'Directions belong to the step at which they were found')),
        element('figure', {className: 'sheet'}, this.image, this.text)));
  }

  slider(place, far) {
    const input = element('input', {type: 'range', min: -far, max: far, step: 0.1, value: 0, oninput: () => this.ask()});
    return {input, root: element('label', {}, 'Direction ' + (place + 1) + ' ', input)};
  }

  another() {
    this.seed.value = String(Math.floor(Math.random() * 1000000));
    this.ask();
  }

  reset() {
    this.sliders.forEach(one => {
      one.input.value = 0;
    });
    this.ask();
  }

  /** Asks for the newest wish, one answer after the other. */
  async ask(anew) {
    if (!this.root.open) {
      return;
    }
    this.wanted = {
      run: String(this.run.index),
      seed: this.seed.value.trim(),
      count: this.count.value,
      class: this.classChoice.value,
      move: this.sliders.map(one => Number(one.input.value)),
      anew: Boolean(anew),
    };
    if (this.asking) {
      return;
    }
    this.asking = true;
    while (this.wanted) {
      const wish = this.wanted;
      this.wanted = null;
      say(this.text, await this.fetch(wish));
      await new Promise(resolve => setTimeout(resolve, PAUSE));
    }
    this.asking = false;
  }

  async fetch(wish) {
    const answer = await this.source.sample(wish).catch(() => null);
    if (answer === null) {
      return 'The program does not answer.';
    }
    if (answer.status === 400) {
      return 'A seed is a whole number of at most 64 bits.';
    }
    if (answer.status === 429) {
      this.wanted = this.wanted || wish;
      return 'Another page asks, too.';
    }
    if (answer.status !== 200) {
      return 'The run is over, or makes nothing that can be shown now.';
    }
    if (this.image.src) {
      URL.revokeObjectURL(this.image.src);
    }
    this.image.src = URL.createObjectURL(answer.blob);
    const text = wish.count + ' images of seed ' + wish.seed + ', as the generator is now';
    this.image.alt = text;
    await this.image.decode().catch(() => {});
    const factor = Math.max(1, Math.floor(360 / this.image.naturalWidth));
    this.image.style.width = this.image.naturalWidth * factor + 'px';
    this.image.style.imageRendering = factor >= 2 ? 'pixelated' : 'auto';
    return text + '.';
  }
}
