// What generated samples look like: images on a sheet, points in the plane, or numbers.

import {element, number} from './format.js';
import {facts} from './model.js';
import {Sheet, drawImage, fileName, keep} from './picture.js';

const PLANE = 440;
const CLOSE_UP = 224;
const IN_ROWS = {classes: 'a class', texts: 'a text', sentences: 'a sentence'};

/** Images on a sheet, one of them enlarged. */
export class ImageView {
  constructor() {
    this.counts = [1, 4, 9, 16, 36, 64, 100];
    // rows of texts need room for the texts
    this.count = facts.output[1] * facts.output[2] > 100 * 100 || ['texts', 'sentences'].includes(facts.asks) ? 4 : 16;
    this.canvas = element('canvas', {role: 'img'});
    this.closeUp = element('canvas', {role: 'img'});
    this.closeText = element('figcaption', {});
    this.labels = element('ol', {className: 'classes'});
    this.chosen = element('input', {type: 'number', min: 1, value: 1, oninput: () => this.enlarge()});
    this.canvas.addEventListener('click', event => {
      this.chosen.value = this.sheet.at(event.offsetX, event.offsetY) + 1;
      this.enlarge();
    });
    this.root = element('div', {className: 'parts'},
      element('figure', {}, element('div', {className: 'labelled'}, this.labels, this.canvas)),
      element('figure', {}, element('label', {}, 'Image', this.chosen), this.closeUp, this.closeText));
  }

  begin(choice) {
    const {rows, count} = choice;
    this.choice = choice;
    const columns = rows > 1 ? count : Math.ceil(Math.sqrt(count));
    this.values = new Float32Array(rows * count * facts.outputSize);
    this.sheet = new Sheet(this.canvas, rows * count, columns, facts.output);
    this.labels.hidden = choice.rowNames.length === 0;
    this.labels.classList.toggle('texts', facts.asks !== 'classes');
    this.labels.replaceChildren(...choice.rowNames.map(name => element('li', {title: name}, name)));
    this.scale(columns, rows > 1 ? rows : Math.ceil(count / columns));
    this.chosen.max = rows * count;
  }

  /** Whole factors as far as the page has room. */
  scale(columns, rows) {
    const room = Math.min(560, this.root.parentElement.clientWidth - this.labels.offsetWidth - 8);
    const exact = Math.min(room / this.canvas.width, Math.max(room, 640) / this.canvas.height);
    const factor = exact >= 1 ? Math.floor(Math.min(exact, Math.max(1, 280 / facts.output[2]))) : exact;
    this.canvas.style.width = Math.floor(this.canvas.width * factor) + 'px';
  }

  show(from, values) {
    if (from === 0 && this.choice.fresh) {
      this.sheet.clear();
    }
    this.values.set(values, from * facts.outputSize);
    this.sheet.draw(from, values);
    const place = Number(this.chosen.value) - 1;
    if (place >= from && place < from + values.length / facts.outputSize) {
      this.enlarge();
    }
  }

  end() {
    const {rows, count, seed} = this.choice;
    const what = rows > 1 ? rows + ' rows of ' + count + ' generated images, ' + IN_ROWS[facts.asks] + ' in each' : count + ' generated images';
    this.canvas.setAttribute('aria-label', what + ' of seed ' + seed);
    this.enlarge();
  }

  enlarge() {
    const all = this.choice.rows * this.choice.count;
    const place = Math.min(all, Math.max(1, Math.floor(Number(this.chosen.value)) || 1)) - 1;
    const [, height, width] = facts.output;
    this.closeUp.width = width;
    this.closeUp.height = height;
    this.closeUp.style.width = width * Math.max(1, Math.floor(CLOSE_UP / Math.max(width, height))) + 'px';
    drawImage(this.closeUp.getContext('2d'), this.values, place, facts.output, 0, 0);
    const name = this.choice.nameOf(place);
    const text = 'Image ' + (place + 1) + ' of ' + all + (name === '' ? '' : ', ' + name);
    this.closeText.textContent = text;
    this.closeUp.setAttribute('aria-label', text + ', enlarged');
  }

