// The page: the state of each run, its charts and samples, and what happened.

import {button, element, number, percent, say, time, whole} from './format.js';
import {openSource} from './source.js';
import {Chart} from './chart.js';
import {Film, viewOf} from './samples.js';
import {Explorer} from './explore.js';

const TITLES = {loss: 'Losses', score: 'Scores', gradient: 'Gradient norms', in: 'Faded in'};
const MOST_EVENTS = 50;

const source = openSource();
const byId = id => document.getElementById(id);

class Page {
  constructor() {
    this.cursor = null;
    this.charts = new Map();
    this.views = new Map();
    this.explorers = new Map();
    this.drawn = false;
    this.announced = '';
    this.fetched = new Set();
    this.film = new Film(() => this.showSamples());
    byId('film').append(this.film.root);
    this.zoom = element('select', {onchange: () => this.drawCharts()},
      ...[['1', 'All steps'], ['0.5', 'Newest half'], ['0.1', 'Newest tenth']]
        .map(([value, text]) => element('option', {value}, text)));
    this.smooth = element('input', {type: 'range', min: 0, max: 0.98, step: 0.02, value: 0, oninput: () => this.drawCharts()});
    byId('chart-settings').append(
      element('label', {}, 'Show ', this.zoom), element('label', {}, 'Smoothing ', this.smooth));
    if (source.isLive) {
      byId('chart-settings').append(element('a', {href: 'replay', download: 'run.html'}, 'Keep this page as a file'));
    }
    this.makeControls();
    window.addEventListener('resize', () => this.changed());
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.changed());
  }

  shown() {
    return source.runs.filter(run => run.shown);
  }

  /** Draws once for all that changes within a frame of the screen. */
  changed() {
    if (!this.drawn) {
      this.drawn = true;
      const draw = () => {
        this.drawn = false;
        this.draw();
      };
      // a frame of the screen, or a little later where there is none, as in a tab that is hidden
      const timer = setTimeout(draw, 250);
      requestAnimationFrame(() => {
        if (this.drawn) {
          clearTimeout(timer);
          draw();
        }
      });
    }
  }

  draw() {
    this.showConnection();
    this.showTitle();
    this.showControls();
    this.showRuns();
    this.showEvents();
    this.showDetails();
    this.makeCharts();
    this.showSamples();
    this.showExplorers();
    this.views.forEach(view => view.resize());
    this.explorers.forEach(explorer => explorer.resize());
    this.fetchAhead();
  }

  showConnection() {
    const texts = {
      connecting: 'Connecting.',
      lost: 'The connection is lost. Training may go on; this page tries again.',
      refused: 'The program does not answer: it has ended, or too many pages are open.',
      ended: 'The program has ended. What this page has fetched stays until it is closed.',
    };
    const target = byId('connection');
    target.hidden = !(source.connection in texts);
    say(target, texts[source.connection] || '');
  }

  showTitle() {
    const run = source.runs[source.runs.length - 1];
    const head = run ? run.head : {};
    const title = source.runs.length > 1 ? source.runs.length + ' runs' : head.title || head.run || 'gan4j';
    say(byId('title'), title);
    const shape = head.shape ? 'samples of ' + head.shape.join(' \u00d7 ') : '';
    const parts = source.runs.length > 1 ? [] : [head.run, shape, head.backend, head.device];
    say(byId('subtitle'), parts.filter(part => part && part !== title).join(' \u00b7 '));
    const state = run ? stateOf(run) : '';
    document.title = title + (state ? ' \u00b7 ' + state : '') + ' \u00b7 gan4j';
  }

  makeControls() {
    const ask = name => async () => {
      const run = this.controlled();
      if (run && !(await source.command(run, name).catch(() => false))) {
        this.announce('That cannot be done now.');
      }
    };
    this.pauseButton = button('Pause', () => ask(this.controlled().state === 'paused' ? 'resume' : 'pause')());
    this.reportButton = button('Next report', ask('report'), 'Train until the next report, then pause');
    this.stopButton = button('Stop\u2026', () => byId('confirm').showModal(), 'End training and keep what was trained');
    this.stopButton.classList.add('grave');
    byId('controls').append(this.pauseButton, this.reportButton, this.stopButton);
    byId('confirm').addEventListener('close', () => {
      if (byId('confirm').returnValue === 'yes') {
        ask('stop')();
      }
      byId('confirm').returnValue = 'no';
    });
  }

  /** The run that the buttons are for. */
  controlled() {
    return source.isLive ? source.runs.find(run => run.head.control && run.state && !run.isOver) : undefined;
  }

  showControls() {
    const run = this.controlled();
    byId('controls').hidden = !run || source.connection !== 'open';
    if (run) {
      say(this.pauseButton, run.state === 'paused' ? 'Resume' : 'Pause');
      [this.pauseButton, this.reportButton, this.stopButton].forEach(one => {
        one.disabled = run.state === 'stopping';
      });
    }
  }

  showRuns() {
    const names = ['Run', 'State', 'Step', 'Epoch', 'Time', 'Left', 'Samples a second', 'Cost of watching'];
    if (!this.runTable) {
      this.runTable = element('tbody', {});
      byId('runs').append(element('div', {className: 'scroll', tabIndex: 0},
        element('table', {className: 'runs'},
          element('thead', {}, element('tr', {}, ...names.map(name => element('th', {scope: 'col'}, name)))), this.runTable)));
      byId('runs').lastChild.setAttribute('aria-label', 'State of the runs');
      byId('runs').lastChild.setAttribute('role', 'region');
    }
    source.runs.forEach((run, place) => {
      const row = this.runTable.children[place] || this.runTable.appendChild(this.runRow(run, names));
      this.runCells(run).forEach((text, cell) => say(row.children[cell + 1], text));
      say(row.nameText, run.name);
      row.box.hidden = source.runs.length < 2;
    });
  }

  runRow(run, names) {
    const row = element('tr', {});
    row.box = element('input', {type: 'checkbox', checked: true, onchange: () => {
      run.shown = row.box.checked;
      this.changed();
    }});
    row.nameText = element('span', {});
    row.append(element('th', {scope: 'row'}, element('label', {}, row.box, row.nameText)));
    names.slice(1).forEach(name => row.append(element('td', {'data-name': name})));
    return row;
  }

  runCells(run) {
    const report = run.last;
    const cost = report && report.cost !== undefined && report.cost !== null
      ? percent(report.cost) + ' (budget ' + percent(run.head.budget) + ')' : 'none';
    const of = (value, end) => (end ? value + ' of ' + end : value);
    return [
      stateOf(run) + stageOf(run),
      report ? of(whole(report.step), run.steps() ? whole(run.steps()) : '') : '0',
      report && report.epoch !== null ? of(number(Math.round(report.epoch * 100) / 100),
        run.head.epochs ? number(Math.round(run.head.epochs * 100) / 100) : '') : '0',
      report ? time(report.seconds) : '0:00',
      run.isOver ? '0:00' : time(run.left()),
      report ? whole(report.speed) : 'none',
      cost,
    ];
  }

  showEvents() {
    const events = this.shown().flatMap(run => {
      const own = run.events.map(event => ({run, event}));
      return run.problem ? own.concat({run, event: {kind: 'problem', text: run.problem}}) : own;
    });
    byId('notes').hidden = events.length === 0;
    const texts = events.slice(-MOST_EVENTS).reverse().map(({run, event}) =>
      (source.runs.length > 1 ? run.name + ': ' : '') + textOf(event));
    const list = byId('events');
    if (list.children.length !== texts.length || (texts.length > 0 && list.firstChild.textContent !== texts[0])) {
      list.replaceChildren(...texts.map(text => element('li', {}, text)));
      if (texts.length > 0) {
        this.announce(texts[0]);
      }
    }
  }

  /** One for each run of this program that is under way; latents cannot be tried in a file. */
  showExplorers() {
    source.runs.forEach(run => {
      const wanted = source.isLive && run.shown && run.head.sampler && !run.isOver;
      const there = this.explorers.get(run);
      if (wanted && !there) {
        const made = new Explorer(run, source);
        this.explorers.set(run, made);
        byId('explorers').append(made.root);
      } else if (!wanted && there) {
        there.root.remove();
        this.explorers.delete(run);
      }
    });
  }

  announce(text) {
    if (text !== this.announced) {
      this.announced = text;
      say(byId('announcement'), text);
    }
  }

  showDetails() {
    const key = JSON.stringify(source.runs.map(run => [run.edition, run.head.title, run.head.settings, run.many]));
    if (key === this.detailed) {
      return;
    }
    this.detailed = key;
    byId('detail-list').replaceChildren(...source.runs.map(run => detailsOf(run)));
  }

  range() {
    const last = Math.max(1, ...this.shown().map(run => run.step));
    const first = Math.min(...this.shown().map(run => (run.reports[0] ? run.reports[0].step : Infinity)), last);
    const share = Number(this.zoom.value);
    const from = share === 1 ? Math.min(first, last - 1) : last - share * (last - first);
    return [from, Math.max(last, from + 1)];
  }

  smoothing() {
    return Number(this.smooth.value);
  }

  /** A chart for all values whose names end in the same word, one for each metric, and one of the speed. */
  makeCharts() {
    const groups = new Map();
    this.shown().forEach(run => run.names().forEach(name => {
      const group = name.split(' ').pop();
      groups.set(group, (groups.get(group) || new Set()).add(name));
    }));
    const wanted = new Map();
    groups.forEach((names, group) => wanted.set(TITLES[group] || capital(group),
      {log: group === 'gradient', series: this.valueSeries([...names])}));
    this.metricNames().forEach(metric => wanted.set(metric, {log: false, series: this.metricSeries(metric)}));
    if (groups.size > 0) {
      wanted.set('Samples a second', {log: false, series: this.speedSeries()});
    }
    byId('waiting').hidden = wanted.size > 0;
    this.charts.forEach((chart, title) => {
      if (!wanted.has(title)) {
        chart.root.remove();
        this.charts.delete(title);
      }
    });
    wanted.forEach((one, title) => {
      if (!this.charts.has(title)) {
        const chart = new Chart(title, this, one.log);
        this.charts.set(title, chart);
        byId('chart-list').append(chart.root);
      }
      this.charts.get(title).set(one.series, this.marks());
    });
  }

  drawCharts() {
    this.charts.forEach(chart => chart.draw());
  }

  /** With one run a color for each player; with several one for each run, and a dash for each value. */
  valueSeries(names) {
    const runs = this.shown();
    return runs.flatMap(run => names.filter(name => run.names().includes(name)).map(name => ({
      name: label(run, name),
      color: source.runs.length > 1 ? run.index : playerColor(name, names.indexOf(name)),
      dash: names.indexOf(name),
      ...run.values(name),
    })));
  }

  metricNames() {
    return [...new Set(this.shown().flatMap(run => run.metrics()))];
  }

  metricSeries(metric) {
    return this.shown().filter(run => run.metrics().includes(metric)).map(run => {
      const measured = run.measured(metric);
      const newest = measured[measured.length - 1];
      return {
        name: label(run, better(newest)),
        color: source.runs.length > 1 ? run.index : 0,
        dash: 0,
        dots: true,
        x: measured.map(one => one.step),
        y: measured.map(one => one.value),
        low: measured.map(one => one.low),
        high: measured.map(one => one.high),
        best: bestOf(measured),
      };
    });
  }

  speedSeries() {
    return this.shown().map(run => ({
      name: label(run, 'samples a second'),
      color: source.runs.length > 1 ? run.index : 3,
      dash: 0,
      ...run.speeds(),
    }));
  }

  marks() {
    const events = this.shown().flatMap(run => run.events).map(event => ({step: event.step, grave: true}));
    return this.film.steps.length > 0 && !this.film.follows ? events.concat({step: this.film.step, grave: false}) : events;
  }

  moveCursor(step) {
    if (step !== this.cursor) {
      this.cursor = step;
      this.drawCharts();
    }
  }

  choose(step) {
    if (this.film.steps.length > 0) {
      this.film.goTo(step);
    }
  }

  showSamples() {
    const seen = this.shown().filter(run => run.frames.length > 0);
    byId('samples').hidden = seen.length === 0;
    source.runs.forEach(run => {
      const view = this.views.get(run);
      const wanted = seen.includes(run);
      if (view && (!wanted || view.kind !== run.head.view)) {
        view.root.remove();
        this.views.delete(run);
      }
      if (wanted && !this.views.has(run)) {
        const made = viewOf(run, source.album);
        if (made) {
          this.views.set(run, made);
          byId('views').append(made.root);
        }
      }
    });
    const steps = [...new Set(seen.flatMap(run => run.frames.map(frame => frame.step)))].sort((a, b) => a - b);
    if (String(steps) !== String(this.film.steps)) {
      this.film.set(steps);
    }
    this.views.forEach(view => view.showStep(this.film.step));
    const marks = this.marks();
    this.charts.forEach(chart => {
      chart.marks = marks;
      chart.draw();
    });
  }

  /** Fetches the pictures one by one, the newest first: they stay when the program ends. */
  async fetchAhead() {
    if (this.ahead || !source.isLive || document.hidden) {
      return;
    }
    this.ahead = true;
    try {
      for (;;) {
        const next = source.runs.flatMap(run => run.frames.slice().reverse().map(frame => [run, frame]))
          .find(([run, frame]) => !this.fetched.has(run.index + '/' + run.edition + '/' + frame.id));
        if (!next || document.hidden) {
          break;
        }
        this.fetched.add(next[0].index + '/' + next[0].edition + '/' + next[1].id);
        await source.album.get(next[0], next[1].id);
      }
    } catch (failure) {
      // the stream tells of a lost connection
    }
    this.ahead = false;
  }
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function label(run, name) {
  return source.runs.length > 1 ? run.name + ': ' + name : name;
}

