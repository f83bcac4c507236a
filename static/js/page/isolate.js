/**
 * On a host that sends no headers: a service worker isolates the page before anything else, and for that the page loads
 * a second time. `isolation` is what the page's script waits for: it does not come to an end where that happens.
 */

/** After which a visitor is not kept waiting for a service worker. */
const PATIENCE_MS = 10_000;

const {dataset: {serviceWorker: isolator = ''}} = /** @type {HTMLScriptElement} */ (document.currentScript);
const tab = /** @type {{isolation?: Promise<void>}} */ (/** @type {unknown} */ (self));
const container = navigator.serviceWorker;
const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));

if (!crossOriginIsolated && container && !container.controller && visit.type !== 'reload') {
  tab.isolation = new Promise((resolve) => {
    let late = false;
    setTimeout(() => resolve(void (late = true)), PATIENCE_MS);
    container.register(isolator).then(() => container.ready).then(() => late || location.reload(), () => resolve());
  });
}
