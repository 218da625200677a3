// A line chart on a canvas, with a legend that tells the numbers under the cursor, and a table for those who cannot see it.

import {element, number, say, whole} from './format.js';

const LEFT = 58;
const RIGHT = 12;
const TOP = 8;
const BOTTOM = 22;
const HEIGHT = 190;
const DASHES = [[], [6, 4], [2, 3], [8, 3, 2, 3], [12, 4], [4, 2, 1, 2]];
const ROWS = 200;

/** Round numbers within a range, about as many as are wanted. */
export function ticks(low, high, wanted) {
  const raw = (high - low) / Math.max(1, wanted);
  const power = Math.pow(10, Math.floor(Math.log10(raw)));
  const unit = [1, 2, 5, 10].find(factor => factor * power >= raw) * power;
  const found = [];
  for (let at = Math.ceil(low / unit) * unit; at <= high + unit * 1e-9; at += unit) {
    found.push(Math.abs(at) < unit * 1e-9 ? 0 : at);
  }
  return found;
}

/** Powers of ten within a range, and if there are few of them also twice and five times those. */
export function powers(low, high) {
  const found = [];
  const factors = Math.log10(high / low) < 2.5 ? [1, 2, 5] : [1];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    factors.forEach(factor => {
      const at = factor * Math.pow(10, power);
      if (at >= low && at <= high) {
        found.push(at);
      }
    });
  }
  const most = 7;
  return found.filter((at, place) => place % Math.ceil(found.length / most) === 0);
}

/** A running mean that forgets, which begins at the first number. */
export function smoothed(values, weight) {
  let mean = null;
  return values.map(value => {
    if (value === null) {
      return null;
    }
    mean = mean === null ? value : weight * mean + (1 - weight) * value;
    return mean;
  });
}

export class Chart {
  /** The page gives the range of steps, the smoothing, the cursor and what happens on a click. */
  constructor(title, page, log) {
    this.page = page;
    this.log = log;
    this.series = [];
    this.marks = [];
    this.canvas = element('canvas', {tabIndex: 0, role: 'img'});
    this.canvas.setAttribute('aria-roledescription', 'chart');
    this.legend = element('ul', {className: 'legend'});
    this.scale = element('input', {type: 'checkbox', checked: log, onchange: () => this.rescale()});
    this.table = element('details', {ontoggle: () => this.fillTable()}, element('summary', {}, 'As a table'));
    this.title = title;
    this.root = element('figure', {className: 'chart'},
      element('figcaption', {}, element('h3', {}, title), element('label', {}, this.scale, ' log scale')),
      this.canvas, this.legend, this.table);
    this.canvas.addEventListener('pointermove', event => page.moveCursor(this.stepAt(event.offsetX)));
    this.canvas.addEventListener('pointerleave', () => page.moveCursor(null));
    this.canvas.addEventListener('click', event => page.choose(this.stepAt(event.offsetX)));
    this.canvas.addEventListener('keydown', event => this.key(event));
    this.canvas.addEventListener('blur', () => page.moveCursor(null));
  }

  rescale() {
    this.log = this.scale.checked;
    this.draw();
  }

