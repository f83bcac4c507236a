/** The page for when there is no network. */

/** How long the page's first steps have the connection for themselves. */
const DELAY_MS = 3000;

/**
 * Soon lets the browser keep the page's files, by the script at /service-worker.js. A browser that does not want to
 * is no worse off while there is a network.
 */
export function keepForOffline() {
  setTimeout(() => navigator.serviceWorker?.register('/service-worker.js').catch(console.warn), DELAY_MS);
}
