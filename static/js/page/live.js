/** Moving pictures: the camera and films. */

import {openCamera} from './camera.js';
import {Failure} from '../client/failure.js';
import {openFilm} from './film.js';
import {grabFrame, hasPicture} from '../client/frame.js';
import {look} from './look.js';
import {createRateMeter, startLoop} from './loop.js';
import {createRecords} from './records.js';
import {sentences} from './sentences.js';

/** @typedef {import('./look.js').Parts} Parts */
/** @typedef {import('./look.js').Source} Source */

/** Frames whose results can be exported: more than half an hour at five frames per second. */
const RECORDED = 10_000;

/**
 * Opens a camera and looks at its frames until the signal aborts it.
 * @param {Parts} parts
 * @param {(error: unknown) => void} onFail Called when the camera, or the detector, gives up later.
 * @param {AbortSignal} signal
 * @returns {Promise<Source & {id: string, mirrored: boolean}>} With what `openCamera` says of the camera.
 */
export async function runCamera(parts, onFail, signal) {
  const {video, presenter, ui, getCamera} = parts;
  ui.wait(sentences.opening());
  const onEnd = () => {
    if (!signal.aborted) onFail(new Failure('camera-lost'));
  };
  let muted = false;
  /** @param {boolean} now Faces of a picture that stands still by itself are not those in front of the camera. */
  const onMute = (now) => {
    muted = now;
    if (muted && !signal.aborted) presenter.showResult([]);
  };
  const camera = await openCamera(video, getCamera(), {onEnd, onMute}, signal);
  if (signal.aborted) camera.stop();
  signal.throwIfAborted();
  signal.addEventListener('abort', camera.stop);
  video.addEventListener('resize', () => presenter.beginVideo(camera.mirrored), {signal});
  document.addEventListener('visibilitychange', () => document.hidden || video.play().catch(() => {}), {signal});

  presenter.beginVideo(camera.mirrored);
  ui.setState('running');
  const started = performance.now();
  const getTime = () => (performance.now() - started) / 1000;
  const source = follow(parts, {name: 'camera', getTime, isMuted: () => muted}, onFail, signal);
  return {...source, id: camera.id, mirrored: camera.mirrored};
}

/**
 * Opens a film, plays it, and looks at its frames until the signal aborts it; while it is paused, at the one it shows.
 * @param {Parts} parts
 * @param {File} file
 * @param {(error: unknown) => void} onFail
 * @param {AbortSignal} signal
 * @returns {Promise<Source>}
 */
export async function runFilm(parts, file, onFail, signal) {
  const {video, presenter, ui, transport} = parts;
  ui.wait(sentences.looking());
  await openFilm(video, file, signal);
  presenter.beginVideo(null);
  transport.show(signal);
  const getTime = () => video.currentTime;
  const source = follow(parts, {name: file.name, getTime, isMuted: () => false}, onFail, signal);
  const showState = () => video.error || ui.setState(video.paused ? 'paused' : 'running');
  video.addEventListener('play', showState, {signal});
  video.addEventListener('pause', showState, {signal});
  video.addEventListener('resize', () => presenter.beginVideo(null), {signal});
  const onBreak = () => {
    ui.showRate(0);
    onFail(new Failure('film-broken', video.error));
  };
  video.addEventListener('error', onBreak, {signal});
  showState();
  return source;
}

/**
 * @param {Parts} parts
 * @param {{name: string, getTime: () => number, isMuted: () => boolean}} of The time is in seconds.
 * @param {(error: unknown) => void} onFail
 * @param {AbortSignal} signal
 * @returns {Source}
 */
function follow(parts, {name, getTime, isMuted}, onFail, signal) {
  const {video, presenter, ui, figures, getDetector, getThresholds} = parts;
  const records = createRecords(RECORDED);
  const meter = createRateMeter();
  figures.reset();

  const again = startLoop(
    video,
    async () => {
      if (!hasPicture(video)) return;
      const time = getTime();
      let rate = 0;
      const countRate = () => (rate = video.paused ? 0 : meter(performance.now()));
      /** @type {Parameters<typeof look>[2]} */
      const show = ({detections, image}, start) => {
        if (isMuted()) return;
        records.add({source: name, time, image, detections});
        if (video.paused) presenter.showResult(detections);
        else presenter.showFrame(detections, start);
      };
      try {
        await look(parts, {capture: grabFrame(video), countRate}, show, signal);
        if (!signal.aborted) ui.showRate(rate);
      } catch (error) {
        if (!signal.aborted) onFail(error);
      }
    },
    signal,
  );
  video.addEventListener('pause', again, {signal});
  // The frame of a film at rest can come before it may be read.
  video.addEventListener('seeked', again, {signal});
  signal.addEventListener('abort', () => ui.showRate(0));
  if (video.paused) again();

  return {
    listEntries: records.list,
    async reconsider() {
      if (!video.paused) return;
      const detections = await getDetector().reconsider(getThresholds());
      if (detections && !signal.aborted && video.paused) presenter.showResult(detections);
    },
  };
}

