/** The page for when there is no network. */

/**
 * Lets the browser keep the page's files, by the script at /service-worker.js. A browser that does not want to
 * is no worse off while there is a network.
 */
export function keepForOffline() {
  navigator.serviceWorker?.register('/service-worker.js').catch(console.warn);
}
