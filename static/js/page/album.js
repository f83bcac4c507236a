/** One or many photos and films in a strip: each is analysed once, and one of them is on the stage. */

import {toFailure} from '../client/failure.js';
import {analysePicture} from './analyse.js';
import {describeFailure} from './failure-messages.js';
import {t} from './i18n.js';
import {runFilm} from './video.js';

/** @typedef {import('../client/messages.js').Result} Result */
/** @typedef {import('./parts.js').Parts} Parts */
/** @typedef {import('./parts.js').Source} Source */
/** @typedef {Parameters<typeof runFilm>[0] & Pick<Parts, 'counter' | 'gallery'>} AlbumParts */

/**
 * @typedef {object} Item A photo, or a film.
 * @property {string} name
 * @property {() => Promise<ImageBitmap>} read The photo, or a picture from the film. May be called again.
 * @property {File} [film]
 * @property {boolean | null} [mirrored] Of a photo; see `beginStill` of the presenter.
 */

/**
 * Analyses every item, first the one on the stage, which at the start is the first item.
 * @param {AlbumParts} parts
 * @param {Item[]} items At least one.
 * @param {(error: unknown) => void} onFail Called when the network fails later.
 * @param {AbortSignal} signal
 * @returns {Source & {done: Promise<void>, select: (index: number) => Promise<void>}} `done` resolves when all were
 *   analysed; it rejects with the last failure if none could be read. `select` brings one to the stage.
 */
export function openAlbum(parts, items, onFail, signal) {
  const {presenter, stage, state, timings, counter, gallery, client, getThresholds} = parts;
  /** @type {(Result | undefined)[]} Of photos. */
  const results = items.map(() => undefined);
  /** @type {(Source | undefined)[]} Of films that were played. */
  const films = items.map(() => undefined);
  const seen = new Set();
  const unreadable = new Set();
  let playing = new AbortController();
  let selected = 0;
  /** The photo on the stage, -1 for none; it follows `selected` once it is read. */
  let staged = -1;
  let round = 0;

  gallery.open(items.map(({name}) => name));
  gallery.select(selected);
  signal.addEventListener('abort', () => {
    playing.abort();
    gallery.close();
    client.forget().catch(() => {}); // A replaced model has already forgotten everything.
  });
  stage.wait(t('looking'));

  const nextUnseen = () => [selected, ...items.keys()].find((index) => !seen.has(index));

  async function analyseAll() {
    for (let index = nextUnseen(); index !== undefined && !signal.aborted; index = nextUnseen()) {
      try {
        await analyseItem(index);
      } catch (error) {
        if (!signal.aborted) await leaveOut(index, error);
      }
    }
  }

  /** @param {number} index */
  async function analyseItem(index) {
    const {read, film} = items[index];
    const picture = await read();
    seen.add(index);
    if (signal.aborted) return picture.close();
    gallery.showThumbnail(index, picture);
    if (film) {
      picture.close();
      gallery.showNote(index, t('film'));
      if (index === selected) await play(index);
      return;
    }
    if (index === selected) {
      timings.reset();
      bringToStage(index, picture);
    }
    /** @type {Parameters<typeof analysePicture>[2]} */
    const show = (result) => {
      results[index] = result;
      showResult(index);
    };
    const asked = round;
    await analysePicture(parts, {capture: Promise.resolve(picture), key: String(index)}, show, signal);
    if (round !== asked) await reconsiderPhoto(index, round);
  }

  /** @type {(index: number, picture: ImageBitmap) => void} */
  function bringToStage(index, picture) {
    staged = index;
    presenter.beginStill(picture, items[index].mirrored ?? null);
  }

  /** @type {(index: number, error: unknown) => Promise<void>} */
  async function leaveOut(index, error) {
    const {code} = toFailure(error);
    if (code === 'stale') throw error;
    seen.add(index);
    unreadable.add(index);
    if (unreadable.size === items.length) throw error;
    gallery.showFailure(index, describeFailure(code).title);
    const others = [...items.keys()].filter((other) => !unreadable.has(other));
    if (index === selected) await select(others.find((other) => other > index) ?? others[0]);
  }

  /** @param {number} index Of a film. */
  async function play(index) {
    const {signal: mine} = (playing = new AbortController());
    try {
      films[index] = await runFilm(parts, /** @type {File} */ (items[index].film), onFail, mine);
    } catch (error) {
      if (!mine.aborted) throw error;
    }
  }

  /** @param {number} index */
  async function select(index) {
    selected = index;
    staged = -1;
    gallery.select(index);
    playing.abort();
    presenter.leaveVideo();
    const {read, film} = items[index];
    if (!seen.has(index)) return stage.wait(t('looking'));
    if (film) return play(index);
    const picture = await read();
    if (!signal.aborted && index === selected) {
      bringToStage(index, picture);
      if (results[index]) showResult(index);
    }
    picture.close();
  }

  /**
   * @param {number} index
   * @returns {Promise<Result['detections']>} Of a photo that the worker has forgotten.
   */
  async function detectAgain(index) {
    const picture = await items[index].read();
    return (await client.detect(picture, getThresholds(), String(index))).detections;
  }

  /** @param {number} index Of a photo. */
  function showResult(index) {
    const {detections} = /** @type {Result} */ (results[index]);
    gallery.showCounts(index, counter.count(detections));
    if (index !== selected || index !== staged) return;
    presenter.showResult(detections);
    state.set('paused');
  }

  /** @type {(index: number, mine: number) => Promise<void>} With the thresholds of a round, unless a newer round has begun. */
  async function reconsiderPhoto(index, mine) {
    const result = results[index];
    if (!result) return;
    const detections = (await client.reconsider(getThresholds(), String(index))) ?? (await detectAgain(index));
    if (signal.aborted || mine !== round) return;
    results[index] = {...result, detections};
    showResult(index);
  }

  return {
    done: analyseAll(),
    select,

    async reconsider() {
      const mine = ++round;
      await films[selected]?.reconsider();
      for (const index of items.keys()) {
        if (signal.aborted || mine !== round) return;
        await reconsiderPhoto(index, mine);
      }
    },

    listEntries: () =>
      items.flatMap(({name}, index) => {
        const result = results[index];
        if (result) return [{source: name, time: null, image: result.image, detections: result.detections}];
        return films[index]?.listEntries() ?? [];
      }),
  };
}
