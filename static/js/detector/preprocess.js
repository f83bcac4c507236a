/** Pictures to network input. */

/** @typedef {import('./card.js').Card} Card */

/**
 * What one output pixel of an axis is made of: `weights[i * width + k]` times source pixel `starts[i] + k`.
 * @typedef {{starts: Int32Array, weights: Float32Array, width: number}} Taps
 */

/**
 * The work that depends on the source's size alone, with room for one picture.
 * @typedef {object} Resampler
 * @property {number} width Of the source, in pixels.
 * @property {number} height
 * @property {Taps} columns
 * @property {Taps} rows
 * @property {Float32Array} narrowed [source height * input width * 3].
 * @property {Float32Array} input [input height * input width * 3].
 */

/**
 * Prepares for pictures of one size; to be kept and passed to `preprocess` for each of them.
 * @param {number} width Of the source, in pixels.
 * @param {number} height
 * @param {Card} card
 * @returns {Resampler}
 * @throws {RangeError} The picture is empty.
 */
export function createResampler(width, height, card) {
  if (!(width > 0 && height > 0)) {
    throw new RangeError(`image: expected shape [height, width, 4], got [${height}, ${width}, 4]`);
  }
  return {
    width,
    height,
    columns: computeTaps(width, card.input.width),
    rows: computeTaps(height, card.input.height),
    narrowed: new Float32Array(height * card.input.width * 3),
    input: new Float32Array(card.input.height * card.input.width * 3),
  };
}

/**
 * Squashes a picture to the card's input size.
 *
 * A side at least twice as long as the input's is reduced by area, so that a large photo and its thumbnail
 * give the same input; any other is resampled bilinearly with half-pixel centres. The aspect ratio is not kept.
 *
 * @param {Uint8ClampedArray} rgba [height * width * 4], upright; alpha is ignored.
 * @param {Resampler} resampler For pictures of this size.
 * @param {Card} card
 * @returns {Float32Array} [1 * input height * input width * 3], pixel value times `card.input.scale`; RGB.
 *   The resampler's own memory: the next call overwrites it.
 * @throws {RangeError} The picture is not of the resampler's size.
 */
export function preprocess(rgba, resampler, card) {
  const {width, height, columns, rows, narrowed, input} = resampler;
  if (rgba.length !== width * height * 4) {
    throw new RangeError(`image: expected a length of ${width * height * 4}, got ${rgba.length}`);
  }
  narrow(rgba, width, height, columns, narrowed);
  flatten(narrowed, card.input.width * 3, rows, card.input.scale, input);
  return input;
}

/**
 * Source pixels and weights of each output pixel along one axis.
 *
 * From 4 to 2 (scale 2): output 0 is the mean of pixels 0 and 1. From 2 to 4: output 1 has its centre at
 * source position 1.5 / 2 - .5 = .25, so it is .75 of pixel 0 and .25 of pixel 1.
 *
 * @param {number} source Length in pixels.
 * @param {number} target
 * @returns {Taps}
 */
function computeTaps(source, target) {
  const scale = source / target;
  const byArea = scale >= 2;
  const width = Math.min(byArea ? Math.ceil(scale) + 1 : 2, source);
  const starts = new Int32Array(target);
  const weights = new Float32Array(target * width);
  for (let i = 0; i < target; i++) {
    const low = byArea ? i * scale : Math.min(Math.max((i + 0.5) * scale - 0.5, 0), source - 1);
    const high = byArea ? low + scale : low + 1;
    starts[i] = Math.min(Math.floor(low), source - width);
    for (let k = 0; k < width; k++) {
      const pixel = starts[i] + k;
      const covered = Math.min(high, pixel + 1) - Math.max(low, pixel);
      weights[i * width + k] = Math.max(covered, 0) / (high - low);
    }
  }
  return {starts, weights, width};
}

/** @type {(rgba: Uint8ClampedArray, width: number, height: number, taps: Taps, out: Float32Array) => void} */
function narrow(rgba, width, height, taps, out) {
  const {starts, weights} = taps;
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, w = 0; x < starts.length; x++, to += 3) {
      let r = 0;
      let g = 0;
      let b = 0;
      let from = (y * width + starts[x]) * 4;
      for (let k = 0; k < taps.width; k++, w++, from += 4) {
        const weight = weights[w];
        r += rgba[from] * weight;
        g += rgba[from + 1] * weight;
        b += rgba[from + 2] * weight;
      }
      out[to] = r;
      out[to + 1] = g;
      out[to + 2] = b;
    }
  }
}

/** @type {(narrowed: Float32Array, stride: number, taps: Taps, scale: number, out: Float32Array) => void} */
function flatten(narrowed, stride, taps, scale, out) {
  const {starts, weights, width} = taps;
  out.fill(0);
  for (let y = 0; y < starts.length; y++) {
    const to = y * stride;
    for (let k = 0; k < width; k++) {
      const weight = weights[y * width + k] * scale;
      if (weight === 0) continue;
      const from = (starts[y] + k) * stride;
      for (let i = 0; i < stride; i++) out[to + i] += narrowed[from + i] * weight;
    }
  }
}
