import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {drawOverlay} from '../../../static/js/page/draw.js';
import {setMessages} from '../../../static/js/page/i18n.js';

setMessages('en', readFileSync(new URL('../../../static/messages/en.ftl', import.meta.url), 'utf8'));

const ignore = () => {};

/** @type {(boxes: number[][], labels?: boolean, names?: string[]) => string[]} What is written over a picture of 320 × 240 pixels. */
function write(boxes, labels = true, names = ['mask']) {
  /** @type {string[]} */
  const written = [];
  const context = new Proxy(/** @type {any} */ ({}), {
    get: (_, name) =>
      ({
        measureText: (/** @type {string} */ text) => ({width: 8 * text.length}),
        fillText: (/** @type {string} */ text) => written.push(text),
      })[String(name)] ?? ignore,
  });
  const canvas = /** @type {any} */ ({clientWidth: 320, clientHeight: 240, getContext: () => context});
  Object.assign(globalThis, {
    devicePixelRatio: 1,
    getComputedStyle: () => ({getPropertyValue: () => 'black'}),
    Path2D: class {
      moveTo = ignore;
      lineTo = ignore;
    },
  });
  const detections = boxes.map((box, index) => ({label: names[index % names.length], score: 0.9 - 0.1 * index, box}));
  drawOverlay(canvas, detections, {width: 320, height: 240}, {mirrored: false, labels});
  return written.filter(Boolean);
}

test('every face that stands alone has its words', () => {
  assert.deepEqual(write([[10, 50, 60, 100], [200, 50, 250, 100]]), ['mask 80%', 'mask 90%']);
});

test('words that would cover the mark of another face are left out', () => {
  assert.deepEqual(write([[10, 50, 40, 80], [60, 50, 90, 80], [200, 150, 230, 180]]), ['mask 70%', 'mask 80%']);
  assert.deepEqual(write([[10, 50, 40, 80], [60, 50, 90, 80], [110, 50, 140, 80]]), ['mask 70%']);
});

test('without words only the marks are drawn', () => {
  assert.deepEqual(write([[10, 50, 60, 100]], false), []);
});

const APART = [40, 100, 160, 220].map((top) => [10, top, 60, top + 15]);
const NAMES = ['mask', 'no_mask', 'mask_worn_incorrectly', 'face_shield'];

for (const count of [2, 3, 4])
  test(`each of ${count} classes has its words; without them, a class that has no mark keeps its own`, () => {
    const names = NAMES.slice(0, count);
    const said = ['mask 90%', 'no mask 80%', 'mask not over the nose 70%', 'face shield 60%'].slice(0, count);
    assert.deepEqual(write(APART.slice(0, count), true, names).reverse(), said);
    assert.deepEqual(write(APART.slice(0, count), false, names), said.slice(3));
  });
