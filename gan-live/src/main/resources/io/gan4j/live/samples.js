// What a generator makes of the same latents: a film whose every frame can be chosen, beside the data.

import {Player, button, element, number, say, whole} from './format.js';

export const PLANE = 360;

/** The one film of a page: which step is looked at in all views. */
export class Film {
  constructor(changed) {
    this.changed = changed;
    this.steps = [];
    this.place = 0;
    this.follows = true;
    this.slider = element('input', {type: 'range', min: 0, max: 0, value: 0, oninput: () => this.go(Number(this.slider.value))});
    this.slider.setAttribute('aria-label', 'Step of the samples');
    this.label = element('output', {});
    this.player = new Player(() => this.place, () => this.steps.length - 1, place => this.go(place));
    this.newest = button('Newest', () => this.follow(), 'Show the newest samples as they come');
    this.root = element('div', {className: 'film'},
      button('\u2039', () => this.go(this.place - 1), 'Earlier samples'), this.player.button,
      button('\u203a', () => this.go(this.place + 1), 'Later samples'), this.slider, this.newest, this.label);
  }

  get step() {
    return this.steps.length > 0 ? this.steps[this.place] : 0;
  }

  set(steps) {
    const at = this.step;
    this.steps = steps;
    if (this.follows) {
      this.place = Math.max(0, steps.length - 1);
    } else {
      this.place = Math.max(0, steps.filter(step => step <= at).length - 1);
    }
    this.show();
  }

  go(place) {
    this.follows = false;
    this.place = Math.min(this.steps.length - 1, Math.max(0, place));
    this.show();
    this.changed();
  }

  /** Shows the frame of a step, or the one before it. */
  goTo(step) {
    this.go(this.steps.filter(known => known <= step).length - 1);
  }

  follow() {
    this.player.pause();
    this.follows = true;
    this.place = Math.max(0, this.steps.length - 1);
    this.show();
    this.changed();
  }

  show() {
    this.slider.max = Math.max(0, this.steps.length - 1);
    this.slider.value = this.place;
    const text = this.step === 0 ? 'at the start' : 'step ' + whole(this.step);
    this.slider.setAttribute('aria-valuetext', text);
    say(this.label, text + ', frame ' + (this.place + 1) + ' of ' + this.steps.length + (this.follows ? ', newest' : ''));
    this.newest.setAttribute('aria-pressed', String(this.follows));
  }
}

/** The view for what a run makes; null if there is none. */
export function viewOf(run, album) {
  if (run.head.view === 'images') {
    return new ImageView(run, album);
  }
  if (run.head.view === 'translations') {
    return new TranslationView(run, album);
  }
  return run.head.view === 'points' ? new PointView(run, album) : null;
}

/** Fetches the frame of a step, and shows it unless another one is wanted meanwhile. */
class View {
  constructor(run, album) {
    this.run = run;
    this.album = album;
    this.kind = run.head.view;
    this.heading = element('h3', {});
    this.wanted = null;
    this.hasReal = false;
  }

  async showStep(step) {
    say(this.heading, this.run.name);
    this.heading.hidden = !this.run.many;
    const frame = this.run.frameAt(step);
    if (!frame || frame === this.wanted) {
      return;
    }
    this.wanted = frame;
    const picture = await this.album.get(this.run, frame.id).catch(() => undefined);
    if (picture === null) {
      this.run.lose(frame);
    } else if (picture && this.wanted === frame) {
      this.show(picture, frame);
    }
    if (picture === undefined && this.wanted === frame) {
      this.wanted = null;
    }
    this.showReal();
  }

  async showReal() {
    if (this.hasReal) {
      return;
    }
    this.hasReal = true;
    const picture = await this.album.get(this.run, 'real').catch(() => null);
    if (picture) {
      this.real(picture);
    } else {
      this.noReal();
    }
  }

  noReal() {}

  resize() {}
}

