/** A video file that the visitor chose or dropped. */

import {Failure} from './failure.js';

/**
 * Opens a film and shows its first frame.
 * @param {HTMLVideoElement} video
 * @param {Blob} file
 * @param {AbortSignal} signal Closes the film.
 * @throws {Failure} The browser cannot read it.
 */
export async function openFilm(video, file, signal) {
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
  await opened;
  if (!video.videoWidth) throw new Failure('film-unreadable', new Error('the file has sound, but no picture'));
}

/** @type {(file: File) => boolean} */
export function isFilm(file) {
  return file.type.startsWith('video/');
}
