/**
 * On a host that sends no headers, a service worker first isolates the page, and the page then reloads. The page's
 * script waits for `isolation`, which never resolves if the page reloads.
 */

/** Longest time to wait for a service worker. */
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
