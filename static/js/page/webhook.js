/** Sends visits to our own server, which passes them to another program of the host. */

/**
 * @param {string | undefined} url Of our server; absent if the host has no webhook.
 * @returns {(change: import('./reception.js').Change, visit: import('./reception.js').DatedVisit) => void} Failed
 *   requests are not repeated, because the record keeps the visits.
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
