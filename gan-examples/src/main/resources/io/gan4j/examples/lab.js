// The lab: what is chosen, what happens, and what is asked for.

import {button, element, number, say, whole} from './format.js';
import {Chart} from './chart.js';
import {Drawing} from './drawing.js';
import {Journal} from './journal.js';
import {LAYERS, Plane} from './plane.js';
import {Step} from './step.js';

/** The settings that are seen at once; the others are a click away. */
const FIRST = ['loss', 'generatorLearningRate', 'discriminatorLearningRate', 'discriminatorSteps', 'latent', 'batch', 'seed'];
const SPEEDS = [[1, 'slow motion: every step'], [5, 'every 5 steps'], [10, 'every 10 steps'], [50, 'every 50 steps'], [200, 'every 200 steps']];
const CHARTS = [
  ['Losses', name => name.endsWith(' loss'), false],
  ['Scores', name => name.endsWith(' score'), false],
  ['Gradient norms', name => name.endsWith(' gradient'), true],
  ['Jensen\u2013Shannon divergence, nats', name => name === 'divergence', false, 'floor'],
  ['Kullback\u2013Leibler divergence, nats', name => name === 'leaning', false, 'leaningFloor'],
];

/** Pictures that the page keeps to look back at. */
const MOST_KEPT = 300;

const byId = id => document.getElementById(id);

