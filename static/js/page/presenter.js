/** The picture on the stage and what is said of it: boxes over it, counts and faces beside it. */

import {drawOverlay, drawSnapshot, drawStill} from './draw.js';
import {createTracker} from './tracker.js';

/** @typedef {import('../client/messages.js').Detection} Detection */
/** @typedef {{width: number, height: number}} Size In pixels. */

/** A motion by less than half a pixel is not seen. */
const toHalves = (/** @type {number} */ edge) => Math.round(2 * edge);

/**
 * The list of faces holds what the network said of the last frame, unchanged. Boxes and counts of a moving picture
 * are those of the tracker, so that they can be followed by eye; of a picture at rest they are the network's.
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

  /** Draws again as long as faces are followed, where that would change what is seen. */
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

  /** Says nothing of what was seen before. */
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
     * Shows what the video element plays, from now on in its present size.
     * @param {boolean | null} mirrored How a camera's picture is shown unless the visitor wishes otherwise; null for
     *   one that is never mirrored.
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

    /** Shows nothing where a video was: it plays no longer. */
    leaveVideo() {
      if (scene?.picture === video) clear();
    },

    /**
     * @param {Detection[]} detections In a frame of a moving picture.
     * @param {number} time At which the frame was taken, in milliseconds.
     * @returns The faces that are followed.
     */
    showFrame(detections, time) {
      tracker.update(detections, time);
      facesAt = tracker.tracksAt;
      animate();
      const tracks = tracker.tracksAt(time);
      report(detections, tracks);
      return tracks;
    },

    /** @param {Detection[]} detections In a picture at rest. */
    showResult(detections) {
      tracker = createTracker();
      facesAt = () => detections;
      draw();
      report(detections, detections);
    },

    /** @param {typeof wishes} wanted `mirror` is absent for what suits the camera; `hide` as `Values` has it. */
    setManner(wanted) {
      wishes = wanted;
      applyWishes();
    },

    /** @returns {HTMLCanvasElement | null} What is seen now; null while that is nothing. */
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
