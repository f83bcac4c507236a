/** Moving pictures: the camera and films. */

import {Failure} from '../client/failure.js';
import {grabFrame, hasPicture} from '../client/frame.js';
import {analysePicture} from './analyse.js';
import {openCamera} from './camera.js';
import {keepEntries} from './entries.js';
import {openFilm} from './film.js';
import {t} from './i18n.js';
import {createRateMeter, startLoop} from './loop.js';

/** @typedef {import('./parts.js').Parts} Parts */
/** @typedef {import('./parts.js').Source} Source */
/** @typedef {Parameters<typeof analysePicture>[0] & Pick<Parts, 'video' | 'presenter' | 'stage'>} VideoParts */

/** Frames whose results can be exported: more than half an hour at five frames per second. */
const MAX_ENTRIES = 10_000;

/**
 * Opens a camera and analyses its frames until the signal aborts it.
 * @param {VideoParts & Pick<Parts, 'state' | 'getCamera' | 'reception'>} parts
 * @param {(error: unknown) => void} onFail Called when the camera or the network fails later.
 * @param {AbortSignal} signal
 * @returns {Promise<Source & {id: string, mirrored: boolean}>} With the camera's properties from `openCamera`.
 */
export async function runCamera(parts, onFail, signal) {
  const {video, presenter, reception, stage, state, getCamera} = parts;
  stage.wait(t('opening'));
  const onEnd = () => {
    if (!signal.aborted) onFail(new Failure('camera-lost'));
  };
  let muted = false;
  /** @param {boolean} now Whether the camera is muted. Its picture then stands still, and faces in it do not count. */
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
  state.set('running');
  const started = performance.now();
  const getTime = () => (performance.now() - started) / 1000;
  signal.addEventListener('abort', reception.leave);
  const source = follow(parts, {name: 'camera', getTime, isMuted: () => muted, onTracks: reception.see}, onFail, signal);
  return {...source, id: camera.id, mirrored: camera.mirrored};
}

/**
 * Opens a film, plays it, and analyses its frames until the signal aborts it; when paused, the current frame.
 * @param {VideoParts & Pick<Parts, 'state' | 'filmBar'>} parts
 * @param {File} file
 * @param {(error: unknown) => void} onFail
 * @param {AbortSignal} signal
 * @returns {Promise<Source>}
 */
export async function runFilm(parts, file, onFail, signal) {
  const {video, presenter, stage, state, filmBar} = parts;
  stage.wait(t('looking'));
  await openFilm(video, file, signal);
  presenter.beginVideo(null);
  filmBar.show(signal);
  const getTime = () => video.currentTime;
  const source = follow(parts, {name: file.name, getTime, isMuted: () => false}, onFail, signal);
  const showState = () => video.error || state.set(video.paused ? 'paused' : 'running');
  video.addEventListener('play', showState, {signal});
  video.addEventListener('pause', showState, {signal});
  video.addEventListener('resize', () => presenter.beginVideo(null), {signal});
  const onBreak = () => {
    stage.showRate(0);
    onFail(new Failure('film-broken', video.error));
  };
  video.addEventListener('error', onBreak, {signal});
  showState();
  return source;
}

/**
 * @param {VideoParts} parts
 * @param {object} of
 * @param {string} of.name
 * @param {() => number} of.getTime In seconds.
 * @param {() => boolean} of.isMuted
 * @param {(tracks: import('./tracker.js').Track[], now: number) => void} [of.onTracks]
 * @param {(error: unknown) => void} onFail
 * @param {AbortSignal} signal
 * @returns {Source}
 */
function follow(parts, {name, getTime, isMuted, onTracks}, onFail, signal) {
  const {video, presenter, stage, timings, client, getThresholds} = parts;
  const entries = keepEntries(MAX_ENTRIES);
  const meter = createRateMeter();
  timings.reset();

  const again = startLoop(
    video,
    async () => {
      if (!hasPicture(video)) return;
      const time = getTime();
      let rate = 0;
      const countRate = () => (rate = video.paused ? 0 : meter(performance.now()));
      /** @type {Parameters<typeof analysePicture>[2]} */
      const show = ({detections, image}, start) => {
        if (isMuted()) return;
        entries.add({source: name, time, image, detections});
        if (video.paused) presenter.showResult(detections);
        else {
          const tracks = presenter.showFrame(detections, start);
          onTracks?.(tracks, start);
        }
      };
      try {
        await analysePicture(parts, {capture: grabFrame(video), countRate}, show, signal);
        if (!signal.aborted) stage.showRate(rate);
      } catch (error) {
        if (!signal.aborted) onFail(error);
      }
    },
    signal,
  );
  video.addEventListener('pause', again, {signal});
  // The frame of a paused film can arrive before it may be read.
  video.addEventListener('seeked', again, {signal});
  signal.addEventListener('abort', () => stage.showRate(0));
  if (video.paused) again();

  return {
    listEntries: entries.list,
    async reconsider() {
      if (!video.paused) return;
      const detections = await client.reconsider(getThresholds());
      if (detections && !signal.aborted && video.paused) presenter.showResult(detections);
    },
  };
}