/** Blue for the generator and what it makes, orange for the discriminator, green for real data, everywhere. */
function playerColor(name, place) {
  if (/generator|translator|fake/.test(name)) {
    return 0;
  }
  if (/discriminator|critic/.test(name)) {
    return 1;
  }
  return /real/.test(name) ? 2 : 3 + (place % 3);
}

function better(measurement) {
  const words = {lower: 'lower is better', higher: 'higher is better', near_real: 'near the data\u2019s is better'};
  const sizes = measurement.generated ? ', ' + whole(measurement.generated) + ' generated' : '';
  return (words[measurement.better] || 'value') + sizes;
}

/** The step of the best number of a metric; of one that should be near the data's, that of the best state. */
function bestOf(measured) {
  const known = measured.filter(one => one.value !== null);
  if (known.length === 0) {
    return undefined;
  }
  if (measured[0].better === 'near_real') {
    return known[known.length - 1].best_step;
  }
  const sign = measured[0].better === 'higher' ? -1 : 1;
  return known.reduce((best, one) => (sign * one.value < sign * best.value ? one : best)).step;
}

function stateOf(run) {
  if (run.state === 'recorded' && run.step > 0 && run.step >= run.steps()) {
    return 'finished';
  }
  if (run.state === 'recorded' && run.written) {
    const minutes = (Date.now() - run.written) / 60000;
    return minutes < 1 ? 'being written' : 'written ' + new Date(run.written).toLocaleString();
  }
  return run.state || 'waiting';
}

