import assert from 'node:assert/strict';
import {test} from 'node:test';

import {openCamera} from '../../../static/js/page/camera.js';

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
