/** Cross-origin isolation of the page, which browsers require for threads of WebAssembly. */

/**
 * Adds the two headers for isolation to a response if the host did not send them.
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