class ImageView extends View {
  constructor(run, album) {
    super(run, album);
    this.generated = element('img', {});
    this.sample = element('input', {type: 'number', min: 1, value: 1, oninput: () => this.enlarge()});
    this.closeUp = element('canvas', {role: 'img'});
    this.closeText = element('p', {});
    this.labels = element('ol', {className: 'classes'});
    this.realSide = element('figure', {className: 'sheet', hidden: true});
    this.generated.addEventListener('click', event => this.pick(event));
    this.root = element('div', {className: 'view'}, this.heading,
      element('div', {className: 'sheets'},
        element('figure', {className: 'sheet'}, element('figcaption', {}, 'Generated'),
          element('div', {className: 'labelled'}, this.labels, this.generated)),
        this.realSide,
        element('figure', {className: 'close-up'},
          element('figcaption', {}, element('label', {}, 'Sample ', this.sample)), this.closeUp, this.closeText)));
  }

  async show(picture, frame) {
    this.frame = frame;
    this.generated.src = picture.url;
    this.generated.alt = 'A sheet of generated images at step ' + whole(frame.step);
    await this.generated.decode().catch(() => {});
    this.resize();
    this.fillLabels();
    this.enlarge();
  }

  real(picture) {
    this.realImage = element('img', {src: picture.url, alt: 'A sheet of as many real images', onload: () => this.resize()});
    this.realSide.append(element('figcaption', {}, 'Real'), this.realImage);
    this.realSide.hidden = false;
  }

  /** Both sheets side by side where there is room for them, by a whole factor if one nearly fills it. */
  resize() {
    const space = this.root.clientWidth - this.labels.offsetWidth - 8;
    const room = Math.max(60, Math.min(520, this.realImage && space > 440 ? (space - 16) / 2 : space));
    [this.generated, this.realImage].forEach(image => {
      if (image && image.naturalWidth > 0) {
        const exact = room / image.naturalWidth;
        const factor = Math.floor(exact) > 0.8 * exact ? Math.floor(exact) : exact;
        image.style.width = Math.floor(image.naturalWidth * factor) + 'px';
        image.style.imageRendering = factor >= 2 || Number.isInteger(factor) ? 'pixelated' : 'auto';
      }
    });
  }

  fillLabels() {
    const classes = this.run.head.classes || [];
    if (this.labels.children.length !== classes.length) {
      this.labels.replaceChildren(...classes.map(name => element('li', {title: name}, name)));
    }
    this.labels.hidden = classes.length === 0;
  }

  /** How images lie on the sheet: two pixels between them. */
  grid() {
    const [, height, width] = this.run.head.shape || [1, this.generated.naturalHeight, this.generated.naturalWidth];
    return {
      width,
      height,
      columns: Math.max(1, Math.round((this.generated.naturalWidth + 2) / (width + 2))),
      rows: Math.max(1, Math.round((this.generated.naturalHeight + 2) / (height + 2))),
    };
  }

  pick(event) {
    const {columns, rows} = this.grid();
    const column = Math.floor((event.offsetX / this.generated.clientWidth) * columns);
    const row = Math.floor((event.offsetY / this.generated.clientHeight) * rows);
    this.sample.value = row * columns + column + 1;
    this.enlarge();
  }

  enlarge() {
    const {columns, rows, width, height} = this.grid();
    this.sample.max = columns * rows;
    const place = Math.min(columns * rows, Math.max(1, Number(this.sample.value) || 1)) - 1;
    const row = Math.floor(place / columns);
    this.closeUp.width = width;
    this.closeUp.height = height;
    const factor = Math.max(1, Math.floor(168 / Math.max(width, height)));
    this.closeUp.style.width = width * factor + 'px';
    const context = this.closeUp.getContext('2d');
    context.drawImage(this.generated, (place % columns) * (width + 2), row * (height + 2), width, height, 0, 0, width, height);
    const classes = this.run.head.classes || [];
    const text = 'Sample ' + (place + 1) + (classes[row] ? ', class ' + classes[row] : '')
      + (this.frame ? ', step ' + whole(this.frame.step) : '');
    this.closeUp.setAttribute('aria-label', text);
    say(this.closeText, text);
  }
}

