/** The activity on the stage: one at a time; each replaces the previous one. */

import {copyFrame, hasPicture} from '../client/frame.js';
import {readPhoto} from '../client/photo.js';
import {openAlbum} from './album.js';
import {awaitCamera, listCameras} from './camera.js';
import {isFilm, readFirstFrame} from './film.js';
import {runCamera} from './video.js';

/** @typedef {import('./parts.js').Source} Source */

/**
 * An activity that runs until its signal is aborted.
 * @typedef {(signal: AbortSignal) => Promise<void>} Action
 */

/**
 * @param {import('./parts.js').Parts} parts
 * @param {object} listeners
 * @param {(error: unknown) => void} listeners.onFail
 * @param {(cameras: {id: string, name: string}[], id: string) => void} listeners.onCameras Called with the cameras of
 *   the device and the current one, when one starts and when they change.
 */
export function createPlayer(parts, {onFail, onCameras}) {
  const {video, presenter, buttons, state} = parts;
  let job = new AbortController();
  /** @type {Source | null} */
  let source = null;
  /** @type {(Source & {id: string, mirrored: boolean}) | null} The last one that was started. */
  let camera = null;
  /** @type {AbortSignal | null} Of the job that opened it, or that is about to. */
  let filming = null;
  /** @type {Action | null} What brought the picture to the stage. */
  let shown = null;
  /** @type {(index: number) => Promise<void>} */
  let select = async () => {};

  /** @param {Action} action */
  async function begin(action) {
    job.abort();
    const {signal} = (job = new AbortController());
    source = null;
    buttons.enableSaving(false);
    presenter.leaveVideo();
    try {
      await action(signal);
    } catch (error) {
      if (!signal.aborted) onFail(error);
    }
  }

  /** @param {Source} opened */
  function setSource(opened) {
    source = opened;
    buttons.enableSaving(true);
  }

  /** @type {Action} */
  async function showCamera(signal) {
    shown = showCamera;
    filming = signal;
    const opened = await runCamera(parts, onFail, signal);
    camera = opened;
    setSource(opened);
    buttons.showCamera(true);
    signal.addEventListener('abort', () => buttons.showCamera(false));
    const offerCameras = async () => onCameras(await listCameras(), opened.id);
    navigator.mediaDevices.addEventListener('devicechange', offerCameras, {signal});
    await offerCameras();
  }

  /** @type {(items: import('./album.js').Item[], signal: AbortSignal) => Promise<void>} */
  async function showAlbum(items, signal) {
    shown = (next) => showAlbum(items, next);
    const album = openAlbum(parts, items, onFail, signal);
    setSource(album);
    select = album.select;
    await album.done;
  }

  return {
    begin,
    startCamera: () => begin(showCamera),

    /** Turns the camera off and keeps its last picture, if it has one. */
    stopCamera() {
      if (!hasPicture(video)) return begin(async () => state.set('ready'));
      const picture = copyFrame(video);
      const mirrored = camera?.mirrored ?? null;
      presenter.beginStill(picture, mirrored);
      begin((signal) => showAlbum([{name: 'camera', read: () => createImageBitmap(picture), mirrored}], signal));
    },

    /** Switches to another camera if one is running or opening. */
    changeCamera() {
      if (filming === job.signal) begin(showCamera);
    },

    /**
     * Starts the camera as soon as it is available.
     * @param {AbortSignal} signal Ends the waiting.
     */
    awaitCamera(signal) {
      awaitCamera(camera?.id ?? null, () => begin(showCamera), signal);
    },

    /** @param {() => Promise<File[]>} getFiles Photos and films. */
    startFiles(getFiles) {
      return begin(async (signal) => {
        const files = await getFiles();
        signal.throwIfAborted();
        await showAlbum(await Promise.all(files.map(makeItem)), signal);
      });
    },

    /** Repeats the activity on the stage, for another model. */
    repeat() {
      if (shown) begin(shown);
    },

    /** @param {number} index Of the file that comes to the stage. */
    select: (index) => select(index).catch(onFail),

    reconsider() {
      const {signal} = job;
      source?.reconsider().catch((error) => signal.aborted || onFail(error));
    },

    /** @returns {import('./entries.js').Entry[]} The results for the stage. */
    listEntries: () => source?.listEntries() ?? [],
  };
}

/** @type {(file: File) => Promise<import('./album.js').Item>} */
async function makeItem(file) {
  return (await isFilm(file))
    ? {name: file.name, read: () => readFirstFrame(file), film: file}
    : {name: file.name, read: () => readPhoto(file)};
}
