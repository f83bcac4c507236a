/** One picture through the detector, with the time that each step took. */

/** @typedef {import('../client/client.js').Detector} Detector */
/** @typedef {import('../client/messages.js').Detection} Detection */
/** @typedef {import('../client/messages.js').PostprocessOptions} PostprocessOptions */
/** @typedef {import('../client/messages.js').Result} Result */
/** @typedef {import('../worker/pixels.js').Frame} Frame */

/**
 * What brings pictures to the stage works with these.
 * @typedef {object} Parts
 * @property {HTMLVideoElement} video
 * @property {() => Detector} getDetector
 * @property {() => PostprocessOptions} getThresholds
 * @property {() => string | undefined} getCamera Which one is wished for.
 * @property {ReturnType<typeof import('./presenter.js').createPresenter>} presenter
 * @property {ReturnType<typeof import('./ui/ui.js').createUi>} ui
 * @property {ReturnType<typeof import('./ui/figures.js').createFigures>} figures
 * @property {ReturnType<typeof import('./ui/readings.js').createReadings>} readings
 * @property {ReturnType<typeof import('./ui/gallery.js').createGallery>} gallery
 * @property {ReturnType<typeof import('./ui/film-bar.js').createTransport>} transport
 */

/**
 * What is on the stage, for whoever wants to save it or look at it with other thresholds.
 * @typedef {object} Source
 * @property {() => import('./records.js').Entry[]} listEntries
 * @property {() => Promise<void>} reconsider Shows what the thresholds of now leave.
 */

/**
 * @param {Parts} parts
 * @param {object} picture
 * @param {Promise<Frame>} picture.capture
 * @param {string} [picture.key] For `Detector.reconsider`.
 * @param {() => number} [picture.countRate] Pictures per second, where they move.
 * @param {(result: Result, start: number) => void} show Called with the time at which the capture began.
 * @param {AbortSignal} signal After which nothing is shown.
 */
export async function look({getDetector, getThresholds, figures}, {capture, key, countRate}, show, signal) {
  const start = performance.now();
  const frame = await capture;
  const captured = performance.now();
  const result = await getDetector().detect(frame, getThresholds(), key);
  if (signal.aborted) return;
  const received = performance.now();
  show(result, start);
  const {image, memory, timings} = result;
  performance.measure('picture', {start, detail: {...timings, tensors: memory.tensors}});
  performance.clearMeasures('picture');
  figures.add({
    image,
    memory,
    rate: countRate?.() ?? 0,
    steps: {
      capture: captured - start + timings.pixels,
      preprocess: timings.preprocess,
      network: timings.network,
      decode: timings.postprocess,
      draw: performance.now() - received,
    },
  });
}
