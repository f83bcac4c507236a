import assert from 'node:assert/strict';
import {test} from 'node:test';

import {clipBoxes, computeIou, decodeBoxes} from '../../../static/js/detector/boxes.js';
import {assertClose, float32, testGoldens} from '../goldens.js';

/** @type {(golden: any, tolerance: number) => void} */
function check(golden, tolerance) {
  const boxes = float32(golden.boxes);
  if (golden.operation === 'iou') {
    const box = float32(golden.box);
    const got = golden.iou.map((/** @type {number} */ _, /** @type {number} */ i) =>
      computeIou(box, boxes.subarray(i * 4, i * 4 + 4)),
    );
    assertClose(got, golden.iou, tolerance);
    return;
  }
  const decoded = decodeBoxes(float32(golden.bbox_regression), float32(golden.anchors), golden.variances);
  assertClose(decoded, boxes, tolerance);
}

const isOurs = (/** @type {any} */ {operation}) => operation !== 'encode'; // Only training encodes.
testGoldens('boxes.json', check, isOurs);
testGoldens('boxes.oracle.json', check, isOurs);

test('wrong lengths are named', () => {
  const four = new Float32Array(4);
  assert.throws(() => decodeBoxes(new Float32Array(8), four, [1, 1, 1, 1]), /bbox_regression: expected a length of 4, got 8/);
  assert.throws(() => decodeBoxes(four, new Float32Array(5), [1, 1, 1, 1]), /anchors: expected a length of N \* 4, got 5/);
});

test('clipping keeps boxes in the image and leaves its argument alone', () => {
  const boxes = Float32Array.of(-0.5, 0.25, 0.5, 1.5);
  assert.deepEqual([...clipBoxes(boxes)], [0, 0.25, 0.5, 1]);
  assert.equal(boxes[0], -0.5);
});
