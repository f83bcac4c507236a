import assert from 'node:assert/strict';
import {test} from 'node:test';

import {createTracker} from '../../../static/js/page/tracker.js';

const BOX = [100, 100, 200, 220];

/** @type {(box?: number[], label?: string, score?: number) => import('../../../static/js/page/tracker.js').Track} */
const face = (box = BOX, label = 'mask', score = 0.9) => /** @type {any} */ ({label, score, box});

/** @type {(box: number[], dx: number, dy?: number) => number[]} */
const shift = ([x1, y1, x2, y2], dx, dy = 0) => [x1 + dx, y1 + dy, x2 + dx, y2 + dy];

/** Numbers between -1 and 1 that look random and are the same in each run. */
function* noise() {
  for (let seed = 1; ; seed = (seed * 48271) % 2147483647) yield (seed / 2147483647) * 2 - 1;
}

/** @type {(values: number[]) => number} */
const spread = (values) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

test('a face counts from its second detection on; what flashes up once does not', () => {
  const tracker = createTracker();
  tracker.update([], 0);
  tracker.update([face()], 20);
  assert.deepEqual(tracker.tracksAt(20), []);
  tracker.update([face(), face(shift(BOX, 400))], 40);
  assert.equal(tracker.tracksAt(40).length, 1);
  tracker.update([face()], 80);
  tracker.update([face(), face(shift(BOX, 400))], 120);
  assert.equal(tracker.tracksAt(120).length, 1);
});

test('in the first frame, and where frames are seldom, a face counts at once', () => {
  const tracker = createTracker();
  tracker.update([face()], 0);
  assert.equal(tracker.tracksAt(0).length, 1);
  tracker.update([face(), face(shift(BOX, 400))], 1000);
  assert.equal(tracker.tracksAt(1000).length, 2);
});

test('a face at rest stays exactly where it is detected', () => {
  const tracker = createTracker();
  for (let now = 0; now <= 400; now += 40) tracker.update([face()], now);
  for (const now of [400, 410, 500]) assert.deepEqual(tracker.tracksAt(now)[0].box, BOX);
});

test('a trembling detection is drawn more calmly', () => {
  const tracker = createTracker();
  const random = noise();
  const [seen, shown] = [[], []].map((list) => /** @type {number[]} */ (list));
  for (let now = 0; now < 8000; now += 40) {
    const dx = 5 * /** @type {number} */ (random.next().value);
    tracker.update([face(shift(BOX, dx))], now);
    if (now < 1000) continue;
    seen.push(BOX[0] + dx);
    shown.push(tracker.tracksAt(now + 20)[0].box[0]);
  }
  assert.ok(spread(shown) < 0.75 * spread(seen), `${spread(shown)} of ${spread(seen)}`);
});

test('a face in steady motion is followed without delay, also between two detections', () => {
  const tracker = createTracker();
  const speed = 0.2;
  for (let now = 0; now <= 2000; now += 50) tracker.update([face(shift(BOX, speed * now))], now);
  for (const now of [2000, 2025, 2050]) {
    assert.ok(Math.abs(tracker.tracksAt(now)[0].box[0] - BOX[0] - speed * now) < 1);
  }
});

test('a box never jumps: at a correction it is still where it was drawn', () => {
  const tracker = createTracker();
  tracker.update([face()], 0);
  tracker.update([face()], 50);
  const before = tracker.tracksAt(100)[0].box;
  tracker.update([face(shift(BOX, 30))], 100);
  assert.deepEqual(tracker.tracksAt(100)[0].box, before);
  const places = [100, 110, 130, 160, 200].map((now) => tracker.tracksAt(now)[0].box[0]);
  assert.deepEqual(places, places.toSorted((a, b) => a - b));
  assert.ok(places[4] > before[0] + 10);
});

test('a face that is not detected waits a while where it would be, then is gone', () => {
  const tracker = createTracker();
  tracker.update([face()], 0);
  tracker.update([face()], 50);
  tracker.update([], 100);
  tracker.update([], 400);
  assert.equal(tracker.tracksAt(400).length, 1);
  tracker.update([], 500);
  assert.deepEqual(tracker.tracksAt(500), []);
});

test('on a slow device faces live from frame to frame', () => {
  const tracker = createTracker();
  for (let now = 0; now <= 4000; now += 1000) tracker.update([face()], now);
  assert.equal(tracker.tracksAt(4000)[0].id, 1);
  tracker.update([], 5000);
  assert.deepEqual(tracker.tracksAt(5000), []);
});

test('a label does not follow a single frame, and does change when it is seen for long', () => {
  const tracker = createTracker();
  for (let now = 0; now <= 1000; now += 50) tracker.update([face()], now);
  tracker.update([face(BOX, 'no_mask')], 1050);
  assert.equal(tracker.tracksAt(1050)[0].label, 'mask');
  for (let now = 1100; now <= 2050; now += 50) tracker.update([face(BOX, 'no_mask', 0.8)], now);
  assert.equal(tracker.tracksAt(2050)[0].label, 'no_mask');
  assert.ok(Math.abs(tracker.tracksAt(2050)[0].score - 0.8) < 0.1);
});

test('an undecided network does not make the label flicker', () => {
  const tracker = createTracker();
  const labels = new Set();
  for (let now = 0; now <= 4000; now += 50) {
    tracker.update([face(BOX, now % 100 ? 'mask' : 'no_mask', 0.6)], now);
    if (now > 50) labels.add(tracker.tracksAt(now)[0].label);
  }
  assert.equal(labels.size, 1);
});

test('two faces that pass close by keep their numbers', () => {
  const tracker = createTracker();
  /** @type {(now: number) => import('../../../static/js/page/tracker.js').Track[]} */
  const at = (now) => [face(shift(BOX, now / 10)), face(shift(BOX, 300 - now / 10, 90), 'no_mask')];
  for (let now = 0; now <= 3000; now += 40) tracker.update(now % 80 ? at(now) : at(now).reverse(), now);
  const [first, second] = tracker.tracksAt(3000).toSorted((a, b) => a.id - b.id);
  assert.deepEqual([first.label, second.label].toSorted(), ['mask', 'no_mask']);
  assert.equal(tracker.tracksAt(3000).length, 2);
  assert.deepEqual(tracker.tracksAt(3000).map(({id}) => id).toSorted(), [1, 2]);
});

test('a face that walks by so fast that its boxes do not overlap is followed where frames are seldom', () => {
  const tracker = createTracker();
  const boxAt = (/** @type {number} */ now) => shift(BOX, 0.7 * now);
  for (let now = 0; now <= 1000; now += 200) tracker.update([face(boxAt(now))], now);
  assert.deepEqual(tracker.tracksAt(1000).map(({id, seen}) => [id, seen]), [[1, 1000]]);
});
