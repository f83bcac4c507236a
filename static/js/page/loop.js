/** The loop over a playing video: one step at a time, each on the newest frame. */

/**
 * Calls `step` for frames of a video, one call at a time, as soon as the last step is done and there is a new frame.
 * Frames during a step are skipped.
 * @param {HTMLVideoElement} video
 * @param {() => Promise<void>} step Handles its own errors.
 * @param {AbortSignal} signal Ends the loop.
 * @returns {() => void} Requests one more step, on the current frame.
 */
export function startLoop(video, step, signal) {
  let busy = false;
  let fresh = false;

  const onFrame = () => {
    if (signal.aborted) return;
    awaitFrame(video, onFrame);
    run();
  };

  const run = async () => {
    fresh = true;
    while (fresh && !busy && !signal.aborted) {
      fresh = false;
      busy = true;
      await step();
      busy = false;
    }
  };

  awaitFrame(video, onFrame);
  return run;
}

/** @type {(video: HTMLVideoElement, callback: () => void) => void} */
function awaitFrame(video, callback) {
  if ('requestVideoFrameCallback' in video) {
    video.requestVideoFrameCallback(callback);
    return;
  }
  const player = /** @type {HTMLVideoElement} */ (video);
  const before = player.currentTime;
  const poll = () => (player.currentTime === before ? requestAnimationFrame(poll) : callback());
  requestAnimationFrame(poll);
}

/**
 * Makes a meter that smooths over about ten steps.
 * @returns {(now: number) => number} To be called at each step with the time in milliseconds; returns steps per second,
 *   0 at the first step.
 */
export function createRateMeter() {
  let before = 0;
  let interval = 0;
  return (now) => {
    if (before) interval = interval ? 0.9 * interval + 0.1 * (now - before) : now - before;
    before = now;
    return interval && 1000 / interval;
  };
}
