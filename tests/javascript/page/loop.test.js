import assert from 'node:assert/strict';
import {test} from 'node:test';

import {createRateMeter, startLoop} from '../../../static/js/page/loop.js';

/** A video whose frames come when the test says so. */
function makeVideo() {
  /** @type {(() => void)[]} */
  let callbacks = [];
  const video = {requestVideoFrameCallback: (/** @type {() => void} */ callback) => callbacks.push(callback)};
  return {
    video: /** @type {HTMLVideoElement} */ (/** @type {unknown} */ (video)),
    async frame() {
      const due = callbacks;
      callbacks = [];
      for (const callback of due) callback();
      await settle();
    },
  };
}

/** Lets everything run that waits for nothing but its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A step that ends when the test says so. */
function makeStep() {
  /** @type {(() => void)[]} */
  const open = [];
  let begun = 0;
  return {
    step() {
      begun++;
      return /** @type {Promise<void>} */ (new Promise((resolve) => open.push(() => resolve())));
    },
    async end() {
      open.shift()?.();
      await settle();
    },
    begun: () => begun,
  };
}

test('frames that come while a step runs are skipped, but the newest is taken up at once', async () => {
  const {video, frame} = makeVideo();
  const {step, end, begun} = makeStep();
  startLoop(video, step, new AbortController().signal);
  await frame();
  assert.equal(begun(), 1);
  await frame();
  await frame();
  assert.equal(begun(), 1);
  await end();
  assert.equal(begun(), 2);
  await end();
  assert.equal(begun(), 2);
  await frame();
  assert.equal(begun(), 3);
});

test('an ended loop takes no further step', async () => {
  const {video, frame} = makeVideo();
  const {step, end, begun} = makeStep();
  const job = new AbortController();
  const again = startLoop(video, step, job.signal);
  await frame();
  await frame();
  job.abort();
  await end();
  await frame();
  again();
  assert.equal(begun(), 1);
});

test('a further step can be asked for without a new frame', async () => {
  const {video, frame} = makeVideo();
  const {step, end, begun} = makeStep();
  const again = startLoop(video, step, new AbortController().signal);
  await frame();
  await end();
  assert.equal(begun(), 1);
  again();
  again();
  assert.equal(begun(), 2);
  await end();
  assert.equal(begun(), 3);
});

test('the meter tells steps per second, and is slow to believe a hiccup', () => {
  const count = createRateMeter();
  assert.equal(count(1000), 0);
  assert.equal(count(1050), 20);
  assert.equal(count(1100), 20);
  const after = count(1400);
  assert.ok(after > 12 && after < 20, String(after));
});
