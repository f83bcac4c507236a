/** A picture file that the visitor chose or dropped. */

import {Failure} from './failure.js';
import {readHeader, readStart} from './header.js';

const HEADER_BYTES = 2 ** 20;

/** The same limit as on the server. Most browsers decode larger pictures; if one fails, this is the reason. */
const MAX_PIXELS = 50_000_000;

/**
 * Decodes a picture, upright and without colour conversion.
 * @param {Blob} file
 * @returns {Promise<ImageBitmap>}
 * @throws {Failure} The file is damaged, too large, or not a picture that this browser can read.
 */
export async function readPhoto(file) {
  try {
    return await createImageBitmap(file, {colorSpaceConversion: 'none'});
  } catch (error) {
    const header = readHeader(await readStart(file, HEADER_BYTES));
    if (header && header.pixels > MAX_PIXELS) throw new Failure('photo-too-large', error);
    throw new Failure(header?.isCommon ? 'photo-broken' : 'photo-unsupported', error);
  }
}

/**
 * @param {string} url Of a sample picture.
 * @param {string} [name] For the file.
 * @returns {Promise<File>}
 * @throws {Failure} It cannot be fetched.
 */
export async function fetchPhoto(url, name = 'sample') {
  const response = await fetch(url).catch((error) => {
    throw new Failure('sample-unreachable', error);
  });
  if (!response.ok) throw new Failure('sample-unreachable', new Error(`${url}: HTTP ${response.status}`));
  return new File([await response.blob()], name, {type: response.headers.get('Content-Type') ?? ''});
}