/** Rows of given, made and true images; two of a row over each other, with a divider that can be moved. */
class TranslationView extends View {
  constructor(run, album) {
    super(run, album);
    this.generated = element('img', {});
    this.row = element('input', {type: 'number', min: 1, value: 1, oninput: () => this.compare()});
    this.left = element('select', {onchange: () => this.compare()});
    this.right = element('select', {onchange: () => this.compare()});
    this.divider = element('input', {type: 'range', min: 0, max: 100, value: 50, oninput: () => this.compare()});
    this.divider.setAttribute('aria-label', 'Divider');
    this.closeUp = element('canvas', {role: 'img'});
    this.closeText = element('p', {});
    this.caption = element('figcaption', {});
    this.generated.addEventListener('click', event => this.pick(event));
    this.closeUp.addEventListener('pointermove', event => {
      this.divider.value = (100 * event.offsetX) / Math.max(1, this.closeUp.clientWidth);
      this.compare();
    });
    this.root = element('div', {className: 'view'}, this.heading,
      element('div', {className: 'sheets'},
        element('figure', {className: 'sheet'}, this.caption, this.generated),
        element('figure', {className: 'close-up'},
          element('figcaption', {}, element('label', {}, 'Row ', this.row)),
          element('p', {}, this.left, ' | ', this.right), this.closeUp, this.divider, this.closeText)));
  }

  async show(picture, frame) {
    this.frame = frame;
    this.generated.src = picture.url;
    this.generated.alt = 'Rows of images, ' + this.columns().join(', ') + ', at step ' + whole(frame.step);
    await this.generated.decode().catch(() => {});
    this.fill();
    this.resize();
    this.compare();
  }

  /** What is real is in the rows. */
  async showReal() {}

  columns() {
    return this.run.head.columns || [];
  }

  fill() {
    const names = this.columns();
    say(this.caption, 'In each row from the left: ' + names.join(', '));
    if (this.left.children.length !== names.length) {
      [this.left, this.right].forEach((choice, place) => {
        choice.replaceChildren(...names.map((name, i) => element('option', {value: i}, name)));
        choice.value = Math.min(place, names.length - 1);
      });
      this.left.setAttribute('aria-label', 'Left of the divider');
      this.right.setAttribute('aria-label', 'Right of the divider');
    }
  }

  resize() {
    if (this.generated.naturalWidth > 0) {
      const exact = Math.max(60, Math.min(520, this.root.clientWidth)) / this.generated.naturalWidth;
      const factor = exact >= 1 ? Math.floor(exact) : exact;
      this.generated.style.width = Math.floor(this.generated.naturalWidth * factor) + 'px';
      this.generated.style.imageRendering = factor >= 2 ? 'pixelated' : 'auto';
    }
  }

  pick(event) {
    const [, height] = this.run.head.shape;
    this.row.value = Math.floor(((event.offsetY / this.generated.clientHeight) * (this.generated.naturalHeight + 2)) / (height + 2)) + 1;
    this.compare();
  }

  compare() {
    if (!this.frame || this.generated.naturalWidth === 0) {
      return;
    }
    const [, height, width] = this.run.head.shape;
    const rows = Math.max(1, Math.round((this.generated.naturalHeight + 2) / (height + 2)));
    this.row.max = rows;
    const row = Math.min(rows, Math.max(1, Math.floor(Number(this.row.value)) || 1)) - 1;
    const factor = Math.max(1, Math.floor(224 / Math.max(width, height)));
    this.closeUp.width = width;
    this.closeUp.height = height;
    this.closeUp.style.width = width * factor + 'px';
    const context = this.closeUp.getContext('2d');
    const cut = Math.round((width * Number(this.divider.value)) / 100);
    const part = (column, from, to) => {
      if (to > from) {
        context.drawImage(this.generated, column * (width + 2) + from, row * (height + 2), to - from, height, from, 0, to - from, height);
      }
    };
    part(Number(this.left.value), 0, cut);
    part(Number(this.right.value), cut, width);
    const names = this.columns();
    const text = 'Row ' + (row + 1) + ', step ' + whole(this.frame.step) + ': left of the divider '
      + names[Number(this.left.value)] + ', right of it ' + names[Number(this.right.value)];
    this.closeUp.setAttribute('aria-label', text);
    say(this.closeText, text);
  }
}

