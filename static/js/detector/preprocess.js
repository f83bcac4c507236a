/** Pictures to network input. */

/** @typedef {import('./card.js').Card} Card */

/**
 * The source pixels of each output pixel along one axis: from `starts[i]`, with the weights from
 * `offsets[i]` up to, not including, `offsets[i + 1]`.
 * @typedef {{starts: Int32Array, offsets: Int32Array, weights: Float32Array}} AreaTaps
 */

/**
 * The two source pixels of each output pixel along one axis, and the share of the second one.
 * @typedef {{firsts: Int32Array, seconds: Int32Array, shares: Float32Array}} BilinearTaps
 */

/**
 * Precomputed data for one source size, with buffers for one picture.
 * @typedef {object} Resampler
 * @property {number} width Of the source, in pixels.
 * @property {number} height
 * @property {number} scale
 * @property {{columns: AreaTaps, rows: AreaTaps}} area
 * @property {Float32Array} narrowed [height * reduced width * 3].
 * @property {Uint8ClampedArray} reduced [reduced height * reduced width * 3].
 * @property {{columns: BilinearTaps, rows: BilinearTaps}} bilinear
 * @property {Float32Array} fitted [reduced height * input width * 3].
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
export function createResampler(width, height, {input}) {
  if (!(width > 0 && height > 0)) {
    throw new RangeError(`image: expected shape [height, width, 4], got [${height}, ${width}, 4]`);
  }
  const columns = reduceSide(width, input.width);
  const rows = reduceSide(height, input.height);
  return {
    width,
    height,
    scale: input.scale,
    area: {columns: areaTaps(width, columns), rows: areaTaps(height, rows)},
    narrowed: new Float32Array(height * columns * 3),
    reduced: new Uint8ClampedArray(rows * columns * 3),
    bilinear: {columns: bilinearTaps(columns, input.width), rows: bilinearTaps(rows, input.height)},
    fitted: new Float32Array(rows * input.width * 3),
    input: new Float32Array(input.height * input.width * 3),
  };
}

/**
 * Resizes a picture to the card's input size, without keeping its aspect ratio.
 *
 * A side more than 2.5 times as long as the input's is first reduced by area averaging to twice the input's side and
 * rounded to whole pixel values. So a large photo and its thumbnail give the same input, and a webcam's 640×480 needs
 * no reduction. Then both sides are resampled bilinearly with half-pixel centres.
 *
 * @param {Uint8ClampedArray} rgba [height * width * 4], upright; alpha is ignored.
 * @param {Resampler} resampler For pictures of this size.
 * @returns {Float32Array} [1 * input height * input width * 3], RGB, pixel value times the card's scale.
 *   The resampler's own memory: the next call overwrites it.
 * @throws {RangeError} The picture is not of the resampler's size.
 */
export function preprocess(rgba, resampler) {
  const {width, height, scale, area, narrowed, reduced, bilinear, fitted, input} = resampler;
  if (rgba.length !== width * height * 4) {
    throw new RangeError(`image: expected a length of ${width * height * 4}, got ${rgba.length}`);
  }
  const rows = area.rows.starts.length;
  if (rows === height) {
    reduceColumns(rgba, width, height, area.columns, reduced);
  } else {
    reduceColumns(rgba, width, height, area.columns, narrowed);
    reduceRows(narrowed, area.rows, reduced);
  }
  fitColumns(reduced, rows, bilinear.columns, fitted);
  fitRows(fitted, bilinear.rows, scale, input);
  return input;
}

/** @type {(side: number, target: number) => number} */
function reduceSide(side, target) {
  return side > 2.5 * target ? 2 * target : side;
}

/**
 * Weighs each source pixel by the share of the output pixel that it covers. From 3 pixels to 2, output 0 is
 * pixel 0 and half of pixel 1, divided by 1.5.
 * @type {(source: number, target: number) => AreaTaps}
 */
