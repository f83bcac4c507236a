/** Reports to the page that this thread still runs, during a step that can block it for good. */

const BEAT_MS = 1000;

/**
 * @template T
 * @param {() => Promise<T>} work
 * @param {(more: boolean) => void} onBeat Called at once and each second; with false at the end.
 * @returns {Promise<T>}
 */
export async function withHeartbeat(work, onBeat) {
  onBeat(true);
  const timer = setInterval(onBeat, BEAT_MS, true);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    onBeat(false);
  }
}
