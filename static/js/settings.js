/** What the page remembers from visit to visit, in this browser only. */

/** @typedef {import('./messages.js').BackendName} BackendName */

const BACKEND = 'face-mask-detection.backend';

/**
 * @returns {BackendName | null} The backend that won here last time; null where that was another version of
 *   the browser, or the browser keeps nothing.
 */
export function recallBackend() {
  try {
    const [agent, backend] = JSON.parse(localStorage.getItem(BACKEND) ?? '[]');
    return agent === navigator.userAgent ? backend : null;
  } catch {
    return null;
  }
}

/** @param {BackendName} backend */
export function rememberBackend(backend) {
  try {
    localStorage.setItem(BACKEND, JSON.stringify([navigator.userAgent, backend]));
  } catch {
    // A browser that keeps nothing is a choice, not a failure.
  }
}
