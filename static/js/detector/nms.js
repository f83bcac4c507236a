/** Non-maximum suppression: one box per face. */

import {computeIou} from './boxes.js';

/**
 * Keeps the best of overlapping boxes, regardless of their class.
 *
 * Boxes are visited by descending score, ties by ascending index. A box is dropped if its IoU with a kept box is
 * greater than `nmsThresh`; at exactly the threshold both are kept.
 *
 * @param {Float32Array} boxes [N * 4], xyxy.
 * @param {Float32Array} scores [N].
 * @param {number} nmsThresh 0..1.
 * @returns {number[]} Indices of the kept boxes, by score descending.
 * @throws {RangeError} A length is wrong or the threshold is not in 0..1.
 */
export function nms(boxes, scores, nmsThresh) {
  if (boxes.length !== scores.length * 4) {
    throw new RangeError(`boxes: expected a length of ${scores.length * 4}, got ${boxes.length}`);
  }
  if (!(nmsThresh >= 0 && nmsThresh <= 1)) throw new RangeError(`nms_thresh: expected 0..1, got ${nmsThresh}`);

  const order = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a]);
  const keep = [];
  /** @type {Float32Array[]} */
  const kept = [];
  for (const index of order) {
    const box = boxes.subarray(index * 4, index * 4 + 4);
    if (kept.every((better) => computeIou(better, box) <= nmsThresh)) {
      keep.push(index);
      kept.push(box);
    }
  }
  return keep;
}
