// The plane: real and generated points, the field of the discriminator's score, the generator's mesh, arrows.

import {element, number, say, whole} from './format.js';

const SIZE = 500;

/** The 32-bit floats of base64. */
export function floats(text) {
  const binary = atob(text || '');
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = binary.charCodeAt(i);
  }
  return new Float32Array(bytes.buffer);
}

/** Orange for what looks fake, blue for what looks real, white between them; safe for the color-blind. */
function colorOf(share) {
  const strength = Math.min(1, Math.abs(share));
  const [red, green, blue] = share < 0 ? [230, 97, 1] : [33, 102, 172];
  return [255 - strength * (255 - red), 255 - strength * (255 - green), 255 - strength * (255 - blue)];
}

/** A picture shows the end of a step, or a stage within it. */
export const STAGES = [
  ['before', 'before the step'],
  ['discriminator', 'the discriminator has learned'],
  ['generator', 'the generator has learned too'],
];

export const LAYERS = [
  ['field', 'field of the score', true],
  ['real', 'real points', true],
  ['fake', 'generated points', true],
  ['centres', 'modes', true],
  ['mesh', 'generator\u2019s mesh', false],
  ['told', 'told: where the score rises', false],
  ['did', 'did: the last step', false],
];

export class Plane {
  constructor(layers) {
    this.layers = layers;
    this.canvas = element('canvas', {className: 'plane-canvas', role: 'img', tabIndex: 0});
    this.canvas.setAttribute('aria-label', 'The plane, empty until a run is begun');
    this.text = element('p', {className: 'told'});
    this.probe = element('p', {className: 'told', role: 'status'});
    this.key = element('canvas', {width: 160, height: 1});
    this.low = element('span', {});
    this.high = element('span', {});
    this.scale = element('div', {className: 'scale'}, 'raw score', this.low, this.key, this.high);
    this.at = [0.5, 0.5];
    this.canvas.addEventListener('pointermove', event => this.look(event.offsetX / this.size, event.offsetY / this.size));
    this.canvas.addEventListener('keydown', event => this.move(event));
    this.root = element('div', {}, this.canvas, this.scale, this.probe, this.text);
    this.fillKey();
  }

  fillKey() {
    const context = this.key.getContext('2d');
    const image = context.createImageData(160, 1);
    for (let x = 0; x < 160; x++) {
      image.data.set([...colorOf((2 * x) / 159 - 1), 255], 4 * x);
    }
    context.putImageData(image, 0, 0);
  }

  /** What stays the same over a run. */
  begin(fixed) {
    this.fixed = fixed;
    this.real = floats(fixed.real);
    this.frame = null;
    this.probe.textContent = '';
  }

  show(frame) {
    this.frame = frame;
    this.fake = floats(frame.fake);
    this.before = frame.before ? floats(frame.before) : null;
    this.mesh = floats(frame.mesh);
    this.field = frame.field ? floats(frame.field) : null;
    this.slopes = frame.slopes ? floats(frame.slopes) : null;
    this.fieldBefore = frame.fieldBefore ? floats(frame.fieldBefore) : null;
    this.slopesBefore = frame.slopesBefore ? floats(frame.slopesBefore) : null;
    this.stage = STAGES.length - 1;
    this.draw();
  }

  /** Whether the step can be looked at stage by stage. */
  get staged() {
    return Boolean(this.before);
  }

  /** Shows a stage of the step: a phase changes its learner alone, so the middle one has the old generator and the new discriminator. */
  showStage(stage) {
    this.stage = stage;
    this.draw();
  }

  get last() {
    return this.stage === STAGES.length - 1;
  }

  /** The generated points at this stage. */
  get points() {
    return this.last || !this.before ? this.fake : this.before;
  }

  /** The field of the score at this stage. */
  get scores() {
    return this.stage === 0 && this.fieldBefore ? this.fieldBefore : this.field;
  }

  /** How the score rises at the points of this stage. */
  get rises() {
    if (this.last) {
      return this.slopes;
    }
    return this.stage === 1 ? this.slopesBefore : null;
  }