  key(event) {
    const steps = [...new Set(this.series.flatMap(one => one.x))].sort((a, b) => a - b);
    const moves = {ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -steps.length, End: steps.length};
    if (event.key === 'Enter' && this.page.cursor !== null) {
      this.page.choose(this.page.cursor);
    } else if (event.key in moves && steps.length > 0) {
      const at = this.page.cursor === null ? steps.length - 1 : steps.filter(step => step < this.page.cursor).length;
      this.page.moveCursor(steps[Math.min(steps.length - 1, Math.max(0, at + moves[event.key]))]);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Each series has a name, a color from 0, a dash from 0, x and y, and perhaps low, high, best and dots. */
  set(series, marks) {
    this.series = series;
    this.marks = marks;
    this.draw();
    if (this.table.open) {
      this.fillTable();
    }
  }

  stepAt(offset) {
    const [from, to] = this.range;
    const share = (offset - LEFT) / Math.max(1, this.width - LEFT - RIGHT);
    return Math.round(from + Math.min(1, Math.max(0, share)) * (to - from));
  }

  draw() {
    this.width = this.canvas.clientWidth || 560;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(HEIGHT * ratio);
    const context = this.canvas.getContext('2d');
    context.scale(ratio, ratio);
    this.style = getComputedStyle(document.documentElement);
    this.range = this.page.range();
    this.bounds = this.boundsOfValues();
    this.axes(context);
    context.save();
    context.beginPath();
    context.rect(LEFT, TOP, this.width - LEFT - RIGHT, HEIGHT - TOP - BOTTOM);
    context.clip();
    this.marks.forEach(mark => this.drawMark(context, mark));
    this.series.forEach(one => this.drawSeries(context, one));
    this.drawCursor(context);
    context.restore();
    this.tell();
  }

  color(index) {
    return this.style.getPropertyValue('--series-' + (index % 6)).trim() || '#888';
  }

  ink(name) {
    return this.style.getPropertyValue('--' + name).trim() || '#888';
  }

  boundsOfValues() {
    const [from, to] = this.range;
    let low = Infinity;
    let high = -Infinity;
    const take = value => {
      if (value !== null && value !== undefined && (!this.log || value > 0)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    };
    this.series.forEach(one => one.x.forEach((step, i) => {
      if (step >= from && step <= to) {
        take(one.y[i]);
        if (one.low) {
          take(one.low[i]);
          take(one.high[i]);
        }
      }
    }));
    if (low > high) {
      return this.log ? [0.1, 10] : [0, 1];
    }
    if (this.log) {
      return [low / 1.15, high * 1.15];
    }
    const margin = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
    return [low - margin, high + margin];
  }

  atX(step) {
    const [from, to] = this.range;
    return LEFT + ((step - from) / Math.max(1e-9, to - from)) * (this.width - LEFT - RIGHT);
  }

  atY(value) {
    const [low, high] = this.bounds;
    const share = this.log
      ? Math.log(Math.max(value, low * 1e-3) / low) / Math.log(high / low)
      : (value - low) / (high - low);
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  axes(context) {
    context.font = '11px system-ui, sans-serif';
    context.fillStyle = this.ink('soft');
    context.strokeStyle = this.ink('line');
    context.lineWidth = 1;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    const [low, high] = this.bounds;
    const decades = this.log ? powers(low, high) : [];
    (decades.length > 2 ? decades : ticks(low, high, 5)).forEach(value => {
      const y = Math.round(this.atY(value)) + 0.5;
      context.beginPath();
      context.moveTo(LEFT, y);
      context.lineTo(this.width - RIGHT, y);
      context.stroke();
      context.fillText(number(value), LEFT - 6, y);
    });
    context.textAlign = 'center';
    context.textBaseline = 'top';
    const [from, to] = this.range;
    ticks(from, to, Math.max(2, Math.floor(this.width / 110))).forEach(step => {
      if (Number.isInteger(step)) {
        context.fillText(whole(step), Math.min(this.atX(step), this.width - 16), HEIGHT - BOTTOM + 6);
      }
    });
  }

  drawMark(context, mark) {
    const x = this.atX(mark.step);
    context.strokeStyle = this.ink(mark.grave ? 'grave' : 'soft');
    context.fillStyle = this.ink(mark.grave ? 'grave' : 'soft');
    context.setLineDash(mark.grave ? [4, 3] : [1, 3]);
    context.beginPath();
    context.moveTo(x, TOP);
    context.lineTo(x, HEIGHT - BOTTOM);
    context.stroke();
    context.setLineDash([]);
    if (mark.grave) {
      context.beginPath();
      context.moveTo(x - 5, TOP);
      context.lineTo(x + 5, TOP);
      context.lineTo(x, TOP + 8);
      context.fill();
    }
  }

  drawSeries(context, one) {
    context.strokeStyle = this.color(one.color);
    context.fillStyle = this.color(one.color);
    context.setLineDash(DASHES[one.dash % DASHES.length]);
    if (one.low) {
      this.drawBand(context, one);
    }
    const weight = one.dots ? 0 : this.page.smoothing();
    if (weight > 0) {
      context.globalAlpha = 0.25;
      this.drawLine(context, one.x, one.y);
      context.globalAlpha = 1;
    }
    context.lineWidth = 1.6;
    this.drawLine(context, one.x, weight > 0 ? smoothed(one.y, weight) : one.y);
    context.lineWidth = 1;
    context.setLineDash([]);
    if (one.dots) {
      this.drawDots(context, one);
    }
  }

  /** In a column of pixels that many steps share, the line goes from the lowest number to the highest. */
  drawLine(context, xs, ys) {
    const [from, to] = this.range;
    let column = null;
    let low = 0;
    let high = 0;
    let last = 0;
    let open = false;
    const flush = () => {
      if (column !== null) {
        if (open) {
          context.lineTo(column, low);
        } else {
          context.moveTo(column, low);
          open = true;
        }
        if (high !== low) {
          context.lineTo(column, high);
        }
        context.lineTo(column, last);
        column = null;
      }
    };
    context.beginPath();
    for (let i = 0; i < xs.length; i++) {
      const outside = (xs[i] < from && xs[i + 1] < from) || (xs[i] > to && xs[i - 1] > to);
      if (outside || ys[i] === null || (this.log && ys[i] <= 0)) {
        flush();
        open = false;
        continue;
      }
      const x = Math.round(this.atX(xs[i]) * 2) / 2;
      const y = this.atY(ys[i]);
      if (x !== column) {
        flush();
        column = x;
        low = y;
        high = y;
      }
      low = Math.min(low, y);
      high = Math.max(high, y);
      last = y;
    }
    flush();
    context.stroke();
  }

  drawBand(context, one) {
    const known = one.x.map((step, i) => i).filter(i => one.low[i] !== null && one.high[i] !== null);
    if (known.length === 0) {
      return;
    }
    context.globalAlpha = 0.16;
    context.beginPath();
    known.forEach(i => context.lineTo(this.atX(one.x[i]), this.atY(one.high[i])));
    known.reverse().forEach(i => context.lineTo(this.atX(one.x[i]), this.atY(one.low[i])));
    context.fill();
    context.globalAlpha = 1;
  }

  drawDots(context, one) {
    one.x.forEach((step, i) => {
      if (one.y[i] === null) {
        return;
      }
      context.beginPath();
      context.arc(this.atX(step), this.atY(one.y[i]), step === one.best ? 5 : 2.5, 0, 2 * Math.PI);
      context.fill();
      if (step === one.best) {
        context.beginPath();
        context.arc(this.atX(step), this.atY(one.y[i]), 8, 0, 2 * Math.PI);
        context.stroke();
      }
    });
  }

  drawCursor(context) {
    if (this.page.cursor !== null) {
      context.strokeStyle = this.ink('text');
      context.beginPath();
      context.moveTo(this.atX(this.page.cursor), TOP);
      context.lineTo(this.atX(this.page.cursor), HEIGHT - BOTTOM);
      context.stroke();
    }
  }

  /** The place in a series of the newest number at a step. */
  placeAt(one, step) {
    let low = 0;
    let high = one.x.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (one.x[middle] <= step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** The numbers under the cursor, or the newest ones, in the legend and for those who listen. */
  tell() {
    const step = this.page.cursor === null ? Infinity : this.page.cursor;
    const said = [];
    this.series.forEach((one, index) => {
      let row = this.legend.children[index];
      if (!row) {
        row = element('li', {}, element('span', {className: 'key'}), element('span', {}), element('b', {}));
        this.legend.append(row);
      }
      const place = this.placeAt(one, step);
      const value = place < 0 ? 'none' : number(one.y[place]);
      const best = one.best === undefined ? '' : ', best at step ' + whole(one.best);
      row.children[0].className = 'key color-' + (one.color % 6) + ' dash-' + (one.dash % 2);
      say(row.children[1], one.name);
      say(row.children[2], value + best);
      said.push(one.name + ' ' + value + best);
    });
    while (this.legend.children.length > this.series.length) {
      this.legend.lastChild.remove();
    }
    const where = this.page.cursor === null ? 'newest' : 'step ' + whole(this.page.cursor);
    this.canvas.setAttribute('aria-label', this.title + ', ' + where + ': ' + said.join('; '));
  }

  fillTable() {
    while (this.table.children.length > 1) {
      this.table.lastChild.remove();
    }
    if (!this.table.open) {
      return;
    }
    const steps = [...new Set(this.series.flatMap(one => one.x))].sort((a, b) => b - a).slice(0, ROWS);
    const head = element('tr', {}, element('th', {scope: 'col'}, 'step'));
    this.series.forEach(one => head.append(element('th', {scope: 'col'}, one.name)));
    const body = element('tbody', {});
    steps.forEach(step => {
      const row = element('tr', {}, element('th', {scope: 'row'}, whole(step)));
      this.series.forEach(one => {
        const place = this.placeAt(one, step);
        row.append(element('td', {}, place >= 0 && one.x[place] === step ? number(one.y[place]) : ''));
      });
      body.append(row);
    });
    const note = steps.length === ROWS ? 'The newest ' + ROWS + ' rows.' : '';
    this.table.append(element('div', {className: 'scroll', tabIndex: 0},
      element('table', {}, element('caption', {}, this.title + '. ' + note), element('thead', {}, head), body)));
  }
}
