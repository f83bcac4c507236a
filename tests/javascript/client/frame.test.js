import assert from 'node:assert/strict';
import {test} from 'node:test';

import {grabFrame} from '../../../static/js/client/frame.js';

const HAVE_CURRENT_DATA = 2;

test('a frame is the browser\'s own where that is upright, else a copy of what is seen', async (t) => {
  const video = /** @type {any} */ ({videoWidth: 720, videoHeight: 1280, readyState: HAVE_CURRENT_DATA});
  let closed = 0;
  const close = () => closed++;
  const frames = [
    {displayWidth: 720, displayHeight: 1280, rotation: 90, close},
    {displayWidth: 1280, displayHeight: 720, rotation: 0, close},
    {displayWidth: 720, displayHeight: 1280, close},
  ];
  const globals = /** @type {any} */ (globalThis);
  const stubs = {
    VideoFrame: function VideoFrame() {
      if (!frames.length) throw new DOMException('Video element has no video frame', 'InvalidStateError');
      return frames.shift();
    },
    HTMLMediaElement: {HAVE_CURRENT_DATA},
    OffscreenCanvas: class {
      constructor(/** @type {number} */ width, /** @type {number} */ height) {
        Object.assign(this, {width, height});
      }

      getContext() {
        return {drawImage: (/** @type {any[]} */ ...drawn) => assert.deepEqual(drawn, [video, 0, 0, 720, 1280])};
      }

      transferToImageBitmap() {
        return 'a copy';
      }
    },
  };
  Object.assign(globals, stubs);
  t.after(() => Object.keys(stubs).forEach((name) => delete globals[name]));
  const [upright] = frames;
  assert.equal(await grabFrame(video), upright);
  assert.equal(closed, 0);
  assert.equal(await grabFrame(video), 'a copy');
  assert.equal(await grabFrame(video), 'a copy');
  assert.equal(closed, 2);
  assert.equal(await grabFrame(video), 'a copy');
  await assert.rejects(grabFrame({...video, readyState: 1}), /got none yet/);
});