  draw() {
    if (!this.fixed || !this.frame) {
      return;
    }
    const ratio = window.devicePixelRatio || 1;
    this.size = Math.min(SIZE, this.root.parentElement.clientWidth || SIZE);
    this.canvas.width = Math.round(this.size * ratio);
    this.canvas.height = Math.round(this.size * ratio);
    this.canvas.style.width = this.size + 'px';
    const context = this.canvas.getContext('2d');
    context.scale(ratio, ratio);
    this.style = getComputedStyle(document.documentElement);
    context.fillStyle = this.color('--back');
    context.fillRect(0, 0, this.size, this.size);
    this.scale.hidden = !this.field;
    if (this.field) {
      this.drawField(context);
    }
    if (this.layers.mesh) {
      this.drawMesh(context);
    }
    if (this.layers.centres) {
      this.drawCentres(context);
    }
    this.drawPoints(context);
    this.drawArrows(context);
    this.tell();
  }

  color(name) {
    return this.style.getPropertyValue(name).trim() || '#888';
  }

  x(value) {
    return ((value - this.fixed.left) / this.fixed.side) * this.size;
  }

  y(value) {
    return (1 - (value - this.fixed.bottom) / this.fixed.side) * this.size;
  }

  drawField(context) {
    const side = this.fixed.field;
    const most = this.scores.reduce((found, value) => Math.max(found, Math.abs(value)), 1e-6);
    say(this.low, number(-most));
    say(this.high, number(most));
    if (!this.layers.field) {
      return;
    }
    const picture = document.createElement('canvas');
    picture.width = side;
    picture.height = side;
    const inner = picture.getContext('2d');
    const image = inner.createImageData(side, side);
    for (let i = 0; i < this.scores.length; i++) {
      const row = side - 1 - Math.floor(i / side);
      image.data.set([...colorOf(this.scores[i] / most), 255], 4 * (row * side + (i % side)));
    }
    inner.putImageData(image, 0, 0);
    context.globalAlpha = 0.75;
    context.imageSmoothingEnabled = true;
    context.drawImage(picture, 0, 0, this.size, this.size);
    context.globalAlpha = 1;
  }

  drawMesh(context) {
    const side = this.fixed.mesh;
    context.strokeStyle = this.color('--series-3');
    context.lineWidth = 0.8;
    context.beginPath();
    for (let line = 0; line < side; line++) {
      for (const across of [0, 1]) {
        for (let at = 0; at < side; at++) {
          const place = 2 * (across ? at * side + line : line * side + at);
          const [x, y] = [this.x(this.mesh[place]), this.y(this.mesh[place + 1])];
          if (at === 0) {
            context.moveTo(x, y);
          } else {
            context.lineTo(x, y);
          }
        }
      }
    }
    context.stroke();
  }

  drawCentres(context) {
    context.strokeStyle = this.color('--text');
    context.lineWidth = 1;
    const centres = this.fixed.centres;
    context.beginPath();
    for (let i = 0; i < centres.length; i += 2) {
      const [x, y] = [this.x(centres[i]), this.y(centres[i + 1])];
      context.moveTo(x - 5, y);
      context.lineTo(x + 5, y);
      context.moveTo(x, y - 5);
      context.lineTo(x, y + 5);
    }
    context.stroke();
  }

  drawPoints(context) {
    context.globalAlpha = 0.6;
    if (this.layers.real) {
      context.fillStyle = this.color('--series-2');
      for (let i = 0; i < this.real.length; i += 2) {
        context.beginPath();
        context.arc(this.x(this.real[i]), this.y(this.real[i + 1]), 2, 0, 2 * Math.PI);
        context.fill();
      }
    }
    if (this.layers.fake) {
      const {points} = this;
      context.fillStyle = this.color('--series-0');
      for (let i = 0; i < points.length; i += 2) {
        const [x, y] = [this.x(points[i]), this.y(points[i + 1])];
        context.beginPath();
        context.moveTo(x, y - 3.4);
        context.lineTo(x + 3, y + 2.2);
        context.lineTo(x - 3, y + 2.2);
        context.fill();
      }
    }
    context.globalAlpha = 1;
  }

