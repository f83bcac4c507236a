/** Box decoding and box geometry. Boxes are xyxy in shares of the image (0..1) throughout. */

/**
 * How many times its anchor a side can be, and how many anchor sizes a centre can move: more than any box
 * of a picture needs, so that even a wild offset decodes to a finite box. The figure is torchvision's.
 */
const MAX_GROWTH = 1000 / 16;

/**
 * Turns the network's raw offsets into boxes, computed in double.
 *
 * Source: the box coder of SSD, https://arxiv.org/abs/1512.02325, section 2.2.
 *
 * @param {Float32Array} bboxRegression [N * 4]: (dx / w, dy / h, log(w'/w), log(h'/h)), each divided by its variance;
 *   larger offsets than MAX_GROWTH are limited to it.
 * @param {Float32Array} anchors [N * 4], xyxy, one per row.
 * @param {number[]} variances Four factors, for centre x, centre y, width and height.
 * @returns {Float32Array} [N * 4], xyxy; not clipped, so a box may extend beyond 0..1.
 * @throws {RangeError} A length is wrong.
 */
export function decodeBoxes(bboxRegression, anchors, variances) {
  if (anchors.length % 4) throw new RangeError(`anchors: expected a length of N * 4, got ${anchors.length}`);
  if (bboxRegression.length !== anchors.length) {
    throw new RangeError(`bbox_regression: expected a length of ${anchors.length}, got ${bboxRegression.length}`);
  }
  const boxes = new Float32Array(bboxRegression.length);
  for (let i = 0; i < boxes.length; i += 4) {
    const width = anchors[i + 2] - anchors[i];
    const height = anchors[i + 3] - anchors[i + 1];
    const dx = limit(bboxRegression[i] * variances[0], MAX_GROWTH);
    const dy = limit(bboxRegression[i + 1] * variances[1], MAX_GROWTH);
    const x = (anchors[i] + anchors[i + 2]) / 2 + dx * width;
    const y = (anchors[i + 1] + anchors[i + 3]) / 2 + dy * height;
    const halfWidth = (width * Math.exp(limit(bboxRegression[i + 2] * variances[2], Math.log(MAX_GROWTH)))) / 2;
    const halfHeight = (height * Math.exp(limit(bboxRegression[i + 3] * variances[3], Math.log(MAX_GROWTH)))) / 2;
    boxes[i] = x - halfWidth;
    boxes[i + 1] = y - halfHeight;
    boxes[i + 2] = x + halfWidth;
    boxes[i + 3] = y + halfHeight;
  }
  return boxes;
}

/**
 * Limits boxes [N * 4] to the image, 0..1; a box outside it gets an area of 0.
 * @param {Float32Array} boxes
 * @returns {Float32Array}
 */
export function clipBoxes(boxes) {
  return boxes.map((edge) => Math.min(Math.max(edge, 0), 1));
}

/**
 * Intersection over union of two boxes [4]: 0 if neither has an area.
 * @param {Float32Array} a
 * @param {Float32Array} b
 * @returns {number}
 */
export function computeIou(a, b) {
  const width = Math.max(Math.min(a[2], b[2]) - Math.max(a[0], b[0]), 0);
  const height = Math.max(Math.min(a[3], b[3]) - Math.max(a[1], b[1]), 0);
  const intersection = width * height;
  const union = computeArea(a) + computeArea(b) - intersection;
  return union > 0 ? intersection / union : 0;
}

/**
 * Area of a box [4] in shares of the image.
 * @param {Float32Array} box
 * @returns {number}
 */
export function computeArea(box) {
  return (box[2] - box[0]) * (box[3] - box[1]);
}

/** @type {(offset: number, most: number) => number} */
function limit(offset, most) {
  return Math.min(Math.max(offset, -MAX_GROWTH), most);
}
