/** Offline use of the page. */

/** How long the connection is reserved for the page's first steps. */
const DELAY_MS = 3000;

/**
 * Makes the browser cache the page's files after a delay. If it refuses, the page still works with a network.
 * @param {string} script Address of the service worker.
 */
export function keepForOffline(script) {
  setTimeout(() => navigator.serviceWorker?.register(script).catch(console.warn), DELAY_MS);
}