  /** Told arrows have the length of the longest scaled to a tenth of the plane; those of what was done are as long as it was. */
  drawArrows(context) {
    const {rises, points} = this;
    if (this.layers.told && rises) {
      let longest = 1e-9;
      for (let i = 0; i < rises.length; i += 2) {
        longest = Math.max(longest, Math.hypot(rises[i], rises[i + 1]));
      }
      const factor = (this.fixed.side * 0.1) / longest;
      this.arrows(context, '--series-4', rises.length, i =>
        [points[i], points[i + 1], points[i] + factor * rises[i], points[i + 1] + factor * rises[i + 1]]);
    }
    if (this.layers.did && this.before && this.last) {
      this.arrows(context, '--series-1', Math.min(300, this.before.length), i =>
        [this.before[i], this.before[i + 1], this.fake[i], this.fake[i + 1]]);
    }
  }

  arrows(context, color, count, ends) {
    context.strokeStyle = this.color(color);
    context.lineWidth = 1.4;
    context.beginPath();
    for (let i = 0; i < count; i += 2) {
      const [fromX, fromY, toX, toY] = ends(i);
      const [x, y, u, v] = [this.x(fromX), this.y(fromY), this.x(toX), this.y(toY)];
      context.moveTo(x, y);
      context.lineTo(u, v);
      const angle = Math.atan2(v - y, u - x);
      if (Math.hypot(u - x, v - y) > 4) {
        context.moveTo(u - 5 * Math.cos(angle - 0.5), v - 5 * Math.sin(angle - 0.5));
        context.lineTo(u, v);
        context.lineTo(u - 5 * Math.cos(angle + 0.5), v - 5 * Math.sin(angle + 0.5));
      }
    }
    context.stroke();
  }

  move(event) {
    const ways = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
    if (event.key in ways) {
      event.preventDefault();
      const by = event.shiftKey ? 0.1 : 0.02;
      this.look(...this.at.map((place, axis) => Math.min(0.999, Math.max(0, place + by * ways[event.key][axis]))));
    }
  }

  /** Tells the score at a place of the picture, from 0 to 1 each way. */
  look(across, down) {
    this.at = [across, down];
    if (!this.fixed || !this.fixed.side) {
      return;
    }
    const [x, y] = [this.fixed.left + across * this.fixed.side, this.fixed.bottom + (1 - down) * this.fixed.side];
    const side = this.fixed.field;
    const row = Math.min(side - 1, Math.max(0, Math.floor((1 - down) * side)));
    const column = Math.min(side - 1, Math.max(0, Math.floor(across * side)));
    say(this.probe, 'At (' + number(x) + ', ' + number(y) + ')'
      + (this.field ? ' the discriminator\u2019s raw score is ' + number(this.scores[row * side + column]) + '.' : '.'));
  }

  tell() {
    const {frame, points} = this;
    let outside = 0;
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = [this.x(points[i]), this.y(points[i + 1])];
      outside += x < 0 || y < 0 || x > this.size || y > this.size ? 1 : 0;
    }
    const modes = 'modes' in frame && this.last ? ' They find ' + frame.found + ' of ' + frame.modes + ' modes; '
      + number(100 * frame.quality) + ' % lie within three deviations of one.' : '';
    const text = (frame.step === 0 ? 'Before the first step: ' : 'Step ' + whole(frame.step) + (this.last ? '' : ', ' + STAGES[this.stage][1]) + ': ')
      + whole(points.length / 2) + ' generated points' + (outside > 0 ? ', ' + whole(outside) + ' of them outside the view' : '')
      + '.' + modes + (this.last ? ' Jensen\u2013Shannon divergence ' + number(frame.divergence) + ' nats, real points against other real ones '
      + number(this.fixed.floor) + '; Kullback\u2013Leibler divergence ' + number(frame.leaning) + ', real ones ' + number(this.fixed.leaningFloor) + '.' : '') + (this.field ? '' : ' The discriminator judges several points together, so that a place has no score.');
    this.canvas.setAttribute('aria-label', text);
    say(this.text, text);
  }
}
