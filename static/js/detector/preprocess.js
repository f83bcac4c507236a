/** Pictures to network input. */

/** @typedef {import('./card.js').Card} Card */

/**
 * What each output pixel of one axis is made of: `weights[i * width + k]` times source pixel `starts[i] + k`.
 * @typedef {{starts: Int32Array, weights: Float32Array, width: number}} Taps
 */

/**
 * One resize, along both axes, with room for its results.
 * @template {Uint8ClampedArray | Float32Array} T
 * @typedef {object} Resize
 * @property {Taps} columns
 * @property {Taps} rows
 * @property {Float32Array} narrowed [source height * target width * 3], after the first axis.
 * @property {T} output [target height * target width * 3].
 */

/**
 * The work that depends on the size of the source alone, with room for one picture.
 * @typedef {object} Resampler
 * @property {number} width Of the source, in pixels.
 * @property {number} height
 * @property {Resize<Uint8ClampedArray> | null} reduce By area; null where the source is not too large.
 * @property {Resize<Float32Array>} fit Bilinear, to the input's size.
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
  const {input} = card;
  const reducedWidth = Math.min(width, 2 * input.width);
  const reducedHeight = Math.min(height, 2 * input.height);
  return {
    width,
    height,
    reduce:
      reducedWidth < width || reducedHeight < height
        ? {
            columns: areaTaps(width, reducedWidth),
            rows: areaTaps(height, reducedHeight),
            narrowed: new Float32Array(height * reducedWidth * 3),
            output: new Uint8ClampedArray(reducedHeight * reducedWidth * 3),
          }
        : null,
    fit: {
      columns: bilinearTaps(reducedWidth, input.width),
      rows: bilinearTaps(reducedHeight, input.height, input.scale),
      narrowed: new Float32Array(reducedHeight * input.width * 3),
      output: new Float32Array(input.height * input.width * 3),
    },
  };
}

/**
 * Squashes a picture to the card's input size.
 *
 * A side more than twice as long as the input's is first reduced by area to twice the input's and rounded
 * to whole levels, so that a large photo and its thumbnail give the same input; then both sides are
 * resampled bilinearly with half-pixel centres. The aspect ratio is not kept.
 *
 * @param {Uint8ClampedArray} rgba [height * width * 4], upright; alpha is ignored.
 * @param {Resampler} resampler For pictures of this size.
 * @returns {Float32Array} [1 * input height * input width * 3], RGB, pixel value times the card's scale.
 *   The resampler's own memory: the next call overwrites it.
 * @throws {RangeError} The picture is not of the resampler's size.
 */
export function preprocess(rgba, {width, height, reduce, fit}) {
  if (rgba.length !== width * height * 4) {
    throw new RangeError(`image: expected a length of ${width * height * 4}, got ${rgba.length}`);
  }
  if (!reduce) return resize(rgba, 4, fit);
  return resize(resize(rgba, 4, reduce), 3, fit);
}

/**
 * From 3 pixels to 2: output 0 is pixel 0 and half of pixel 1, divided by 1.5.
 * @type {(source: number, target: number) => Taps}
 */
function areaTaps(source, target) {
  const scale = source / target;
  const width = Math.min(Math.ceil(scale) + 1, source);
  return makeTaps(source, target, width, (i) => [i * scale, (i + 1) * scale]);
}

/**
 * From 2 pixels to 4: output 1 has its centre at source position 1.5 / 2 - .5 = .25, so it is .75 of
 * pixel 0 and .25 of pixel 1. All weights are times `factor`.
 * @type {(source: number, target: number, factor?: number) => Taps}
 */
function bilinearTaps(source, target, factor = 1) {
  const scale = source / target;
  const taps = makeTaps(source, target, Math.min(2, source), (i) => {
    const centre = Math.min(Math.max((i + 0.5) * scale - 0.5, 0), source - 1);
    return [centre, centre + 1];
  });
  taps.weights.forEach((weight, i, weights) => (weights[i] = weight * factor));
  return taps;
}

/**
 * Weighs each source pixel by the share of output pixel i's interval that it covers.
 * @type {(source: number, target: number, width: number, interval: (i: number) => number[]) => Taps}
 */
function makeTaps(source, target, width, interval) {
  const starts = new Int32Array(target);
  const weights = new Float32Array(target * width);
  for (let i = 0; i < target; i++) {
    const [low, high] = interval(i);
    starts[i] = Math.min(Math.floor(low), source - width);
    for (let k = 0; k < width; k++) {
      const pixel = starts[i] + k;
      const covered = Math.min(high, pixel + 1) - Math.max(low, pixel);
      weights[i * width + k] = Math.max(covered, 0) / (high - low);
    }
  }
  return {starts, weights, width};
}

/**
 * @template {Uint8ClampedArray | Float32Array} T
 * @param {Uint8ClampedArray} source [source height * source width * channels].
 * @param {3 | 4} channels Of which the first three are used.
 * @param {Resize<T>} resize
 * @returns {T} Its output.
 */
function resize(source, channels, {columns, rows, narrowed, output}) {
  const width = columns.starts.length;
  const stride = source.length / (narrowed.length / width / 3);
  for (let row = 0, to = 0; to < narrowed.length; row += stride) {
    for (let x = 0, w = 0; x < width; x++, to += 3) {
      let from = row + columns.starts[x] * channels;
      let r = 0;
      let g = 0;
      let b = 0;
      for (let k = 0; k < columns.width; k++, w++, from += channels) {
        const weight = columns.weights[w];
        r += source[from] * weight;
        g += source[from + 1] * weight;
        b += source[from + 2] * weight;
      }
      narrowed[to] = r;
      narrowed[to + 1] = g;
      narrowed[to + 2] = b;
    }
  }
  const line = width * 3;
  for (let y = 0, to = 0; y < rows.starts.length; y++) {
    const first = rows.starts[y] * line;
    for (let i = 0; i < line; i++, to++) {
      let sum = 0;
      for (let k = 0, from = first + i; k < rows.width; k++, from += line) {
        sum += narrowed[from] * rows.weights[y * rows.width + k];
      }
      output[to] = sum;
    }
  }
  return output;
}
