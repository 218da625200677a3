// The page: proves the model, and hands it to what shows it.

import {element, number} from './format.js';
import {Model, facts} from './model.js';
import {GeneratorPage} from './generator.js';
import {TranslatorPage} from './translator.js';
import {FilmPage} from './film.js';

const byId = id => document.getElementById(id);

function tellCard() {
  byId('title').textContent = facts.title;
  document.title = facts.title + ' \u00b7 gan4j';
  byId('subtitle').textContent = facts.subtitle;
  facts.card.forEach(([name, value]) => byId('card').append(element('dt', {}, name), element('dd', {}, value)));
}

function prove(text, mark) {
  byId('proof').textContent = text;
  byId('proof').className = mark;
}

async function start() {
  tellCard();
  const model = new Model();
  try {
    await model.open();
    prove('Trying the model.', '');
    const difference = await model.prove();
    if (!(difference <= facts.tolerance)) {
      prove('\u2717 This browser does not compute what the model was exported to: its outputs differ by ' + number(difference)
        + ', at most ' + facts.tolerance + ' is allowed. Nothing is generated.', 'bad');
      return;
    }
    const runs = facts.vectors.length;
    prove(runs === 0 ? 'The model carries no test vectors: that it computes here what it did where it was trained is not proved.'
      : '\u2713 Same as the trainer: the largest difference over ' + runs + (runs === 1 ? ' test vector is ' : ' test vectors is ')
        + number(difference) + ', at most ' + facts.tolerance + ' is allowed.', runs === 0 ? '' : 'good');
  } catch (failure) {
    prove('\u2717 The model does not run here: ' + failure.message, 'bad');
    return;
  }
  if (facts.kind === 'generator') {
    await new GeneratorPage(model).generate();
  } else if (facts.frames > 1) {
    new FilmPage(model);
  } else {
    new TranslatorPage(model);
  }
  document.body.dataset.ready = 'yes';
}

start();