  keepAll() {
    return keep(this.canvas, fileName('-seed-' + this.choice.seed + '.png'));
  }

  keepOne() {
    return keep(this.closeUp, fileName('-seed-' + this.choice.seed + '-image-' + this.chosen.value + '.png'));
  }
}

/** Points in the plane. */
export class PointView {
  constructor() {
    this.counts = [100, 500, 2000];
    this.count = 500;
    this.canvas = element('canvas', {role: 'img', className: 'plane'});
    this.text = element('p', {});
    this.root = element('div', {}, this.canvas, this.text);
  }

  begin(choice) {
    this.choice = choice;
    this.values = new Float32Array(choice.rows * choice.count * 2);
  }

  show(from, values) {
    this.values.set(values, from * 2);
  }

  end() {
    const ratio = window.devicePixelRatio || 1;
    const size = Math.min(PLANE, this.root.clientWidth || PLANE);
    this.canvas.width = size * ratio;
    this.canvas.height = size * ratio;
    this.canvas.style.width = size + 'px';
    const context = this.canvas.getContext('2d');
    context.scale(ratio, ratio);
    const square = this.square();
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim();
    context.globalAlpha = 0.55;
    const sum = [0, 0];
    for (let i = 0; i < this.values.length; i += 2) {
      sum[0] += this.values[i];
      sum[1] += this.values[i + 1];
      context.beginPath();
      context.arc(((this.values[i] - square.left) / square.side) * size,
        ((square.top - this.values[i + 1]) / square.side) * size, 2.4, 0, 2 * Math.PI);
      context.fill();
    }
    const count = this.values.length / 2;
    const text = count + ' generated points of seed ' + this.choice.seed + ', mean (' + number(sum[0] / count) + ', '
      + number(sum[1] / count) + '); the square is ' + number(square.side) + ' wide, its lower left corner is at ('
      + number(square.left) + ', ' + number(square.top - square.side) + ')';
    this.canvas.setAttribute('aria-label', text);
    this.text.textContent = text + '.';
  }

  /** That of the first points, so that the sliders move points and not the view. */
  square() {
    if (!this.first) {
      const low = [Infinity, Infinity];
      const high = [-Infinity, -Infinity];
      this.values.forEach((value, i) => {
        low[i % 2] = Math.min(low[i % 2], value);
        high[i % 2] = Math.max(high[i % 2], value);
      });
      const side = Math.max(high[0] - low[0], high[1] - low[1], 1e-6) * 1.4;
      this.first = {left: (low[0] + high[0] - side) / 2, top: (low[1] + high[1] + side) / 2, side};
    }
    return this.first;
  }

  keepAll() {
    return keep(this.canvas, fileName('-seed-' + this.choice.seed + '.png'));
  }
}

/** Samples of any other shape, as numbers. */
export class NumberView {
  constructor() {
    this.counts = [10, 50, 200];
    this.count = 10;
    this.body = element('tbody', {});
    this.root = element('div', {className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Generated samples'},
      element('table', {}, this.body));
  }

  begin(choice) {
    this.choice = choice;
    this.body.replaceChildren();
  }

  show(from, values) {
    const size = facts.outputSize;
    for (let i = 0; i < values.length / size; i++) {
      const shown = Array.from(values.subarray(i * size, i * size + Math.min(size, 12)), value => number(value));
      this.body.append(element('tr', {}, element('th', {scope: 'row'}, String(from + i + 1)),
        ...shown.map(text => element('td', {}, text)), ...(size > 12 ? [element('td', {}, '\u2026')] : [])));
    }
  }

  end() {}
}

/** The view for what the generator makes. */
export function generatorView() {
  if (facts.output.length === 3 && [1, 3, 4].includes(facts.output[0])) {
    return new ImageView();
  }
  return facts.outputSize === 2 ? new PointView() : new NumberView();
}
