/** A video file that the visitor chose or dropped. */

import {Failure} from '../client/failure.js';
import {copyFrame} from '../client/frame.js';
import {readStart, SIGNATURE_BYTES, toSignature} from '../client/header.js';

/** Films of which a system may not know the type. */
const SUFFIX = /\.(mp4|m4v|mov|qt|avi|mkv|webm|mpe?g|ogv|wmv|y4m|m2?ts|ts|mod|tod|vob|3gp|3g2|flv|mjpe?g|mxf)$/i;

/** First bytes of MP4, QuickTime, WebM, Matroska, AVI and Ogg files. AVIF and HEIC pictures begin like MP4. */
const SIGNATURE = /^(?:[^]{4}ftyp(?!avi[fs]|hei[cmsx]|hev[cmsx]|mif1|msf1)|\x1aE\xdf\xa3|RIFF[^]{4}AVI |OggS)/;

/**
 * Opens a film and plays it; returns as soon as there is a frame.
 * @param {HTMLVideoElement} video
 * @param {Blob} file
 * @param {AbortSignal} signal Closes the film.
 * @throws {Failure} The browser cannot read it.
 */
export async function openFilm(video, file, signal) {
  // Chromium would log an error.
  if (!file.size) throw new Failure('film-unreadable', new Error('the file is empty'));
  const url = URL.createObjectURL(file);
  signal.addEventListener('abort', () => {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  });
  const opened = new Promise((resolve, reject) => {
    video.addEventListener('loadeddata', resolve, {once: true, signal});
    video.addEventListener('error', () => reject(new Failure('film-unreadable', video.error)), {once: true, signal});
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  video.src = url;
  // Some phones load no frame before the film plays.
  video.play().catch(() => {});
  await opened;
  if (!video.videoWidth) throw new Failure('film-unreadable', new Error('the file has sound, but no picture'));
}

/**
 * A picture from the beginning of a film.
 * @param {Blob} file
 * @returns {Promise<ImageBitmap>}
 * @throws {Failure} The browser cannot read it.
 */
export async function readFirstFrame(file) {
  const video = Object.assign(document.createElement('video'), {muted: true, playsInline: true});
  const opened = new AbortController();
  try {
    await openFilm(video, file, opened.signal);
    return copyFrame(video);
  } finally {
    opened.abort();
  }
}

/**
 * Decides by the browser's type, else by the name, else by the first bytes.
 * @type {(file: File) => Promise<boolean>}
 */
export async function isFilm(file) {
  if (file.type.startsWith('video/')) return true;
  if (file.type.startsWith('image/')) return false;
  if (SUFFIX.test(file.name)) return true;
  return SIGNATURE.test(toSignature(await readStart(file, SIGNATURE_BYTES)));
}
