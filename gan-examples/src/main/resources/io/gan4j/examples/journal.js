// What was done in an experiment: changed within it, kept in a file, played again.

import {button, element, say, whole} from './format.js';

/** No journal is longer; what a page may send is. */
const MOST_BYTES = 60000;

export class Journal {
  /**
   * @param ask asks the lab
   * @param value what the form has
   * @param tell tells how it went
   */
  constructor(ask, value, tell) {
    this.ask = ask;
    this.value = value;
    this.tell = tell;
    this.change = button('Change this run', () => this.post('change', this.value()), 'Goes on with these rates, steps and data');
    this.file = element('input', {type: 'file', accept: '.json,application/json', onchange: () => this.load()});
    this.list = element('ol', {className: 'told'});
    this.text = element('p', {className: 'rule'});
    this.root = element('div', {}, this.text, this.list, element('div', {className: 'row'},
      button('Save the journal', () => this.save()), button('Play it again', () => this.again()),
      element('label', {}, 'Play a saved one', this.file)));
    this.show({});
  }

  async post(path, body) {
    const reply = await this.ask(path, body).catch(failure => ({error: failure.message}));
    if (reply.error) {
      this.tell(reply.error, true);
    }
  }

  async refresh() {
    this.show(await this.ask('journal'));
  }

  show(journal) {
    const changes = journal.changes || [];
    say(this.text, !journal.begun ? 'What you do is kept here, so that it can be done again.'
      : 'Begun with ' + journal.begun.data.kind + ' and ' + journal.begun.preset + (changes.length === 0 ? '; nothing was changed since.' : '; then:'));
    let before = journal.begun;
    this.list.replaceChildren(...changes.map(change => {
      const text = 'after step ' + whole(change.step) + ': ' + this.difference(before, change);
      before = change;
      return element('li', {}, text);
    }));
  }

  difference(before, after) {
    const names = [...new Set([...Object.keys(before.settings), ...Object.keys(after.settings)])];
    const parts = names.filter(name => before.settings[name] !== after.settings[name])
      .map(name => name + ' ' + (after.settings[name] || 'as the preset has it'));
    if (JSON.stringify(before.data) !== JSON.stringify(after.data)) {
      parts.push('data ' + after.data.kind + (after.data.number ? ' ' + after.data.number : ''));
    }
    return parts.join(', ');
  }

  async save() {
    const journal = await this.ask('journal');
    const address = URL.createObjectURL(new Blob([JSON.stringify(journal)], {type: 'application/json'}));
    element('a', {href: address, download: 'lab-journal.json'}).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  async again() {
    await this.post('replay', await this.ask('journal'));
  }

  async load() {
    const [file] = this.file.files;
    if (!file) {
      return;
    }
    this.file.value = '';
    if (file.size > MOST_BYTES) {
      this.tell('This file is too large for a journal of the lab.', true);
      return;
    }
    let journal;
    try {
      journal = JSON.parse(await file.text());
    } catch (failure) {
      this.tell('This file is no journal of the lab: it is no JSON.', true);
      return;
    }
    await this.post('replay', journal);
  }
}