/** The square that holds points with some room around them. */
export function squareOf(points) {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  points.forEach((value, i) => {
    low[i % 2] = Math.min(low[i % 2], value);
    high[i % 2] = Math.max(high[i % 2], value);
  });
  const side = Math.max(high[0] - low[0], high[1] - low[1], 1e-6) * 1.3;
  return {left: (low[0] + high[0] - side) / 2, top: (low[1] + high[1] + side) / 2, side};
}

/** Draws generated points as triangles and real ones as circles. */
export function drawPoints(canvas, size, square, fakes, reals) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = size * ratio;
  canvas.height = size * ratio;
  canvas.style.width = size + 'px';
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  const style = getComputedStyle(document.documentElement);
  const plot = (points, color, mark) => {
    context.fillStyle = style.getPropertyValue(color).trim() || '#888';
    for (let i = 0; i + 1 < points.length; i += 2) {
      mark(((points[i] - square.left) / square.side) * size, ((square.top - points[i + 1]) / square.side) * size);
    }
  };
  context.globalAlpha = 0.5;
  plot(fakes, '--series-0', (x, y) => {
    context.beginPath();
    context.moveTo(x, y - 3.2);
    context.lineTo(x + 2.8, y + 2);
    context.lineTo(x - 2.8, y + 2);
    context.fill();
  });
  plot(reals || [], '--series-2', (x, y) => {
    context.beginPath();
    context.arc(x, y, 2, 0, 2 * Math.PI);
    context.fill();
  });
}

class PointView extends View {
  constructor(run, album) {
    super(run, album);
    this.canvas = element('canvas', {role: 'img'});
    this.text = element('p', {});
    this.root = element('div', {className: 'view'}, this.heading,
      element('figure', {className: 'plane'}, this.canvas,
        element('figcaption', {},
          element('span', {className: 'real-key'}, '\u25cf real'), ' ',
          element('span', {className: 'fake-key'}, '\u25b2 generated'))),
      this.text);
  }

  show(picture, frame) {
    this.fakes = picture.points;
    this.frame = frame;
    this.draw();
  }

  real(picture) {
    this.reals = picture.points;
    this.draw();
  }

  resize() {
    if (this.fakes) {
      this.draw();
    }
  }

  draw() {
    const square = squareOf(this.reals || this.fakes || new Float32Array(0));
    drawPoints(this.canvas, Math.min(PLANE, this.root.clientWidth || PLANE), square, this.fakes || [], this.reals);
    this.tell(square);
  }

  tell(square) {
    const fakes = this.fakes || [];
    let outside = 0;
    const sums = [0, 0];
    for (let i = 0; i + 1 < fakes.length; i += 2) {
      const within = Math.abs(fakes[i] - square.left - square.side / 2) <= square.side / 2
        && Math.abs(square.top - square.side / 2 - fakes[i + 1]) <= square.side / 2;
      outside += within ? 0 : 1;
      sums[0] += fakes[i];
      sums[1] += fakes[i + 1];
    }
    const count = fakes.length / 2;
    const text = whole(count) + ' generated points at '
      + (this.frame && this.frame.step > 0 ? 'step ' + whole(this.frame.step) : 'the start')
      + ', mean (' + number(sums[0] / count) + ', ' + number(sums[1] / count) + ')'
      + (outside > 0 ? ', ' + whole(outside) + ' of them outside the view' : '')
      + '; ' + (this.reals ? whole(this.reals.length / 2) + ' real ones' : 'no real ones');
    this.canvas.setAttribute('aria-label', text);
    say(this.text, text);
  }
}
