/** The page for when there is no network. */

/** How long the page's first steps have the connection for themselves. */
const DELAY_MS = 3000;

/**
 * Soon lets the browser keep the page's files. A browser that does not want to is no worse off while there is a
 * network.
 * @param {string} script Address of the service worker.
 */
export function keepForOffline(script) {
  setTimeout(() => navigator.serviceWorker?.register(script).catch(console.warn), DELAY_MS);
}
