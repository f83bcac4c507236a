/** A picture file that the visitor chose or dropped. */

import {Failure} from './failure.js';

/** First characters of the files that the server reads too: JPEG, PNG, WebP, GIF, BMP. */
const SIGNATURES = ['\xff\xd8\xff', '\x89PNG', 'RIFF', 'GIF8', 'BM'];

/**
 * Decodes a picture, upright, its colours taken as they are stored.
 * @param {Blob} file
 * @returns {Promise<ImageBitmap>}
 * @throws {Failure} The file is damaged, or no picture that this browser can read.
 */
export async function readPhoto(file) {
  try {
    return await createImageBitmap(file, {colorSpaceConversion: 'none'});
  } catch (error) {
    const bytes = await file.slice(0, 4).arrayBuffer().catch(() => new ArrayBuffer(0)); // A folder has none.
    const start = String.fromCharCode(...new Uint8Array(bytes));
    const known = SIGNATURES.some((signature) => start.startsWith(signature));
    throw new Failure(known ? 'photo-broken' : 'photo-unsupported', error);
  }
}

/**
 * @param {string} url Of a sample picture.
 * @returns {Promise<File>}
 * @throws {Failure} It cannot be had.
 */
export async function fetchPhoto(url) {
  const response = await fetch(url).catch((error) => {
    throw new Failure('sample-unreachable', error);
  });
  if (!response.ok) throw new Failure('sample-unreachable', new Error(`${url}: HTTP ${response.status}`));
  const name = new URL(url, location.href).pathname.split('/').pop() ?? '';
  return new File([await response.blob()], name, {type: response.headers.get('Content-Type') ?? ''});
}
