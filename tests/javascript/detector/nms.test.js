import assert from 'node:assert/strict';
import {test} from 'node:test';

import {nms} from '../../../static/js/detector/nms.js';
import {float32, testGoldens} from '../goldens.js';

/** @type {(golden: any) => void} */
function check({boxes, scores, nms_thresh: nmsThresh, keep}) {
  assert.deepEqual(nms(float32(boxes), float32(scores), nmsThresh), keep);
}

testGoldens('nms.json', check);
testGoldens('nms.oracle.json', check);

test('wrong lengths and thresholds are named', () => {
  assert.throws(() => nms(new Float32Array(8), new Float32Array(1), 0.4), /boxes: expected a length of 4, got 8/);
  for (const nmsThresh of [-0.1, 1.1, NaN]) {
    assert.throws(() => nms(new Float32Array(4), new Float32Array(1), nmsThresh), /nms_thresh: expected 0\.\.1, got/);
  }
});
