/** The visitor's cameras. */

import {Failure} from '../client/failure.js';
import {FACINGS} from './facings.js';

/**
 * @typedef {object} Camera
 * @property {string} id Of the device; '' if the browser hides it.
 * @property {boolean} mirrored Whether the visitor looks at themselves and expects a mirror.
 * @property {() => void} stop Turns the camera and its light off.
 */

/** The requested size in pixels: a sharp picture for a fast device, else a smaller one. */
const [SHARP, LIGHT] = [
  {width: 1280, height: 720},
  {width: 640, height: 480},
];

/** A device with at least this many counts as fast. */
const STRONG_CORES = 4;

/**
 * Opens a camera and plays it in a video element.
 * @param {HTMLVideoElement} video
 * @param {string | undefined} wish `user` for the front, `environment` for the back, or the id of a device; if it is
 *   missing, another camera is used.
 * @param {object} [listeners]
 * @param {() => void} [listeners.onEnd] Called when the camera stops by itself: unplugged, or its permission withdrawn.
 * @param {(muted: boolean) => void} [listeners.onMute] Called when the camera pauses, for example during a phone call,
 *   and when it continues.
 * @param {AbortSignal} [signal] Aborted when the visitor has chosen something else; then the video is not changed.
 * @returns {Promise<Camera>}
 * @throws {Failure} There is no camera, it is busy, or the visitor or the browser refuses it.
 */
export async function openCamera(video, wish = 'user', {onEnd = () => {}, onMute = () => {}} = {}, signal) {
  if (!navigator.mediaDevices) throw new Failure(isSecureContext ? 'camera-missing' : 'camera-insecure');
  const stream = await requestStream(wish);
  const [track] = stream.getVideoTracks();
  const stop = () => {
    track.stop();
    if (video.srcObject === stream) video.srcObject = null;
  };
  if (signal?.aborted) stop();
  signal?.throwIfAborted();
  track.addEventListener('ended', onEnd);
  track.addEventListener('mute', () => onMute(true));
  track.addEventListener('unmute', () => onMute(false));
  video.srcObject = stream;
  try {
    await video.play();
  } catch (error) {
    stop();
    throw new Failure('camera-busy', error);
  }
  const {deviceId = '', facingMode} = track.getSettings();
  return {id: deviceId, mirrored: facingMode !== 'environment', stop};
}

/**
 * @returns {Promise<{id: string, name: string}[]>} The cameras of this device that have a name; before the visitor has
 *   allowed one, none has.
 */
export async function listCameras() {
  const devices = await listDevices();
  return devices.filter(({label}) => label).map(({deviceId, label}) => ({id: deviceId, name: label}));
}

/**
 * Calls back once when a missing camera is available: a device was plugged in, or the visitor came back.
 * @param {string | null} id Of the camera that was lost; null for any.
 * @param {() => void} onReturn
 * @param {AbortSignal} signal Ends the waiting.
 */
export function awaitCamera(id, onReturn, signal) {
  if (!navigator.mediaDevices) return;
  const waiting = new AbortController();
  const check = async () => {
    const devices = document.hidden ? [] : await listDevices();
    if (waiting.signal.aborted || !devices.some(({deviceId}) => !id || deviceId === id)) return;
    waiting.abort();
    onReturn();
  };
  signal.addEventListener('abort', () => waiting.abort());
  navigator.mediaDevices.addEventListener('devicechange', check, {signal: waiting.signal});
  document.addEventListener('visibilitychange', check, {signal: waiting.signal});
  window.addEventListener('focus', check, {signal: waiting.signal});
}

/** @returns {Promise<MediaDeviceInfo[]>} Of cameras. */
async function listDevices() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({kind}) => kind === 'videoinput');
}

/** @type {(wish: string) => Promise<MediaStream>} */
async function requestStream(wish) {
  const {width, height} = navigator.hardwareConcurrency >= STRONG_CORES ? SHARP : LIGHT;
  const size = {width: {ideal: width}, height: {ideal: height}};
  const request = (/** @type {MediaTrackConstraints} */ which) =>
    navigator.mediaDevices.getUserMedia({audio: false, video: {...which, ...size}});
  try {
    if (FACINGS.includes(wish)) return await request({facingMode: wish});
    return await request({deviceId: {exact: wish}}).catch((error) => {
      if (error.name === 'OverconstrainedError') return request({});
      throw error;
    });
  } catch (error) {
    throw new Failure(CODES[/** @type {DOMException} */ (error).name] ?? 'camera-busy', error);
  }
}

/**
 * By the name of the browser's error.
 * @type {Record<string, import('../client/failure.js').FailureCode>}
 */
const CODES = {
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotFoundError: 'camera-missing',
  OverconstrainedError: 'camera-missing',
};
