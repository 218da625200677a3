// A translator of films: frames in, the frames that follow out.

import {Player, button, element, say} from './format.js';
import {facts} from './model.js';
import {Sheet, drawImage, fileName, keep, valuesOf} from './picture.js';
import {dropPlace, showIn} from './translator.js';

const MOST_GIVEN = 256;
const MOST_MADE = 64;
const SHOWN = 224;

/** The pictures of files in the order of their names; a file that moves holds several. */
async function picturesOf(files) {
  const pictures = [];
  const inOrder = [...files].sort((one, other) => one.name.localeCompare(other.name, 'en', {numeric: true}));
  for (const file of inOrder) {
    const moving = window.ImageDecoder && (await ImageDecoder.isTypeSupported(file.type));
    if (!moving) {
      pictures.push(await createImageBitmap(file));
      continue;
    }
    const decoder = new ImageDecoder({data: await file.arrayBuffer(), type: file.type});
    await decoder.tracks.ready;
    await decoder.completed;
    const count = Math.min(MOST_GIVEN, decoder.tracks.selectedTrack.frameCount);
    for (let frameIndex = 0; frameIndex < count; frameIndex++) {
      const {image} = await decoder.decode({frameIndex});
      pictures.push(await createImageBitmap(image));
      image.close();
    }
    decoder.close();
  }
  return pictures.slice(-MOST_GIVEN);
}

/** A square that moves by a pixel a frame, to try a model with. */
function movingSquare() {
  const [, height, width] = facts.output;
  const side = Math.max(1, Math.round(Math.min(height, width) / 4));
  return Array.from({length: facts.frames}, (_, i) => {
    const canvas = element('canvas', {width, height});
    const context = canvas.getContext('2d');
    context.fillStyle = '#000';
    context.fillRect(0, 0, width, height);
    context.fillStyle = '#fff';
    context.fillRect(Math.round(width / 4) + i, Math.round((height - side) / 2), side, side);
    return canvas;
  });
}

export class FilmPage {
  constructor(model) {
    this.model = model;
    this.turn = 0;
    this.size = facts.outputSize;
    this.note = element('p', {role: 'status'});
    this.count = element('input', {type: 'number', min: 1, max: MOST_MADE, value: 16, onchange: () => this.goOn()});
    this.given = element('canvas', {role: 'img'});
    this.made = element('canvas', {role: 'img'});
    this.screen = element('canvas', {role: 'img'});
    this.place = element('input', {type: 'range', min: 0, value: 0, oninput: () => this.show()});
    this.place.setAttribute('aria-label', 'Frame');
    this.text = element('p', {});
    this.player = new Player(() => Number(this.place.value), () => this.frames.length - 1, place => this.go(place));
    this.drop = dropPlace('Drop ' + facts.frames + ' or more pictures here, reduced to ' + facts.output.slice(1).join(' \u00d7 ')
      + ' pixels, in the order of their names, or a file that moves', 'image/*', files => this.take(files), this.note, true);
    this.drop.append(button('Try it with a moving square', () => this.begin(movingSquare())));
    this.results = element('div', {className: 'parts', hidden: true},
      element('figure', {}, element('figcaption', {}, 'Given'), this.given),
      element('figure', {}, element('figcaption', {}, element('label', {}, 'Frames to make', this.count)), this.made,
        button('Save as PNG', () => keep(this.made, fileName('-film.png')))),
      element('figure', {}, element('figcaption', {}, 'Film'), this.screen,
        element('div', {className: 'row'}, this.player.button, this.place), this.text));
    showIn('Continue a film', this.drop, this.results);
  }

  async take(files) {
    if (files.length === 0) {
      return;
    }
    say(this.note, 'Reading frames.');
    try {
      await this.begin(await picturesOf(files));
    } catch (failure) {
      say(this.note, 'These files cannot be continued: ' + failure.message);
    }
  }

  /** Takes the newest frames, as many as the model looks at. */
  async begin(pictures) {
    if (pictures.length < facts.frames) {
      say(this.note, 'A film goes on from ' + facts.frames + ' frames, these are ' + pictures.length + '.');
      return;
    }
    const scratch = element('canvas', {});
    this.history = new Float32Array(facts.frames * this.size);
    pictures.slice(-facts.frames).forEach((picture, i) => this.history.set(valuesOf(scratch, picture, facts.output), i * this.size));
    say(this.note, '');
    await this.goOn();
  }

  /** Makes the frames: each becomes part of the history of the next. */
  async goOn() {
    if (!this.history) {
      return;
    }
    const turn = ++this.turn;
    const count = Math.min(MOST_MADE, Math.max(1, Math.floor(Number(this.count.value)) || 1));
    this.count.value = count;
    this.results.hidden = false;
    this.frames = [...this.framesOf(this.history)];
    this.lay(this.given, this.frames, facts.frames + ' frames that were given');
    const latest = this.history.slice();
    const made = [];
    while (made.length < count) {
      const next = await this.model.run([latest.slice()], 1, 1);
      if (turn !== this.turn) {
        return;
      }
      made.push(next);
      latest.copyWithin(0, this.size);
      latest.set(next, latest.length - this.size);
    }
    this.frames.push(...made);
    this.lay(this.made, made, count + ' frames that the model made');
    this.place.max = this.frames.length - 1;
    this.place.value = facts.frames;
    this.show();
    document.body.dataset.turn = turn;
  }

  framesOf(values) {
    return Array.from({length: values.length / this.size}, (_, i) => values.subarray(i * this.size, (i + 1) * this.size));
  }

  lay(canvas, frames, text) {
    const columns = Math.ceil(Math.sqrt(frames.length));
    const sheet = new Sheet(canvas, frames.length, columns, facts.output);
    sheet.clear();
    frames.forEach((frame, i) => sheet.draw(i, frame));
    canvas.setAttribute('aria-label', text + ', the oldest first');
    canvas.style.width = canvas.width * Math.max(1, Math.floor(SHOWN / Math.max(canvas.width, canvas.height))) + 'px';
  }

  show() {
    const place = Number(this.place.value);
    const [, height, width] = facts.output;
    this.screen.width = width;
    this.screen.height = height;
    this.screen.style.width = width * Math.max(1, Math.floor(SHOWN / Math.max(width, height))) + 'px';
    drawImage(this.screen.getContext('2d'), this.frames[place], 0, facts.output, 0, 0);
    const text = 'Frame ' + (place + 1) + ' of ' + this.frames.length + (place < facts.frames ? ', given' : ', made');
    this.place.setAttribute('aria-valuetext', text);
    this.screen.setAttribute('aria-label', text);
    say(this.text, text);
  }

  go(place) {
    this.place.value = place;
    this.show();
  }
}
