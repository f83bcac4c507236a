/** Analyses one picture and times each step. */

/** @typedef {import('../client/messages.js').Result} Result */

/**
 * @param {Pick<import('./parts.js').Parts, 'client' | 'getThresholds' | 'timings'>} parts
 * @param {object} picture
 * @param {Promise<import('../client/messages.js').Frame>} picture.capture
 * @param {string} [picture.key] For `Client.reconsider`.
 * @param {() => number} [picture.countRate] Pictures per second, for moving pictures.
 * @param {(result: Result, start: number) => void} show Called with the time at which the capture began.
 * @param {AbortSignal} signal After which nothing is shown.
 */
export async function analysePicture({client, getThresholds, timings}, {capture, key, countRate}, show, signal) {
  const start = performance.now();
  const frame = await capture;
  if (signal.aborted) return frame.close();
  const captured = performance.now();
  const result = await client.detect(frame, getThresholds(), key);
  if (signal.aborted) return;
  const received = performance.now();
  show(result, start);
  const {image, memory, timings: steps} = result;
  performance.measure('picture', {start, detail: {...steps, tensors: memory.tensors}});
  performance.clearMeasures('picture');
  timings.add({
    image,
    memory,
    rate: countRate?.() ?? 0,
    steps: {
      capture: captured - start + steps.pixels,
      preprocess: steps.preprocess,
      network: steps.network,
      decode: steps.postprocess,
      draw: performance.now() - received,
    },
  });
}
