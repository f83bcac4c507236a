import assert from 'node:assert/strict';
import {test} from 'node:test';

import {generateAnchors} from '../../../static/js/detector/anchors.js';
import {parseCard} from '../../../static/js/detector/card.js';
import {postprocess} from '../../../static/js/detector/postprocess.js';
import {assertClose, float32, readGolden, testGoldens} from '../goldens.js';

const {cards} = readGolden('postprocess.json');
const {card: content} = readGolden('card.json');

testGoldens('postprocess.json', (golden, tolerance) => {
  const card = parseCard(cards[golden.card]);
  const [height, width] = golden.image_size;
  const got = postprocess(
    float32(golden.bbox_regression),
    float32(golden.scores),
    generateAnchors(card.anchors),
    card,
    {width, height},
    {scoreThresh: golden.score_thresh, nmsThresh: golden.nms_thresh},
  );
  assert.deepEqual(got.map(({label}) => label), golden.detections.map((/** @type {any} */ {label}) => label));
  got.forEach(({score, box}, i) => {
    assertClose([score], [golden.detections[i].score], tolerance);
    assertClose(box, golden.detections[i].box, tolerance);
  });
});

test('wrong lengths, thresholds and values are named', () => {
  const card = parseCard(content);
  const anchors = generateAnchors(card.anchors);
  const offsets = new Float32Array(anchors.length);
  const scores = new Float32Array((anchors.length / 4) * card.classes.length);
  const run = (/** @type {Float32Array} */ o, /** @type {Float32Array} */ s, scoreThresh = 0.5) =>
    postprocess(o, s, anchors, card, {width: 1, height: 1}, {scoreThresh});

  assert.deepEqual(run(offsets, scores), []);
  assert.throws(() => run(offsets.subarray(4), scores), /bbox_regression: expected a length of 120, got 116/);
  assert.throws(() => run(offsets, scores.subarray(1)), /scores: expected a length of 60, got 59/);
  assert.throws(() => run(offsets, scores, 1.5), /score_thresh: expected 0\.\.1, got 1\.5/);
  assert.throws(() => run(offsets, scores.with(3, NaN)), /scores: expected finite numbers, got NaN and 0 more like it/);
});
