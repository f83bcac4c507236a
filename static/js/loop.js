/** The rhythm of a playing video: one step at a time, each on the newest frame. */

/**
 * Calls `step` for frames of a video: never twice at once, and as soon as both a new frame is there and
 * the last step is done. Frames that come while a step runs are skipped.
 * @param {HTMLVideoElement} video
 * @param {() => Promise<void>} step Handles its own errors.
 * @returns {() => void} Ends the loop.
 */
export function startLoop(video, step) {
  let ended = false;
  let busy = false;
  let fresh = false;

  const onFrame = () => {
    if (ended) return;
    fresh = true;
    awaitFrame(video, onFrame);
    run();
  };

  const run = async () => {
    while (fresh && !busy && !ended) {
      fresh = false;
      busy = true;
      await step();
      busy = false;
    }
  };

  awaitFrame(video, onFrame);
  return () => {
    ended = true;
  };
}

/** @type {(video: HTMLVideoElement, callback: () => void) => void} */
function awaitFrame(video, callback) {
  if ('requestVideoFrameCallback' in video) {
    video.requestVideoFrameCallback(callback);
    return;
  }
  const player = /** @type {HTMLVideoElement} */ (video);
  const before = player.currentTime;
  const look = () => (player.currentTime === before ? requestAnimationFrame(look) : callback());
  requestAnimationFrame(look);
}