/** Where a run that plays several games one after another is. */
function stageOf(run) {
  const stage = run.stage;
  return stage ? ', stage ' + whole(stage.number) + ' of ' + whole(stage.count) + ': ' + stage.stage : '';
}

function textOf(event) {
  switch (event.kind) {
    case 'advice':
      return 'Step ' + whole(event.step) + ', ' + event.about + ': ' + event.seen + '. ' + event.advice;
    case 'back':
      return 'Step ' + whole(event.diverged_step) + ': the run diverged (' + event.cause + ') and went back to step '
        + whole(event.back_to_step) + ', time ' + event.time + ' of ' + event.times + '.';
    default:
      return event.text;
  }
}

function detailsOf(run) {
  const list = element('dl', {});
  const row = (name, value) => list.append(element('dt', {}, name), element('dd', {}, value));
  row('data', (run.head.title || 'unknown') + (run.head.size ? ', ' + whole(run.head.size) + ' samples' : ''));
  Object.entries(run.head.settings || {}).forEach(([name, value]) => row(name, value));
  const parts = [element('summary', {}, source.runs.length > 1 ? run.name : 'Settings and networks'), list];
  (run.head.networks || []).forEach(network => parts.push(
    element('h3', {}, network.name), element('pre', {tabIndex: 0}, network.summary)));
  return element('details', {}, ...parts);
}

const page = new Page();
source.start(() => page.changed());
