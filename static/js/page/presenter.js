/** The picture on the stage with its results: boxes over it, counts and faces beside it. */

import {drawOverlay, drawSnapshot, drawStill} from './draw.js';
import {createTracker} from './tracker.js';

/** @typedef {import('../client/messages.js').Detection} Detection */
/** @typedef {{width: number, height: number}} Size In pixels. */

/** Motion by less than half a pixel is invisible. */
const toHalves = (/** @type {number} */ edge) => Math.round(2 * edge);

/**
 * The list of faces holds the network's unchanged results for the last frame. Boxes and counts of a moving picture come
 * from the tracker, so that they are smooth; those of a still picture come from the network.
 *
 * @param {object} parts
 * @param {HTMLVideoElement} parts.video
 * @param {HTMLCanvasElement} parts.still
 * @param {HTMLCanvasElement} parts.overlay
 * @param {ReturnType<typeof import('./ui/stage.js').createStage>} parts.stage
 * @param {ReturnType<typeof import('./counter.js').createCounter>} parts.counter
 * @param {ReturnType<typeof import('./ui/results.js').createResults>} parts.results
 * @param {(counts: import('./counter.js').Counts) => void} parts.onCounts
 */
export function createPresenter({video, still, overlay, stage, counter, results, onCounts}) {
  /** @type {{picture: HTMLVideoElement | HTMLCanvasElement, size: Size, mirrored: boolean | null} | null} */
  let scene = null;
  /** @type {(now: number) => Detection[]} */
  let facesAt = () => [];
  let tracker = createTracker();
  let animation = 0;
  let drawn = '';
  /** @type {{mirror?: boolean, labels: boolean, hide?: string}} */
  let wishes = {labels: true};
  /** @type {Detection[]} What the network said last. */
  let latest = [];
  const manner = {mirrored: false, labels: true};

  new ResizeObserver(draw).observe(overlay);

  function draw() {
    drawn = '';
    animate();
  }

  /** Redraws while faces are tracked, if the drawing would change. */
  function animate() {
    cancelAnimationFrame(animation);
    const faces = facesAt(performance.now());
    const visible = faces.map(({label, score, box}) => [label, score.toFixed(2), box.map(toHalves)]).join();
    if (visible !== drawn || !visible) drawOverlay(overlay, faces, scene?.size ?? {width: 1, height: 1}, manner);
    drawn = visible;
    if (facesAt === tracker.tracksAt && faces.length) animation = requestAnimationFrame(animate);
  }

  /** @type {(detections: Detection[], counted: Detection[]) => void} */
  function report(detections, counted) {
    latest = detections;
    const counts = counter.count(counted);
    results.show(detections, counts);
    onCounts(counts);
  }

  function applyWishes() {
    manner.mirrored = scene?.mirrored != null && (wishes.mirror ?? scene.mirrored);
    manner.labels = wishes.labels;
    stage.mirror(manner.mirrored);
    draw();
  }

  /** @param {NonNullable<typeof scene>} next */
  function begin(next) {
    scene = next;
    tracker = createTracker();
    facesAt = () => [];
    stage.show(next.picture === video ? 'video' : 'still', next.size);
    applyWishes();
    forget();
  }

  /** Clears the previous results. */
  function forget() {
    latest = [];
    const counts = counter.count([]);
    results.clear(counts);
    onCounts(counts);
  }

  function clear() {
    scene = null;
    facesAt = () => [];
    applyWishes();
    forget();
    stage.clear();
  }

  return {
    /**
     * Shows the video element's picture in its current size.
     * @param {boolean | null} mirrored Whether a camera's picture is mirrored by default; null for a picture that never
     *   is.
     */
    beginVideo(mirrored) {
      begin({picture: video, size: {width: video.videoWidth, height: video.videoHeight}, mirrored});
    },

    /** @type {(picture: ImageBitmap, mirrored: boolean | null) => void} */
    beginStill(picture, mirrored) {
      drawStill(still, picture);
      begin({picture: still, size: {width: picture.width, height: picture.height}, mirrored});
    },

    clear,

    /** Hides a video that no longer plays. */
    leaveVideo() {
      if (scene?.picture === video) clear();
    },

    /**
     * @param {Detection[]} detections In a frame of a camera or film.
     * @param {number} time At which the frame was taken, in milliseconds.
     * @returns The tracked faces.
     */
    showFrame(detections, time) {
      tracker.update(detections, time);
      facesAt = tracker.tracksAt;
      animate();
      const tracks = tracker.tracksAt(time);
      report(detections, tracks);
      return tracks;
    },

    /** @param {Detection[]} detections In a still picture. */
    showResult(detections) {
      tracker = createTracker();
      facesAt = () => detections;
      draw();
      report(detections, detections);
    },

    /** @param {typeof wishes} wanted `mirror` is absent for the camera's default; for `hide` see `Values`. */
    setManner(wanted) {
      wishes = wanted;
      applyWishes();
    },

    /** @returns {HTMLCanvasElement | null} The current picture with its drawing; null if there is none. */
    snap() {
      if (!scene) return null;
      const {picture, size} = scene;
      const drawn = picture === video ? size : {width: still.width, height: still.height};
      const faces = facesAt(performance.now());
      const isHidden = (/** @type {Detection} */ {label}) => wishes.hide === 'all' || label === wishes.hide;
      const hidden = [...faces, ...latest].filter(isHidden);
      return drawSnapshot(picture, drawn, faces, size, manner, hidden);
    },
  };
}
