/** Films, one or many: one of them is on the stage. */

import {Failure} from './failure.js';
import {isFilm} from './film.js';
import {t} from './i18n.js';
import {runFilm} from './live.js';
import {sentences} from './sentences.js';

/** @typedef {import('./look.js').Parts} Parts */
/** @typedef {import('./look.js').Source} Source */

/**
 * Plays the first film that can be played; the strip offers the others, and says of photos that they are left out.
 * @param {Parts} parts
 * @param {File[]} files At least one film.
 * @param {(error: unknown) => void} onFail Called when the detector gives up later.
 * @param {AbortSignal} signal
 * @returns {Source & {done: Promise<void>, select: (index: number) => Promise<void>}} `done` is when a film is on the
 *   stage; it and `select` reject with the failure of the last one if none can be played.
 */
export function openReel(parts, files, onFail, signal) {
  const {gallery} = parts;
  const playable = new Set([...files.keys()].filter((index) => isFilm(files[index])));
  let showing = new AbortController();
  /** @type {Source | null} */
  let source = null;

  gallery.open(files.map(({name}) => name));
  for (const index of files.keys()) {
    if (playable.has(index)) gallery.showNote(index, t('film'));
    else gallery.showFailure(index, t('photo-beside-film'));
  }
  signal.addEventListener('abort', () => {
    showing.abort();
    gallery.close();
  });

  /** @param {number} index */
  async function select(index) {
    showing.abort();
    const mine = (showing = new AbortController()).signal;
    source = null;
    gallery.select(index);
    try {
      const opened = await runFilm(parts, files[index], onFail, mine);
      if (!mine.aborted) source = opened;
    } catch (error) {
      if (mine.aborted) return;
      playable.delete(index);
      const [next] = playable;
      if (next === undefined || !(error instanceof Failure)) throw error;
      gallery.showFailure(index, sentences.failure(error.code).title);
      await select(next);
    }
  }

  const [first] = playable;
  return {
    done: select(first),
    select,
    reconsider: async () => source?.reconsider(),
    listEntries: () => source?.listEntries() ?? [],
  };
}
