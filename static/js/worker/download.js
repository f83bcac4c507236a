/** Files of the model, with progress. */

import {Failure} from '../client/failure.js';

/** Bytes of one stored number, by the type's name in a model's manifest. */
const BYTES = /** @type {Record<string, number>} */ ({float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1, bool: 1});

/**
 * Lists the files of a model's weights and their total size in bytes.
 * @param {import('./model.js').ModelFiles['json']} json
 * @returns {{paths: string[], size: number}} Paths are relative to `model.json`.
 */
export function listWeights({weightsManifest}) {
  const specs = weightsManifest.flatMap(({weights}) => weights);
  const sizes = specs.map(({shape, dtype, quantization}) => {
    return shape.reduce((product, length) => product * length, BYTES[quantization?.dtype ?? dtype]);
  });
  return {
    paths: weightsManifest.flatMap(({paths}) => paths),
    size: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/**
 * @param {string} url
 * @returns {Promise<any>} The content of a JSON file.
 * @throws {Failure} The file cannot be fetched, or it is not JSON.
 */
export async function downloadJson(url) {
  const response = await request(url);
  return response.json().catch((error) => {
    throw new Failure('model-unreachable', error);
  });
}

/**
 * Downloads files one after the other into one buffer.
 * @param {string[]} urls
 * @param {number} size Total size in bytes.
 * @param {(loaded: number) => void} onProgress Called with the number of bytes so far.
 * @returns {Promise<ArrayBuffer>}
 * @throws {Failure} A file cannot be fetched, or the total size is wrong.
 */
export async function downloadBytes(urls, size, onProgress) {
  const bytes = new Uint8Array(size);
  let loaded = 0;
  for (const url of urls) {
    const {body} = await request(url);
    if (!body) throw new Failure('model-unreachable', new Error(`${url}: empty`));
    const reader = body.getReader();
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        if (loaded + part.value.length > size) throw new Error(`${url}: expected ${size} bytes, got more`);
        bytes.set(part.value, loaded);
        loaded += part.value.length;
        onProgress(loaded);
      }
    } catch (error) {
      throw new Failure('model-unreachable', error);
    }
  }
  if (loaded !== size) throw new Failure('model-unreachable', new Error(`expected ${size} bytes, got ${loaded}`));
  return bytes.buffer;
}

/** @type {Map<string, Promise<Response>>} Responses that were requested before they are needed. */
const early = new Map();

/** @param {string[]} urls Of files that will be needed once. */
export function fetchEarly(urls) {
  for (const url of urls) {
    const response = request(url);
    response.catch(() => {}); // The error is reported where the response is awaited.
    early.set(url, response);
  }
}

/** @type {(url: string) => Promise<Response>} */
async function request(url) {
  const known = early.get(url);
  if (early.delete(url)) return /** @type {Promise<Response>} */ (known);
  let response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new Failure('model-unreachable', error);
  }
  if (!response.ok) throw new Failure('model-unreachable', new Error(`${url}: HTTP ${response.status}`));
  return response;
}