async function ask(path, body) {
  const answer = await fetch(path, body === undefined ? {}
    : {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
  if (!answer.ok) {
    throw new Error('the lab answers ' + answer.status);
  }
  return answer.json();
}

/** What is chosen: data, a preset and settings. */
class Form {
  constructor(catalogue, changed) {
    this.catalogue = catalogue;
    this.changed = changed;
    this.fields = new Map();
    this.kind = element('select', {onchange: () => this.showKind()},
      ...catalogue.distributions.map(one => element('option', {value: one.kind}, one.title)));
    this.number = element('input', {type: 'number', min: 1, oninput: () => this.changed()});
    this.numberLabel = element('label', {}, 'How many (of a grid: along a side)', this.number);
    this.drawing = new Drawing(catalogue.mostDrawn, () => this.changed());
    this.preset = element('select', {onchange: () => this.showPreset()},
      ...catalogue.presets.map(one => element('option', {value: one.name}, one.name)));
    this.preset.value = 'vanilla';
    this.sentence = element('p', {className: 'rule'});
    this.all = element('details', {}, element('summary', {}, 'All settings'));
    byId('data').append(element('label', {}, 'Distribution', this.kind), this.numberLabel, this.drawing.root);
    byId('settings').append(element('label', {}, 'Preset', this.preset), this.sentence);
    catalogue.settings.forEach(setting => this.addField(setting));
    byId('settings').append(this.all);
    this.showKind();
    this.showPreset();
  }

  addField(setting) {
    const input = setting.rule === 'on or off'
      ? element('select', {}, element('option', {value: 'on'}, 'on'), element('option', {value: 'off'}, 'off'))
      : element('input', {type: 'text', spellcheck: false, autocomplete: 'off'});
    const refusal = element('p', {className: 'refusal', role: 'alert', hidden: true});
    input.addEventListener('input', () => this.changed());
    input.title = setting.sentence;
    const rule = element('p', {className: 'rule'}, setting.sentence + ' Takes ' + setting.rule + '.');
    const parts = [element('label', {}, setting.name, input), refusal];
    if (!FIRST.includes(setting.name)) {
      parts.push(rule);
    }
    (FIRST.includes(setting.name) ? byId('settings') : this.all).append(...parts);
    this.fields.set(setting.name, {input, refusal, setting});
  }

  showKind() {
    const one = this.catalogue.distributions.find(known => known.kind === this.kind.value);
    this.numberLabel.hidden = one.usual === 0;
    this.number.max = one.most;
    this.number.value = one.usual || '';
    this.drawing.root.hidden = one.kind !== 'drawn';
    this.changed();
  }

  showPreset() {
    say(this.sentence, this.catalogue.presets.find(one => one.name === this.preset.value).sentence);
    this.fields.forEach(({input, setting}) => {
      input.value = setting.values[this.preset.value] || '';
    });
    this.changed();
  }

  /** The settings that differ from the preset's. */
  settings() {
    const changes = {};
    this.fields.forEach(({input, setting}, name) => {
      const differs = input.value.trim() !== (setting.values[this.preset.value] || '');
      input.classList.toggle('changed', differs);
      if (differs) {
        changes[name] = input.value.trim();
      }
    });
    return changes;
  }

  value() {
    const data = {kind: this.kind.value, number: Number(this.number.value)};
    if (data.kind === 'drawn') {
      data.points = this.drawing.points;
    }
    return {data, preset: this.preset.value, settings: this.settings()};
  }

  /** Shows what was begun, on this page or another one. */
  set(choice) {
    this.kind.value = choice.data.kind;
    this.showKind();
    if (choice.data.number > 0) {
      this.number.value = choice.data.number;
    }
    this.drawing.points = choice.data.points;
    this.preset.value = choice.preset;
    this.showPreset();
    Object.entries(choice.settings).forEach(([name, text]) => {
      if (this.fields.has(name)) {
        this.fields.get(name).input.value = text;
      }
    });
    this.changed();
  }

  refuse(refusals) {
    this.fields.forEach(({input, refusal}, name) => {
      const text = refusals[name] || '';
      say(refusal, text);
      refusal.hidden = text === '';
      input.setAttribute('aria-invalid', String(text !== ''));
      if (text !== '' && this.all.contains(input)) {
        this.all.open = true;
      }
    });
  }
}

class Lab {
  constructor(catalogue) {
    this.cursor = null;
    this.version = 0;
    this.experiment = -1;
    this.columns = {step: []};
    this.layers = Object.fromEntries(LAYERS.map(([name, , shown]) => [name, shown]));
    this.plane = new Plane(this.layers);
    this.step = new Step(this.plane, () => this.command('step', 1));
    this.journal = new Journal(ask, () => this.form.value(), (text, bad) => this.say(text, bad));
    this.kept = [];
    this.back = element('input', {type: 'range', min: 0, max: 0, value: 0, oninput: () => this.lookBack()});
    this.back.setAttribute('aria-label', 'Look back');
    this.backText = element('output', {});
    this.newest = button('Newest', () => this.lookAhead());
    byId('plane').append(element('div', {className: 'row film'}, button('\u2039', () => this.turn(-1), 'Earlier picture'),
      this.back, button('\u203a', () => this.turn(1), 'Later picture'), this.newest, this.backText), this.step.root, this.plane.root);
    this.checks = 0;
    this.makeControls();
    this.makeLayers();
    this.makeCopies();
    this.charts = CHARTS.map(([title, , log]) => new Chart(title, this, log));
    this.journal.change.disabled = true;
    this.charts.forEach(chart => chart.canvas.setAttribute('aria-label', chart.title + ', no numbers yet'));
    byId('chart-list').append(...this.charts.map(chart => chart.root));
    this.form = new Form(catalogue, () => this.check());
    byId('choice').addEventListener('submit', event => {
      event.preventDefault();
      this.begin();
    });
    window.addEventListener('resize', () => this.draw());
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
    document.addEventListener('keydown', event => this.key(event));
  }

  makeControls() {
    const command = (name, count) => () => this.command(name, count);
    this.player = button('Play', () => this.command(this.state === 'playing' ? 'pause' : 'play'), 'Play or pause (space bar)');
    this.steppers = [1, 10, 100].map(count => button('+' + count, command('step', count), count === 1 ? 'One step (full stop)' : count + ' steps'));
    this.resetter = button('Reset', command('reset'), 'Begin the same anew');
    this.speed = element('select', {onchange: () => this.command('every', Number(this.speed.value))},
      ...SPEEDS.map(([value, text]) => element('option', {value}, text)));
    this.speed.setAttribute('aria-label', 'A picture of');
    this.steppers.push(this.step.phase);
    byId('controls').append(this.player, this.step.phase, ...this.steppers.slice(0, -1), this.resetter, this.speed);
    byId('begin').append(element('div', {className: 'row'}, element('button', {type: 'submit'}, 'Begin with these'), this.journal.change));
    byId('journal').append(this.journal.root);
  }

  /** Adds a picture to those that can be looked back at; of many every second older one goes. */
  keep(frame) {
    const atNewest = Number(this.back.value) === Number(this.back.max);
    const place = this.kept[Number(this.back.value)];
    if (this.kept.length === 0 || this.kept[this.kept.length - 1].step < frame.step) {
      this.kept.push(frame);
    }
    if (this.kept.length > MOST_KEPT) {
      this.kept = this.kept.filter((one, i) => i > this.kept.length / 2 || i % 2 === 0);
    }
    this.back.max = this.kept.length - 1;
    this.back.value = atNewest ? this.kept.length - 1 : Math.max(0, this.kept.indexOf(place));
    this.lookBack();
  }

  /** Back and forth by stages where the step that is shown has them, else by pictures. */
  turn(by) {
    if (by > 0 && this.plane.frame && this.plane.staged && !this.plane.last) {
      this.step.forth();
      return;
    }
    if (by < 0 && this.step.back()) {
      return;
    }
    this.back.value = Number(this.back.value) + by;
    this.lookBack();
  }

  lookAhead() {
    this.back.value = this.back.max;
    this.lookBack();
  }

  lookBack() {
    const frame = this.kept[Number(this.back.value)];
    const atNewest = Number(this.back.value) === Number(this.back.max);
    const text = frame ? 'step ' + whole(frame.step) + (atNewest ? ', newest' : '') : '';
    this.back.setAttribute('aria-valuetext', text);
    this.newest.setAttribute('aria-pressed', String(atNewest));
    say(this.backText, text);
    if (frame && frame !== this.plane.frame) {
      this.plane.show(frame);
      this.step.arrived();
    }
  }

  makeLayers() {
    LAYERS.forEach(([name, text, shown]) => {
      const box = element('input', {type: 'checkbox', checked: shown, onchange: () => {
        this.layers[name] = box.checked;
        this.plane.draw();
      }});
      byId('layers').append(element('label', {}, box, text));
    });
  }

  makeCopies() {
    this.java = element('pre', {tabIndex: 0});
    this.shell = element('pre', {tabIndex: 0});
    const copier = (text, source) => button(text, async () => {
      await navigator.clipboard.writeText(source.textContent).then(() => this.say('Copied.'), () => this.say('Select and copy the text itself.'));
    });
    byId('copy').append(element('p', {}, 'What is chosen above, as a program that gives the same weights at the same step, and as a command that trains to the end.'),
      element('div', {className: 'row'}, copier('Copy as Java', this.java), copier('Copy as command', this.shell)), this.java, this.shell);
  }

  key(event) {
    if (event.target.closest('input, select, textarea, canvas, button, summary') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === ' ') {
      event.preventDefault();
      this.command(this.state === 'playing' ? 'pause' : 'play');
    } else if (event.key === '.') {
      this.command('step', 1);
    } else if (event.key === ',') {
      this.step.forth();
    }
  }

  say(text, bad) {
    say(byId('status'), text);
    byId('status').classList.toggle('bad', Boolean(bad));
  }

  async command(name, count) {
    const reply = await ask('command', {command: name, number: count || 1}).catch(failure => ({error: failure.message}));
    if (reply.error) {
      this.say(reply.error, true);
    }
  }

  async begin() {
    const reply = await ask('begin', this.form.value()).catch(failure => ({error: failure.message}));
    if (reply.error) {
      this.say(reply.error, true);
    } else {
      this.play = true;
    }
  }

  /** Asks what the builder says of what is written, once no key was pressed for a moment. */
  check() {
    const turn = ++this.checks;
    setTimeout(async () => {
      if (turn !== this.checks || !this.form) {
        return;
      }
      const reply = await ask('check', this.form.value()).catch(failure => ({error: failure.message}));
      if (turn === this.checks) {
        this.form.refuse(reply.refusals || {});
        say(this.java, reply.error ? '// ' + reply.error : reply.java);
        say(this.shell, reply.error ? '# ' + reply.error : reply.command || '# a drawing is in no file: copy as Java');
      }
    }, 250);
  }

  async run() {
    for (;;) {
      try {
        await this.update(await ask('state/' + this.version));
      } catch (failure) {
        this.say('The lab does not answer: its program may have ended. (' + failure.message + ')', true);
        await new Promise(resolve => setTimeout(resolve, 2000));
      }
      while (document.hidden) {
        await new Promise(resolve => document.addEventListener('visibilitychange', resolve, {once: true}));
      }
    }
  }

  async update(news) {
    this.version = news.version;
    this.state = news.state;
    this.speed.value = SPEEDS.some(([value]) => value === news.every) ? news.every : '';
    const runs = news.state === 'playing' || news.state === 'paused';
    say(this.player, news.state === 'playing' ? 'Pause' : 'Play');
    [this.player, ...this.steppers].forEach(one => {
      one.disabled = !runs;
    });
    if (news.experiment !== this.experiment) {
      await this.anew(news);
    }
    const turn = news.experiment + '.' + news.revision;
    if (news.fixed.real && this.begun !== turn) {
      await this.changed(news);
      this.begun = turn;
    }
    if (news.frame.fake && this.begun === turn) {
      await this.record(news);
      this.keep(news.frame);
      this.drawCharts();
    }
    this.tellState(news);
    document.body.dataset.step = news.frame.step === undefined ? '' : news.frame.step;
    document.body.dataset.state = news.state;
    document.body.dataset.experiment = news.experiment;
    if (this.play && news.state === 'paused') {
      this.play = false;
      this.command('play');
    }
  }

  /** Another experiment, which this page or another one began. */
  async anew(news) {
    this.experiment = news.experiment;
    this.columns = {step: []};
    this.reports = 0;
    this.kept = [];
    this.back.max = 0;
    await this.takeChoice();
  }

  /** A run has begun, or something was changed within it: its data and formulas may be others. */
  async changed(news) {
    if (this.plane.fixed && this.plane.fixed.real !== news.fixed.real) {
      // earlier pictures are of other data
      this.kept = [];
      this.back.max = 0;
    }
    this.plane.begin(news.fixed);
    this.step.tell();
    this.journal.change.disabled = false;
    if (news.changes > 0) {
      await this.takeChoice();
    }
    await this.journal.refresh();
  }

  async takeChoice() {
    const choice = await ask('choice');
    if (choice.data) {
      this.form.set(choice);
    }
  }

  /** Adds the newest numbers; fetches all where some were missed. */
  async record(news) {
    if (news.reports === this.reports) {
      return;
    }
    if (news.reports === this.reports + 1) {
      const line = {step: news.frame.step, divergence: news.frame.divergence, leaning: news.frame.leaning, ...news.frame.values};
      const known = this.columns.step.length;
      Object.entries(line).forEach(([name, value]) => {
        this.columns[name] = this.columns[name] || Array(known).fill(null);
        this.columns[name].push(value);
      });
      this.reports++;
      return;
    }
    const all = await ask('history');
    if (all.experiment === this.experiment) {
      this.columns = {step: [], ...all.columns};
      this.reports = all.reports;
    }
  }

  tellState(news) {
    const texts = {
      empty: 'Choose data and settings, and begin.',
      starting: 'Drawing data and making networks.',
      paused: 'Paused at step ' + whole(news.frame.step || 0) + '.',
      playing: 'Training, step ' + whole(news.frame.step || 0) + '.',
      finished: 'Finished: all ' + whole(news.frame.step || 0) + ' steps are played.',
      failed: 'This cannot go on.',
    };
    this.say(news.state === 'failed' ? news.message : texts[news.state] + (news.message ? ' ' + news.message : ''), news.state === 'failed');
  }

  // what a chart asks of its page

  range() {
    const steps = this.columns.step;
    return steps.length > 0 ? [steps[0], Math.max(steps[0] + 1, steps[steps.length - 1])] : [0, 1];
  }

  smoothing() {
    return 0;
  }

  moveCursor(step) {
    this.cursor = step;
    this.drawCharts();
  }

  /** The picture of a step, or the one before it. */
  choose(step) {
    this.back.value = Math.max(0, this.kept.filter(one => one.step <= step).length - 1);
    this.lookBack();
  }

  draw() {
    this.plane.draw();
    this.charts.forEach(chart => chart.draw());
  }

  drawCharts() {
    this.charts.forEach((chart, place) => {
      const names = Object.keys(this.columns).filter(CHARTS[place][1]);
      const series = names.map((name, dash) => ({
        name: CHARTS[place][3] ? 'generated against real' : name,
        color: /generator|fake|divergence|leaning/.test(name) ? 0 : /real/.test(name) ? 2 : 1,
        dash,
        x: this.columns.step,
        y: this.columns[name],
      }));
      if (names.length > 0 && CHARTS[place][3] && this.plane.fixed) {
        const floor = this.plane.fixed[CHARTS[place][3]];
        series.push({name: 'real against real', color: 2, dash: 1, x: this.columns.step, y: this.columns.step.map(() => floor)});
      }
      chart.set(series, []);
    });
  }
}

const lab = new Lab(await ask('catalogue'));
lab.run();
