import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';

import {createValues, recallMeasured, rememberMeasured} from '../../../../static/js/page/settings/values.js';

/** @type {Map<string, string>} */
const kept = new Map();

beforeEach(() => {
  kept.clear();
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    value: {
      getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
    },
  });
});

test('nothing is set at first, and an address says nothing', () => {
  const chosen = createValues('');
  assert.deepEqual(chosen.values, {});
  assert.equal(chosen.toQuery(), '');
});

test('what is set is there at the next visit', () => {
  const first = createValues('');
  first.set('score_thresh', 0.3);
  first.set('labels', false);
  first.set('camera', 'environment');
  assert.deepEqual(createValues('').values, {score_thresh: 0.3, labels: false, camera: 'environment'});
});

test('an address carries a view to somebody else', () => {
  const chosen = createValues('?lang=zh');
  chosen.set('nms_thresh', 0.25);
  chosen.set('mirror', false);
  chosen.set('backend', 'wasm');
  const query = chosen.toQuery();
  assert.equal(query, '?lang=zh&nms_thresh=0.25&backend=wasm&mirror=0');
  kept.clear();
  assert.deepEqual(createValues(query).values, {nms_thresh: 0.25, backend: 'wasm', mirror: false});
});

test('the address wins over what is remembered, and is not remembered itself', () => {
  createValues('').set('score_thresh', 0.3);
  const visited = createValues('?score_thresh=0.7&backend=cpu');
  assert.deepEqual(visited.values, {score_thresh: 0.7, backend: 'cpu'});
  visited.set('sound', true);
  assert.deepEqual(createValues('').values, {score_thresh: 0.3, sound: true});
});

test('what means nothing is passed over, from an address as from the memory', () => {
  assert.deepEqual(createValues('?score_thresh=2&nms_thresh=&backend=abacus&labels=maybe&view=x').values, {});
  kept.set('face-mask-detection.settings', '{"score_thresh": "much", "labels": true, "unknown": 1}');
  assert.deepEqual(createValues('').values, {labels: true});
  kept.set('face-mask-detection.settings', '{broken');
  assert.deepEqual(createValues('').values, {});
});

test('the id of a camera stays at home', () => {
  const chosen = createValues('');
  chosen.set('camera', 'b3f1');
  assert.equal(chosen.toQuery(), '');
  chosen.set('camera', 'user');
  assert.equal(chosen.toQuery(), '?camera=user');
});

test('a view is shared but not remembered', () => {
  const chosen = createValues('');
  chosen.set('view', 'kiosk');
  assert.equal(chosen.toQuery(), '?view=kiosk');
  assert.deepEqual(createValues('').values, {});
});

test('a reset forgets all, in the address too', () => {
  const chosen = createValues('?lang=zh&score_thresh=0.7');
  chosen.set('labels', false);
  chosen.reset();
  assert.deepEqual(chosen.values, {});
  assert.equal(chosen.toQuery(), '?lang=zh');
  assert.deepEqual(createValues('').values, {});
});

test('a browser that keeps nothing works for the visit', () => {
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  const chosen = createValues('');
  chosen.set('labels', false);
  assert.deepEqual(chosen.values, {labels: false});
});

test('what was measured holds for this version of the browser', () => {
  assert.deepEqual(recallMeasured(), {});
  rememberMeasured({backend: 'wasm'});
  rememberMeasured({slow: false});
  assert.deepEqual(recallMeasured(), {backend: 'wasm', slow: false});
  kept.set('face-mask-detection.measured', '{"agent": "another", "backend": "wasm", "slow": true}');
  assert.deepEqual(recallMeasured(), {});
});

test('a reset forgets what was measured', () => {
  rememberMeasured({backend: 'wasm', slow: true});
  createValues('').reset();
  assert.deepEqual(recallMeasured(), {});
});
