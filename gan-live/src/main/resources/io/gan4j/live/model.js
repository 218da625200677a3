// What the page knows of a run: its lines, sorted by what they tell.

const MOST_REPORTS = 20000;
const OVER = new Set(['finished', 'stopped', 'cancelled', 'failed']);

export class Run {
  constructor(index) {
    this.index = index;
    this.shown = true;
    this.restart(0);
  }

  restart(edition) {
    this.edition = edition;
    this.next = 0;
    this.head = {view: 'none'};
    this.reports = [];
    this.named = new Set();
    this.kept = new Map();
    this.measurements = [];
    this.events = [];
    this.frames = [];
    this.stage = undefined;
    this.state = '';
    this.written = 0;
    this.problem = '';
  }

  get name() {
    const title = this.head.run || this.head.title || 'run';
    return this.index === 0 && !this.many ? title : (this.index + 1) + ': ' + title;
  }

  get last() {
    return this.reports[this.reports.length - 1];
  }

  get step() {
    return this.last ? this.last.step : 0;
  }

  get isOver() {
    return OVER.has(this.state);
  }

  /** Takes what a source gave. */
  take(answer) {
    if (answer.edition !== this.edition) {
      this.restart(answer.edition);
    }
    answer.lines.forEach(line => this.apply(line));
    this.next = answer.next;
  }

  apply(line) {
    switch (line.kind) {
      case 'head':
        this.head = line;
        break;
      case 'report':
        this.report(line);
        break;
      case 'measurement':
        this.measurements.push(line);
        break;
      case 'stage':
        this.stage = line;
        break;
      case 'back':
        this.back(line);
        break;
      case 'advice':
        this.events.push(line);
        break;
      case 'frame':
        this.frame(line);
        break;
      case 'state':
        this.state = line.state;
        this.written = line.written || 0;
        break;
      case 'problem':
        this.problem = line.text;
        break;
      default:
    }
  }

  report(line) {
    this.reports.push(line);
    Object.keys(line.values).forEach(name => this.named.add(name));
    this.kept.forEach(({x, y, of}) => {
      x.push(line.step);
      y.push(of(line));
    });
    if (this.reports.length > MOST_REPORTS) {
      this.kept.clear();
      const half = MOST_REPORTS / 2;
      this.reports = this.reports.filter((report, place) => place >= half || place % 2 === 0);
    }
  }

  /** Steps after the one that the run went back to are played again, and no longer count. */
  back(line) {
    const before = one => one.step <= line.back_to_step;
    this.reports = this.reports.filter(before);
    this.kept.clear();
    this.measurements = this.measurements.filter(before);
    this.frames = this.frames.filter(before);
    this.events.push(Object.assign({step: line.diverged_step}, line));
  }

  frame(line) {
    this.frames = this.frames.filter(frame => frame.step !== line.step);
    let place = this.frames.length;
    while (place > 0 && this.frames[place - 1].step > line.step) {
      place--;
    }
    this.frames.splice(place, 0, line);
  }

  lose(frame) {
    this.frames = this.frames.filter(other => other.id !== frame.id);
  }

  /** The newest frame of a step or an earlier one; the first if there is none. */
  frameAt(step) {
    let found = this.frames[0];
    for (const frame of this.frames) {
      if (frame.step <= step) {
        found = frame;
      }
    }
    return found;
  }

  /** The names of all values that were reported, in the order in which they came. */
  names() {
    return [...this.named];
  }

  /** The steps and numbers of a value; null where it was not finite. */
  values(name) {
    return this.series('value ' + name, report => (name in report.values ? report.values[name] : null));
  }

  /** The steps and the samples a second. */
  speeds() {
    return this.series('speed', report => report.speed);
  }

  /** A number of every report, which is kept and added to: charts ask for it at each report. */
  series(key, of) {
    if (!this.kept.has(key)) {
      this.kept.set(key, {of, x: this.reports.map(report => report.step), y: this.reports.map(of)});
    }
    const {x, y} = this.kept.get(key);
    return {x, y};
  }

  metrics() {
    return [...new Set(this.measurements.map(one => one.metric))];
  }

  measured(metric) {
    return this.measurements.filter(one => one.metric === metric);
  }

  /** Seconds that are left at the pace so far, where the steps of some stages cost more than those of others. */
  left() {
    const report = this.last;
    const steps = this.steps();
    const done = report && steps ? this.cost(report.step) : 0;
    return done > 0 ? (report.seconds / done) * (this.cost(steps) - done) : NaN;
  }

  /** What the steps up to one cost. */
  cost(step) {
    let from = 0;
    let cost = 0;
    for (const stage of this.head.stages || [{last_step: Infinity, cost: 1}]) {
      cost += stage.cost * Math.max(0, Math.min(step, stage.last_step) - from);
      from = stage.last_step;
    }
    return cost;
  }

  /** How many steps the run will play, as far as that is known. */
  steps() {
    if (this.head.steps) {
      return this.head.steps;
    }
    const report = this.last;
    return this.head.epochs && report && report.epoch > 0 ? Math.round((report.step * this.head.epochs) / report.epoch) : 0;
  }
}
