/** What isolates a page from other origins, without which browsers give WebAssembly no threads. */

/**
 * Gives an answer the two headers that do so, where the host did not send them.
 * @param {Response} response
 * @returns {Response}
 */
export function isolate(response) {
  if (!response.ok || response.headers.has('Cross-Origin-Embedder-Policy')) return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  return new Response(response.body, {status: response.status, headers});
}
