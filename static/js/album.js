/** Photos, one or many: each is looked at once; one of them is on the stage. */

import {Failure} from './failure.js';
import {look} from './look.js';
import {sentences} from './sentences.js';

/** @typedef {import('./look.js').Parts} Parts */
/** @typedef {import('./look.js').Source} Source */
/** @typedef {import('./messages.js').Result} Result */

/**
 * @typedef {object} Photo
 * @property {string} name
 * @property {() => Promise<ImageBitmap>} read May be called again.
 * @property {boolean | null} mirrored As `Presenter.beginStill` wants it.
 */

/**
 * Looks at photos in their order; the first readable one comes to the stage at once.
 * @param {Parts} parts
 * @param {Photo[]} photos At least one.
 * @param {AbortSignal} signal
 * @returns {Source & {done: Promise<void>, select: (index: number) => Promise<void>}} `done` is when all were looked
 *   at; it rejects with the failure of the last one if none could be read. `select` brings one to the stage.
 */
export function openAlbum(parts, photos, signal) {
  const {presenter, ui, figures, readings, gallery, getDetector, getThresholds} = parts;
  /** @type {(Result | undefined)[]} */
  const results = photos.map(() => undefined);
  let selected = 0;
  let round = 0;

  gallery.open(photos.map(({name}) => name));
  gallery.select(selected);
  signal.addEventListener('abort', () => {
    gallery.close();
    getDetector().forget();
  });
  ui.wait(sentences.looking());

  async function lookAtAll() {
    let failures = 0;
    for (const index of photos.keys()) {
      try {
        await lookAt(index);
      } catch (error) {
        if (signal.aborted) return;
        if (++failures === photos.length) throw error;
        const {code} = error instanceof Failure ? error : new Failure('internal', error);
        gallery.showFailure(index, sentences.failure(code).title);
        if (index === selected) gallery.select(++selected);
      }
      if (signal.aborted) return;
    }
  }

  /** @param {number} index */
  async function lookAt(index) {
    const picture = await photos[index].read();
    if (signal.aborted) return picture.close();
    gallery.showThumbnail(index, picture);
    if (index === selected) presenter.beginStill(picture, photos[index].mirrored);
    figures.reset();
    /** @type {Parameters<typeof look>[2]} */
    const show = (result) => {
      results[index] = result;
      showResult(index);
    };
    await look(parts, {capture: Promise.resolve(picture), key: String(index)}, show, signal);
  }

  /**
   * @param {number} index
   * @returns {Promise<Result['detections']>} Of a photo that the detector has forgotten.
   */
  async function detectAgain(index) {
    const picture = await photos[index].read();
    return (await getDetector().detect(picture, getThresholds(), String(index))).detections;
  }

  /** @param {number} index */
  function showResult(index) {
    const {detections} = /** @type {Result} */ (results[index]);
    gallery.showCounts(index, readings.count(detections));
    if (index !== selected) return;
    presenter.showResult(detections);
    ui.setState('paused');
  }

  return {
    done: lookAtAll(),

    async select(index) {
      selected = index;
      gallery.select(index);
      const picture = await photos[index].read();
      if (!signal.aborted && index === selected) {
        presenter.beginStill(picture, photos[index].mirrored);
        if (results[index]) showResult(index);
      }
      picture.close();
    },

    async reconsider() {
      const mine = ++round;
      for (const [index, result] of results.entries()) {
        if (!result) continue;
        const detections = (await getDetector().reconsider(getThresholds(), String(index))) ?? (await detectAgain(index));
        if (signal.aborted || mine !== round) return;
        results[index] = {...result, detections};
        showResult(index);
      }
    },

    listEntries: () =>
      photos.flatMap(({name}, index) => {
        const result = results[index];
        return result ? [{source: name, time: null, image: result.image, detections: result.detections}] : [];
      }),
  };
}
