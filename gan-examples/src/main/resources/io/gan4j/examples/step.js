// A step, stage by stage: what each player minimized, and today's numbers.

import {button, element, number, say, whole} from './format.js';
import {STAGES} from './plane.js';

const PLAYERS = ['', 'discriminator', 'generator'];

/** Plays a step phase by phase, and turns back and forth between its stages. */
export class Step {
  /** @param next plays the next step, to be shown from its first phase on */
  constructor(plane, next) {
    this.plane = plane;
    this.next = next;
    this.phase = button('Next phase', () => this.forth(), 'Next phase: the discriminator\u2019s, then the generator\u2019s (comma)');
    this.stages = STAGES.map(([, text], stage) => button(text, () => this.show(stage)));
    this.formula = element('p', {className: 'formula'});
    this.numbers = element('p', {className: 'numbers'});
    const group = element('div', {className: 'row', role: 'group'}, ...this.stages);
    group.setAttribute('aria-label', 'The stages of this step');
    this.root = element('div', {className: 'stages'}, group, this.formula, this.numbers);
  }

  /** A picture is shown: at its end, or from its first phase on if that was asked for. */
  arrived() {
    if (this.wanted !== undefined && this.plane.frame.step > this.wanted && this.plane.staged) {
      this.wanted = undefined;
      this.plane.showStage(1);
    }
    this.tell();
  }

  show(stage) {
    this.plane.showStage(stage);
    this.tell();
  }

  /** The next stage of the step that is shown, or the first phase of the next one. */
  forth() {
    if (this.plane.frame && this.plane.staged && !this.plane.last) {
      this.show(this.plane.stage + 1);
    } else if (this.plane.frame) {
      this.wanted = this.plane.frame.step;
      this.next();
    }
  }

  /** The stage before; true if there is one. */
  back() {
    const can = this.plane.frame && this.plane.staged && this.plane.stage > 0;
    if (can) {
      this.show(this.plane.stage - 1);
    }
    return Boolean(can);
  }

  tell() {
    const {plane} = this;
    const {frame} = plane;
    this.root.hidden = !frame || !plane.staged;
    if (this.root.hidden) {
      return;
    }
    this.stages.forEach((one, stage) => one.setAttribute('aria-pressed', String(stage === plane.stage)));
    const player = PLAYERS[plane.stage];
    if (player === '') {
      say(this.formula, 'Step ' + whole(frame.step) + ' begins: the discriminator is about to learn.');
      say(this.numbers, 'What is shown are the networks after step ' + whole(frame.step - 1) + '.');
      return;
    }
    say(this.formula, (plane.fixed.formulas || {})[player] || 'The ' + player + ' minimizes its loss.');
    const {values} = frame;
    const told = Object.keys(values).filter(name => name.startsWith(player) || (plane.stage === 1 && name.endsWith(' score')));
    say(this.numbers, told.map(name => name + ' ' + number(values[name])).join(', ')
      + (plane.stage === 1 ? '. The arrows \u201ctold\u201d are what the generator is about to be told.'
        : '. The arrows \u201cdid\u201d are where it went.'));
  }
}
