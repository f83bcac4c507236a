/** What the page remembers from visit to visit, in this browser only. */

const PREFIX = 'face-mask-detection.';

/**
 * @param {string} name
 * @returns {string | null} Null where nothing was remembered or the browser keeps nothing.
 */
export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A browser that keeps nothing is a choice, not a failure.
  }
}
