/** Visits for another program of the host: our own server hands them on. */

/**
 * @param {string | undefined} url Of our server; absent where the host wants no visits.
 * @returns {(change: import('./reception.js').Change, visit: import('./reception.js').DatedVisit) => void} What does not arrive is given up: the
 *   record has it.
 */
export function createWebhook(url) {
  return (change, {id, begin, end, label, labels, score}) => {
    if (!url) return;
    const [from, to] = [begin, end].map((time) => new Date(time).toISOString());
    const body = JSON.stringify({change, id, begin: from, end: to, label, labels, score});
    fetch(url, {method: 'POST', headers: {'Content-Type': 'application/json'}, body, keepalive: true})
      .then(({ok, status}) => ok || console.warn(`visit ${id} was not taken: ${status}`))
      .catch(console.warn);
  };
}
