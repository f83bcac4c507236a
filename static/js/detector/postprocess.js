/** Network output to detections. */

import {clipBoxes, decodeBoxes} from './boxes.js';
import {nms} from './nms.js';

/** @typedef {import('./card.js').Card} Card */

/**
 * One face. `box` is [x1, y1, x2, y2] in pixels of the source image; `score` is 0..1.
 * @typedef {{label: string, score: number, box: number[]}} Detection
 */

/**
 * @typedef {object} PostprocessOptions
 * @property {number} [scoreThresh] Keep a face when its larger class score is greater; the card's default if absent.
 * @property {number} [nmsThresh] Suppress a box when its IoU with a better one is greater; the card's if absent.
 */

/**
 * Filters, decodes, suppresses, clips and scales the output of the network for one picture.
 *
 * A score is kept when it is greater than the threshold as a float32. Boxes are suppressed before they are clipped;
 * boxes without an area inside the picture are dropped.
 *
 * @param {Float32Array} bboxRegression [A * 4], raw offsets.
 * @param {Float32Array} scores [A * C], 0..1.
 * @param {Float32Array} anchors [A * 4], from `generateAnchors`.
 * @param {Card} card
 * @param {{width: number, height: number}} imageSize Of the source picture, in pixels.
 * @param {PostprocessOptions} [options]
 * @returns {Detection[]} One per face, by score descending, ties by anchor index.
 * @throws {RangeError} A length or a threshold is wrong, or the network's output is not finite.
 */
export function postprocess(bboxRegression, scores, anchors, card, imageSize, options = {}) {
  const {scoreThresh = card.thresholds.score, nmsThresh = card.thresholds.nms} = options;
  if (!(scoreThresh >= 0 && scoreThresh <= 1)) {
    throw new RangeError(`score_thresh: expected 0..1, got ${scoreThresh}`);
  }
  const numClasses = card.classes.length;
  checkOutput('bbox_regression', bboxRegression, anchors.length);
  checkOutput('scores', scores, (anchors.length / 4) * numClasses);

  const {candidates, classes} = filter(scores, numClasses, Math.fround(scoreThresh));
  const best = Float32Array.from(candidates, (anchor, i) => scores[anchor * numClasses + classes[i]]);
  const boxes = decodeBoxes(rows(bboxRegression, candidates), rows(anchors, candidates), card.variances);
  const clipped = clipBoxes(boxes);
  const {width, height} = imageSize;
  return nms(boxes, best, nmsThresh)
    .map((index) => {
      const [x1, y1, x2, y2] = clipped.subarray(index * 4, index * 4 + 4);
      return {
        label: card.classes[classes[index]],
        score: best[index],
        box: [x1 * width, y1 * height, x2 * width, y2 * height],
      };
    })
    .filter(({box: [x1, y1, x2, y2]}) => x2 > x1 && y2 > y1);
}

/**
 * Anchors whose larger class score is greater than the threshold, and that class; the first one at a tie.
 * @param {Float32Array} scores [A * C].
 * @param {number} numClasses
 * @param {number} scoreThresh As float32.
 * @returns {{candidates: number[], classes: number[]}}
 */
function filter(scores, numClasses, scoreThresh) {
  const candidates = [];
  const classes = [];
  for (let anchor = 0, row = 0; row < scores.length; anchor++, row += numClasses) {
    let best = 0;
    for (let label = 1; label < numClasses; label++) {
      if (scores[row + label] > scores[row + best]) best = label;
    }
    if (scores[row + best] > scoreThresh) {
      candidates.push(anchor);
      classes.push(best);
    }
  }
  return {candidates, classes};
}

/** @type {(values: Float32Array, indices: number[]) => Float32Array} */
function rows(values, indices) {
  const picked = new Float32Array(indices.length * 4);
  indices.forEach((index, i) => picked.set(values.subarray(index * 4, index * 4 + 4), i * 4));
  return picked;
}

/** @type {(name: string, values: Float32Array, length: number) => void} */
function checkOutput(name, values, length) {
  if (values.length !== length) throw new RangeError(`${name}: expected a length of ${length}, got ${values.length}`);
  const bad = values.filter((value) => !Number.isFinite(value));
  if (bad.length) {
    throw new RangeError(`${name}: expected finite numbers, got ${bad[0]} and ${bad.length - 1} more like it`);
  }
}
