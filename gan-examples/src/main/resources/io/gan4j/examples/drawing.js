// A place to draw points on, by pointer or by keys.

import {button, element, say} from './format.js';

const SIZE = 240;
const EDGE = 1.5;
const DISTANCE = 0.06;

export class Drawing {
  constructor(most, changed) {
    this.most = most;
    this.changed = changed;
    this.strokes = [];
    this.at = [0, 0];
    this.canvas = element('canvas', {className: 'drawing', width: SIZE, height: SIZE, tabIndex: 0, role: 'application'});
    this.canvas.setAttribute('aria-label',
      'Draw points: by pointer, or move with the arrow keys and set points with the space bar; Backspace takes back');
    this.text = element('p', {className: 'rule', role: 'status'});
    this.root = element('div', {}, this.canvas,
      element('div', {className: 'row'}, button('Take back', () => this.undo()), button('Clear', () => this.clear())), this.text);
    this.canvas.addEventListener('pointerdown', event => this.press(event));
    this.canvas.addEventListener('pointermove', event => this.drag(event));
    this.canvas.addEventListener('pointerup', () => this.lift());
    this.canvas.addEventListener('pointercancel', () => this.lift());
    this.canvas.addEventListener('keydown', event => this.key(event));
    this.draw();
  }

  get points() {
    return this.strokes.flat(2);
  }

  set points(all) {
    this.strokes = all.length > 0 ? [Array.from({length: all.length / 2}, (_, i) => [all[2 * i], all[2 * i + 1]])] : [];
    this.draw();
  }

  place(event) {
    const scale = SIZE / (this.canvas.clientWidth || SIZE);
    return [((event.offsetX * scale) / SIZE * 2 - 1) * EDGE, (1 - (event.offsetY * scale) / SIZE * 2) * EDGE];
  }

  press(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.stroke = [];
    this.strokes.push(this.stroke);
    this.add(this.place(event));
  }

  drag(event) {
    if (this.stroke) {
      this.add(this.place(event));
    }
  }

  lift() {
    this.stroke = null;
    this.changed();
  }

  /** A point, unless the last one of the stroke is very near. */
  add(point) {
    const at = point.map(value => Math.max(-EDGE, Math.min(EDGE, Math.round(value * 1000) / 1000)));
    const last = this.stroke[this.stroke.length - 1];
    if ((!last || Math.hypot(at[0] - last[0], at[1] - last[1]) >= DISTANCE) && this.points.length < 2 * this.most) {
      this.stroke.push(at);
      this.draw();
    }
  }

  key(event) {
    const ways = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};
    if (event.key in ways) {
      this.at = this.at.map((value, axis) => Math.max(-EDGE, Math.min(EDGE, value + DISTANCE * ways[event.key][axis])));
    } else if (event.key === ' ') {
      this.stroke = [];
      this.strokes.push(this.stroke);
      this.add(this.at);
      this.lift();
    } else if (event.key === 'Backspace') {
      this.undo();
    } else {
      return;
    }
    event.preventDefault();
    this.draw();
  }

  undo() {
    this.strokes.pop();
    this.draw();
    this.changed();
  }

  clear() {
    this.strokes = [];
    this.draw();
    this.changed();
  }

  draw() {
    const context = this.canvas.getContext('2d');
    const style = getComputedStyle(document.documentElement);
    context.clearRect(0, 0, SIZE, SIZE);
    const x = value => ((value / EDGE + 1) / 2) * SIZE;
    const y = value => ((1 - value / EDGE) / 2) * SIZE;
    context.fillStyle = style.getPropertyValue('--series-2').trim();
    this.strokes.flat().forEach(point => {
      context.beginPath();
      context.arc(x(point[0]), y(point[1]), 4, 0, 2 * Math.PI);
      context.fill();
    });
    context.strokeStyle = style.getPropertyValue('--accent').trim();
    context.strokeRect(x(this.at[0]) - 4, y(this.at[1]) - 4, 8, 8);
    say(this.text, this.points.length / 2 + ' points, at most ' + this.most + '.');
  }
}
