// A translator: a picture in, a picture out.

import {button, element} from './format.js';
import {facts} from './model.js';
import {drawImage, fileName, keep, valuesOf} from './picture.js';

/** A place that takes pictures: dropped on the page, pasted, or chosen. */
export function dropPlace(text, accept, take, note, multiple) {
  const file = element('input', {type: 'file', accept, multiple: Boolean(multiple), onchange: () => take([...file.files])});
  const place = element('div', {className: 'drop'}, element('label', {}, text, file), note);
  const over = shown => event => {
    event.preventDefault();
    place.classList.toggle('over', shown);
  };
  document.addEventListener('dragover', over(true));
  document.addEventListener('dragleave', over(false));
  document.addEventListener('drop', event => {
    over(false)(event);
    take([...event.dataTransfer.files]);
  });
  document.addEventListener('paste', event => take([...event.clipboardData.files]));
  return place;
}

/** Shows what a page of pictures is made of. */
export function showIn(heading, ...parts) {
  document.getElementById('samples').hidden = false;
  document.getElementById('samples-heading').textContent = heading;
  document.getElementById('view').append(...parts);
}

export class TranslatorPage {
  constructor(model) {
    this.model = model;
    this.given = element('canvas', {role: 'img', 'aria-label': 'The picture as the model is given it'});
    this.made = element('canvas', {role: 'img', 'aria-label': 'What the model makes of it'});
    this.note = element('p', {role: 'status'});
    this.drop = dropPlace('Drop a picture here, paste one, or choose a file', 'image/*', files => this.take(files[0]), this.note);
    this.results = element('div', {className: 'parts', hidden: true},
      element('figure', {}, element('figcaption', {}, 'Given, ' + facts.inputs[0].slice(1).join(' \u00d7 ') + ' pixels'), this.given),
      element('figure', {}, element('figcaption', {}, 'Made, ' + facts.output.slice(1).join(' \u00d7 ') + ' pixels'), this.made,
        button('Save as PNG', () => keep(this.made, fileName('.png')))));
    showIn('Translate a picture', this.drop, this.results);
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

  async translate(picture) {
    const [, height, width] = facts.inputs[0];
    const values = valuesOf(this.given, picture, facts.inputs[0]);
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
