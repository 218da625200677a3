// Where lines and pictures come from: this page's own server, or the page itself if it is a replay.

import {Run} from './model.js';

/** The pictures that were fetched: addresses of PNG images, and arrays of points. */
class Album {
  constructor(fetcher) {
    this.fetcher = fetcher;
    this.known = new Map();
  }

  /** A promise of a picture; of null if there is none. */
  get(run, id) {
    const key = run.index + '/' + run.edition + '/' + id;
    if (!this.known.has(key)) {
      const promise = this.fetcher(run, id).then(bytes => (bytes ? picture(bytes) : null));
      promise.catch(() => this.known.delete(key));
      this.known.set(key, promise);
    }
    return this.known.get(key);
  }
}

function picture(bytes) {
  const start = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  const png = start.length === 4 && start[0] === 0x89 && start[1] === 0x50;
  if (png) {
    return {url: URL.createObjectURL(new Blob([bytes], {type: 'image/png'}))};
  }
  return {points: new Float32Array(bytes, 0, Math.floor(bytes.byteLength / 8) * 2)};
}

/** The server that gave this page. */
export class LiveSource {
  constructor() {
    this.runs = [];
    this.album = new Album((run, id) => this.bytes(id === 'real' ? 'real/' + run.index : 'frame/' + run.index + '/' + id));
    this.connection = 'connecting';
    this.ended = false;
    this.isLive = true;
    this.fetching = false;
    this.again = null;
  }

  start(changed) {
    this.changed = changed;
    document.addEventListener('visibilitychange', () => this.listen());
    this.listen();
  }

  /** A page that is not in sight asks for nothing. */
  listen() {
    if (document.hidden || this.ended) {
      if (this.events) {
        this.events.close();
        this.events = null;
      }
      return;
    }
    if (this.events) {
      return;
    }
    this.events = new EventSource('events');
    this.events.addEventListener('news', event => this.news(JSON.parse(event.data)));
    this.events.addEventListener('end', event => {
      this.ended = true;
      this.events.close();
      this.connection = 'ended';
      this.news(JSON.parse(event.data));
    });
    this.events.onopen = () => this.say('open');
    this.events.onerror = () => this.say(this.events && this.events.readyState === 2 ? 'refused' : 'lost');
  }

  say(connection) {
    if (!this.ended) {
      this.connection = connection;
      this.changed();
    }
  }

  /** Fetches the lines that are new, one answer after the other. */
  async news(positions) {
    if (this.fetching) {
      this.again = positions;
      return;
    }
    this.fetching = true;
    try {
      for (let index = 0; index < positions.length; index++) {
        await this.catchUp(index, positions[index]);
      }
      if (this.connection !== 'ended') {
        this.connection = 'open';
      }
    } catch (failure) {
      // the stream tells of a lost connection, and brings its news again
      this.say('lost');
    }
    this.fetching = false;
    this.changed();
    const again = this.again;
    this.again = null;
    if (again) {
      this.news(again);
    }
  }

  async catchUp(index, [edition, next]) {
    while (this.runs.length <= index) {
      this.runs.push(new Run(this.runs.length));
      this.runs.forEach(run => {
        run.many = this.runs.length > 1;
      });
    }
    const run = this.runs[index];
    let before = -1;
    while ((run.edition !== edition || run.next < next) && run.next !== before) {
      before = run.edition === edition ? run.next : -1;
      const answer = await fetch('lines/' + index + '/' + run.edition + '/' + run.next);
      if (!answer.ok) {
        throw new Error('lines: ' + answer.status);
      }
      run.take(await answer.json());
      this.changed();
    }
  }

  async bytes(path) {
    const answer = await fetch(path);
    if (answer.status === 404 || answer.status === 204) {
      return null;
    }
    if (!answer.ok) {
      throw new Error(path + ': ' + answer.status);
    }
    return answer.arrayBuffer();
  }

  async command(run, name) {
    const answer = await fetch('command', {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({run: String(run.index), command: name}),
    });
    return answer.ok;
  }

  /** A picture of latents that the page chooses, or the status that refuses it, perhaps with the seconds after which it will not. */
  async sample(wish) {
    const answer = await fetch('sample', {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify(wish),
    });
    return {
      status: answer.status,
      seconds: Number(answer.headers.get('Retry-After')) || 0,
      picture: answer.ok ? picture(await answer.arrayBuffer()) : null,
    };
  }
}

/** The data within this page. */
export class ReplaySource {
  constructor(data) {
    this.data = data;
    this.isLive = false;
    this.connection = 'replay';
    this.runs = data.map((story, index) => {
      const run = new Run(index);
      run.many = data.length > 1;
      run.take({edition: 0, next: 0, lines: story.lines});
      return run;
    });
    this.album = new Album(async (run, id) => {
      const story = data[run.index];
      const text = id === 'real' ? story.real : story.frames[id];
      return text ? decoded(text) : null;
    });
  }

  start(changed) {
    this.changed = changed;
    changed();
  }
}

function decoded(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    bytes[i] = text.charCodeAt(i);
  }
  return bytes.buffer;
}

/** The source of this page. */
export function openSource() {
  const replay = document.getElementById('replay');
  return replay ? new ReplaySource(JSON.parse(replay.textContent)) : new LiveSource();
}
