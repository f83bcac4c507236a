/** The visitor's camera. */

import {Failure} from './failure.js';

/**
 * @typedef {object} Camera
 * @property {boolean} mirrored Whether the visitor looks at themselves and expects a mirror.
 * @property {() => void} stop Turns the camera and its light off.
 */

/**
 * Opens a camera and plays it in a video element.
 * @param {HTMLVideoElement} video
 * @param {() => void} onEnd Called when the camera goes away by itself: unplugged, or taken back.
 * @returns {Promise<Camera>}
 * @throws {Failure} There is no camera, it is busy, or the visitor or the browser says no.
 */
export async function openCamera(video, onEnd) {
  if (!navigator.mediaDevices) throw new Failure(isSecureContext ? 'camera-missing' : 'camera-insecure');
  const stream = await requestStream();
  const [track] = stream.getVideoTracks();
  const stop = () => {
    track.stop();
    video.srcObject = null;
  };
  track.addEventListener('ended', onEnd);
  video.srcObject = stream;
  try {
    await video.play();
  } catch (error) {
    stop();
    throw new Failure('camera-busy', error);
  }
  return {mirrored: track.getSettings().facingMode !== 'environment', stop};
}

/**
 * @param {HTMLVideoElement} video While it plays.
 * @returns {Promise<import('./pixels.js').Frame>} What it shows now, unmirrored.
 */
export async function grabFrame(video) {
  return 'VideoFrame' in window ? new VideoFrame(video) : createImageBitmap(video);
}

/** @returns {Promise<MediaStream>} */
async function requestStream() {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {facingMode: 'user', width: {ideal: 640}, height: {ideal: 480}},
    });
  } catch (error) {
    throw new Failure(FAILURES[/** @type {DOMException} */ (error).name] ?? 'camera-busy', error);
  }
}

/** @type {Record<string, import('./failure.js').FailureCode>} */
const FAILURES = {
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotFoundError: 'camera-missing',
  OverconstrainedError: 'camera-missing',
};
