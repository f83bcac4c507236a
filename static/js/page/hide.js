/** Makes faces in a saved picture unrecognisable: their pixels are replaced by the means of a few squares. */

/** Margin around the box that is also hidden, as a share of its sides, for hair, ears and chin. */
const MARGIN = 0.25;

/** Squares across a hidden face, and down. */
const [COLUMNS, ROWS] = [4, 5];

/**
 * @param {CanvasRenderingContext2D} context With the picture, in pixels of the boxes.
 * @param {number[][]} boxes xyxy, in pixels.
 */
export function hideFaces(context, boxes) {
  const {width, height} = context.canvas;
  for (const [x1, y1, x2, y2] of boxes) {
    const [dx, dy] = [MARGIN * (x2 - x1), MARGIN * (y2 - y1)];
    const [left, top] = [x1 - dx, y1 - dy].map((edge) => Math.max(0, Math.floor(edge)));
    const right = Math.min(width, Math.ceil(x2 + dx));
    const bottom = Math.min(height, Math.ceil(y2 + dy));
    if (right <= left || bottom <= top) continue;
    const region = context.getImageData(left, top, right - left, bottom - top);
    pixelate(region);
    context.putImageData(region, left, top);
  }
}

/** @param {ImageData} region Each square of it becomes the mean of its pixels. */
export function pixelate({data, width, height}) {
  const cellOf = (/** @type {number} */ x, /** @type {number} */ y) =>
    Math.floor((y * ROWS) / height) * COLUMNS + Math.floor((x * COLUMNS) / width);
  const sums = Array.from({length: ROWS * COLUMNS}, () => [0, 0, 0, 0]);
  for (let i = 0; i < width * height; i++) {
    const sum = sums[cellOf(i % width, Math.floor(i / width))];
    for (let channel = 0; channel < 3; channel++) sum[channel] += data[4 * i + channel];
    sum[3]++;
  }
  for (let i = 0; i < width * height; i++) {
    const sum = sums[cellOf(i % width, Math.floor(i / width))];
    for (let channel = 0; channel < 3; channel++) data[4 * i + channel] = sum[channel] / sum[3];
  }
}
