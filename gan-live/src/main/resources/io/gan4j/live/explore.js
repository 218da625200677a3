// Latents that one chooses: what the generator makes of them at this moment of the run.

import {button, element, percent, say, whole} from './format.js';
import {PLANE, drawPoints, squareOf} from './samples.js';

const COUNTS = {images: [1, 4, 9, 16, 36, 64], points: [100, 300, 1000]};
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
    this.count = element('select', {onchange: changed}, ...COUNTS[run.head.view].map(count => element('option', {value: count}, count)));
    this.count.value = run.head.view === 'points' ? 1000 : 16;
    this.classChoice = element('select', {onchange: changed}, element('option', {value: -1}, 'as the seed draws them'),
      ...classes.map((name, place) => element('option', {value: place}, name)));
    this.sliders = Array.from({length: directions}, (_, k) => this.slider(k, far));
    this.image = element(run.head.view === 'points' ? 'canvas' : 'img', run.head.view === 'points' ? {role: 'img', 'aria-label': ''} : {alt: ''});
    this.text = element('p', {role: 'status'});
    this.seconds = 0;
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
        element('figure', {className: run.head.view === 'points' ? 'sheet plane' : 'sheet'}, this.image, this.text)));
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
      await this.rest();
    }
    this.asking = false;
  }

  /** Waits until the next picture may be made; a run that is paused meanwhile gives it at once. */
  async rest() {
    const paused = this.run.state === 'paused';
    const end = Date.now() + Math.max(PAUSE, 1000 * this.seconds);
    do {
      await new Promise(resolve => setTimeout(resolve, PAUSE));
    } while (Date.now() < end && paused === (this.run.state === 'paused') && !this.run.isOver);
    this.seconds = 0;
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
      this.seconds = answer.seconds;
      return answer.seconds > 1 ? 'The next picture is made within ' + whole(answer.seconds) + ' seconds: watching may cost '
        + percent(this.run.head.budget) + ' of the time. While training is paused, pictures come at once.' : this.text.textContent;
    }
    if (answer.status !== 200) {
      return 'The run is over, or makes nothing that can be shown now.';
    }
    if (answer.picture.points) {
      return this.plot(answer.picture.points, wish);
    }
    if (this.image.src) {
      URL.revokeObjectURL(this.image.src);
    }
    this.image.src = answer.picture.url;
    const text = wish.count + ' images of seed ' + wish.seed + ', as the generator is now';
    this.image.alt = text;
    await this.image.decode().catch(() => {});
    const factor = Math.max(1, Math.floor(360 / this.image.naturalWidth));
    this.image.style.width = this.image.naturalWidth * factor + 'px';
    this.image.style.imageRendering = factor >= 2 ? 'pixelated' : 'auto';
    return text + '.';
  }

  /** Points beside those of the data, in the square of the data. */
  async plot(points, wish) {
    const real = await this.source.album.get(this.run, 'real').catch(() => null);
    this.points = points;
    this.reals = real ? real.points : null;
    this.resize();
    const text = whole(points.length / 2) + ' points of seed ' + wish.seed + ', as the generator is now';
    this.image.setAttribute('aria-label', text);
    return text + '.';
  }

  /** Draws points anew for another width or other colors. */
  resize() {
    if (this.points) {
      const size = Math.min(PLANE, this.root.clientWidth || PLANE);
      drawPoints(this.image, size, squareOf(this.reals || this.points), this.points, this.reals);
    }
  }
}