function areaTaps(source, target) {
  const scale = source / target;
  const starts = new Int32Array(target);
  const offsets = new Int32Array(target + 1);
  const weights = [];
  for (let i = 0; i < target; i++) {
    const [low, high] = [i * scale, Math.min((i + 1) * scale, source)];
    starts[i] = Math.floor(low);
    for (let pixel = starts[i]; pixel < high; pixel++) {
      weights.push((Math.min(high, pixel + 1) - Math.max(low, pixel)) / scale);
    }
    offsets[i + 1] = weights.length;
  }
  return {starts, offsets, weights: Float32Array.from(weights)};
}

/**
 * From 2 pixels to 4, output 1 has its centre at source position 1.5 / 2 - .5 = .25: .75 of pixel 0 and
 * .25 of pixel 1.
 * @type {(source: number, target: number) => BilinearTaps}
 */
function bilinearTaps(source, target) {
  const scale = source / target;
  const firsts = new Int32Array(target);
  const seconds = new Int32Array(target);
  const shares = new Float32Array(target);
  for (let i = 0; i < target; i++) {
    const centre = Math.min(Math.max((i + 0.5) * scale - 0.5, 0), source - 1);
    firsts[i] = Math.floor(centre);
    seconds[i] = Math.min(firsts[i] + 1, source - 1);
    shares[i] = centre - firsts[i];
  }
  return {firsts, seconds, shares};
}

/** @type {(rgba: Uint8ClampedArray, width: number, height: number, taps: AreaTaps, output: Float32Array | Uint8ClampedArray) => void} */
function reduceColumns(rgba, width, height, {starts, offsets, weights}, output) {
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < starts.length; x++, to += 3) {
      let from = (y * width + starts[x]) * 4;
      let r = 0;
      let g = 0;
      let b = 0;
      for (let w = offsets[x]; w < offsets[x + 1]; w++, from += 4) {
        r += rgba[from] * weights[w];
        g += rgba[from + 1] * weights[w];
        b += rgba[from + 2] * weights[w];
      }
      output[to] = r;
      output[to + 1] = g;
      output[to + 2] = b;
    }
  }
}

/** @type {(narrowed: Float32Array, taps: AreaTaps, output: Uint8ClampedArray) => void} */
function reduceRows(narrowed, {starts, offsets, weights}, output) {
  const stride = output.length / starts.length;
  for (let y = 0, to = 0; y < starts.length; y++) {
    for (let i = 0; i < stride; i++, to++) {
      let sum = 0;
      let from = starts[y] * stride + i;
      for (let w = offsets[y]; w < offsets[y + 1]; w++, from += stride) sum += narrowed[from] * weights[w];
      output[to] = sum;
    }
  }
}

/** @type {(reduced: Uint8ClampedArray, height: number, taps: BilinearTaps, output: Float32Array) => void} */
function fitColumns(reduced, height, {firsts, seconds, shares}, output) {
  const stride = reduced.length / height;
  for (let row = 0, to = 0; row < reduced.length; row += stride) {
    for (let x = 0; x < firsts.length; x++, to += 3) {
      const a = row + firsts[x] * 3;
      const b = row + seconds[x] * 3;
      const share = shares[x];
      output[to] = reduced[a] + (reduced[b] - reduced[a]) * share;
      output[to + 1] = reduced[a + 1] + (reduced[b + 1] - reduced[a + 1]) * share;
      output[to + 2] = reduced[a + 2] + (reduced[b + 2] - reduced[a + 2]) * share;
    }
  }
}

/** @type {(fitted: Float32Array, taps: BilinearTaps, scale: number, output: Float32Array) => void} */
function fitRows(fitted, {firsts, seconds, shares}, scale, output) {
  const stride = output.length / firsts.length;
  for (let y = 0, to = 0; y < firsts.length; y++) {
    let a = firsts[y] * stride;
    let b = seconds[y] * stride;
    for (const end = to + stride; to < end; to++, a++, b++) {
      output[to] = (fitted[a] + (fitted[b] - fitted[a]) * shares[y]) * scale;
    }
  }
}
