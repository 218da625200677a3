// Numbers, times, elements, and what plays frames. Text from a run reaches the page as text alone, never as markup.

/** A number with four digits that count. */
export function number(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return 'none';
  }
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e6 || size < 1e-3)) {
    return value.toExponential(2);
  }
  return Number(value.toPrecision(4)).toLocaleString('en', {maximumFractionDigits: 6});
}

/** A whole number, in groups of three digits. */
export function whole(value) {
  return Number.isFinite(value) ? Math.round(value).toLocaleString('en') : 'none';
}

/** Hours, minutes and seconds. */
export function time(seconds) {
  if (!Number.isFinite(seconds)) {
    return 'unknown';
  }
  const rounded = Math.max(0, Math.round(seconds));
  const two = part => String(part).padStart(2, '0');
  const hours = Math.floor(rounded / 3600);
  const minutes = Math.floor(rounded / 60) % 60;
  return hours > 0
    ? hours + ':' + two(minutes) + ':' + two(rounded % 60)
    : minutes + ':' + two(rounded % 60);
}

/** A share as a percentage. */
export function percent(share) {
  return (100 * share).toLocaleString('en', {maximumFractionDigits: share < 0.01 ? 2 : 1}) + ' %';
}

/** A new element with properties and children; what is no element becomes text. */
export function element(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name in made) {
      made[name] = value;
    } else {
      made.setAttribute(name, value);
    }
  }
  made.append(...children);
  return made;
}

/** A button that does something; a single sign is named for those who listen. */
export function button(text, action, title) {
  const made = element('button', {type: 'button', onclick: action, title: title || ''}, text);
  if (text.length === 1) {
    made.setAttribute('aria-label', title);
  }
  return made;
}

/** Sets the text of an element if it differs, so that nothing is read out twice. */
export function say(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

const FRAMES_A_SECOND = 8;

/** A button that shows frames one after another, up to the last one, and from the first one if the last one is shown already. */
export class Player {
  /** Asks place() which frame is shown and last() which one is the last, and shows another one by go(place). */
  constructor(place, last, go) {
    this.place = place;
    this.last = last;
    this.go = go;
    this.timer = null;
    this.button = button('Play', () => (this.timer === null ? this.play() : this.pause()));
  }

  play() {
    let fromTheFirst = this.place() >= this.last();
    this.timer = setInterval(() => {
      const next = fromTheFirst ? 0 : this.place() + 1;
      fromTheFirst = false;
      if (next > this.last()) {
        this.pause();
      } else {
        this.go(next);
      }
    }, 1000 / FRAMES_A_SECOND);
    say(this.button, 'Pause');
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    say(this.button, 'Play');
  }
}
