import assert from 'node:assert/strict';
import {test} from 'node:test';

import {grabFrame, openCamera} from '../../static/js/camera.js';

const ignore = () => {};

/** What a camera gives: one track. */
function makeStream() {
  const track = {stopped: false, stop: () => (track.stopped = true), addEventListener: ignore, getSettings: () => ({})};
  return {track, getVideoTracks: () => [track]};
}

/** @type {(streams: object[]) => any} A video element, and a device that gives these streams in turn. */
function setUp(streams) {
  const mediaDevices = {getUserMedia: async () => streams.shift()};
  Object.defineProperty(globalThis, 'navigator', {value: {hardwareConcurrency: 8, mediaDevices}, configurable: true});
  return {srcObject: null, play: async () => {}};
}

test('a camera that comes when it is no longer wanted is turned off, and the video is left alone', async () => {
  const stream = makeStream();
  const video = setUp([stream]);
  video.srcObject = 'a film';
  await assert.rejects(openCamera(video, 'user', {}, AbortSignal.abort()), {name: 'AbortError'});
  assert.ok(stream.track.stopped);
  assert.equal(video.srcObject, 'a film');
});

test('turning one camera off leaves the next one on', async () => {
  const [first, second] = [makeStream(), makeStream()];
  const video = setUp([first, second]);
  const {stop} = await openCamera(video, 'user');
  await openCamera(video, 'user');
  stop();
  assert.ok(first.track.stopped);
  assert.equal(video.srcObject, second);
});

test('a frame is the browser\'s own where it is upright, else a copy of what is seen', async (t) => {
  const video = /** @type {any} */ ({videoWidth: 720, videoHeight: 1280});
  let closed = 0;
  const frames = [
    {displayWidth: 720, displayHeight: 1280},
    {displayWidth: 1280, displayHeight: 720, close: () => closed++},
  ];
  const globals = /** @type {any} */ (globalThis);
  globals.VideoFrame = function VideoFrame() {
    if (!frames.length) throw new DOMException('Video element has no video frame', 'InvalidStateError');
    return frames.shift();
  };
  globals.createImageBitmap = async () => 'a copy';
  t.after(() => {
    delete globals.VideoFrame;
    delete globals.createImageBitmap;
  });
  const [upright] = frames;
  assert.equal(await grabFrame(video), upright);
  assert.equal(await grabFrame(video), 'a copy');
  assert.equal(closed, 1);
  assert.equal(await grabFrame(video), 'a copy');
});
