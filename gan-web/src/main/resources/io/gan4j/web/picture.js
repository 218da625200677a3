// Pictures of what is generated: sheets as gan4j lays them out, PNG files with the mark of what a model made.

import {bytesOf, facts} from './model.js';

const GAP = 2;
const SIGNATURE = 8;
const HEADER = 25;

/** The 8 bits of a value from -1 to 1, as gan4j rounds it. */
const bits = value => Math.min(255, Math.max(0, Math.floor(Math.fround(Math.fround(value + 1) * 127.5) + 0.5)));

/** Draws sample number i of values, (C, H, W), at a place of a canvas. */
export function drawImage(context, values, i, [channels, height, width], left, top) {
  const image = context.createImageData(width, height);
  const area = height * width;
  const start = i * channels * area;
  for (let pixel = 0; pixel < area; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      image.data[4 * pixel + channel] = bits(values[start + (channels < 3 ? 0 : channel) * area + pixel]);
    }
    image.data[4 * pixel + 3] = channels === 4 ? bits(values[start + 3 * area + pixel]) : 255;
  }
  context.putImageData(image, left, top);
}

/** A name for a file. */
export const fileName = end => facts.title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 60) + end;

/**
 * The values of a picture for a network that takes (C, H, W): reduced until it just covers that size, and cut at the centre, as in
 * Java; the browser's own filter reduces.
 */
export function valuesOf(canvas, picture, [channels, height, width]) {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', {willReadFrequently: true});
  context.fillStyle = '#fff';
  if (channels < 4) {
    context.fillRect(0, 0, width, height);
  }
  const factor = Math.max(width / picture.width, height / picture.height);
  const [wide, high] = [picture.width * factor, picture.height * factor];
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
  const pixels = context.getImageData(0, 0, width, height).data;
  const area = width * height;
  const values = new Float32Array(channels * area);
  for (let i = 0; i < area; i++) {
    const [red, green, blue, alpha] = pixels.subarray(4 * i, 4 * i + 4);
    const grey = (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
    const parts = channels === 1 ? [grey] : [red, green, blue, alpha];
    for (let channel = 0; channel < channels; channel++) {
      values[channel * area + i] = parts[channel] / 127.5 - 1;
    }
  }
  return values;
}

/** Where the images of a sheet lie. */
export class Sheet {
  constructor(canvas, count, columns, shape) {
    [this.channels, this.height, this.width] = shape;
    this.shape = shape;
    this.count = count;
    this.columns = columns;
    this.canvas = canvas;
    const wide = columns * this.width + (columns - 1) * GAP;
    const rows = Math.ceil(count / columns);
    const high = rows * this.height + (rows - 1) * GAP;
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
    }
    this.context = canvas.getContext('2d');
  }

  clear() {
    this.context.fillStyle = '#000';
    if (this.channels === 4) {
      this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    } else {
      this.context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    }
  }

  corner(place) {
    return [(place % this.columns) * (this.width + GAP), Math.floor(place / this.columns) * (this.height + GAP)];
  }

  draw(from, values) {
    const number = values.length / (this.channels * this.height * this.width);
    for (let i = 0; i < number; i++) {
      drawImage(this.context, values, i, this.shape, ...this.corner(from + i));
    }
  }

  /** The image under a place of the canvas as it is shown. */
  at(x, y) {
    const column = Math.min(this.columns - 1, Math.floor((x / this.canvas.clientWidth) * this.columns));
    const rows = Math.ceil(this.count / this.columns);
    const row = Math.min(rows - 1, Math.floor((y / this.canvas.clientHeight) * rows));
    return Math.min(this.count - 1, row * this.columns + column);
  }
}

/** Keeps a canvas as a PNG file that says that a model made it. */
export function keep(canvas, name) {
  return new Promise(resolve => canvas.toBlob(async blob => {
    const png = new Uint8Array(await blob.arrayBuffer());
    // behind the header, which comes first and has one length
    const place = SIGNATURE + HEADER;
    const marked = new Blob([png.subarray(0, place), bytesOf(facts.mark), png.subarray(place)], {type: 'image/png'});
    const link = document.createElement('a');
    link.href = URL.createObjectURL(marked);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    resolve(marked);
  }, 'image/png'));
}
