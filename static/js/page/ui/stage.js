/** The stage: its picture, its progress, and the engine of the network. */

import {find} from '../dom.js';
import {t} from '../i18n.js';

/** @param {import('../state.js').StateStore} state */
export function createStage(state) {
  const stage = find('stage', HTMLElement);
  const progress = find('progress', HTMLProgressElement);
  const loadingText = find('loading-text', HTMLLabelElement);
  const engine = find('engine', HTMLElement);
  let engineName = '';

  /**
   * @param {string} text
   * @param {number} [share] Done, 0..1; unknown if absent.
   */
  function showProgress(text, share) {
    loadingText.textContent = text;
    if (share === undefined) progress.removeAttribute('value');
    else progress.value = share;
  }

  return {
    showProgress,

    /** @param {string} text */
    wait(text) {
      showProgress(text);
      state.set('loading');
    },

    /**
     * @param {'video' | 'still'} picture
     * @param {{width: number, height: number}} size
     */
    show(picture, {width, height}) {
      stage.dataset.show = picture;
      stage.style.setProperty('--ratio', `${width} / ${height}`);
      stage.scrollIntoView({block: 'nearest'});
    },

    /** @param {boolean} mirrored */
    mirror(mirrored) {
      stage.toggleAttribute('data-mirrored', mirrored);
    },

    clear() {
      delete stage.dataset.show;
      stage.style.removeProperty('--ratio');
    },

    /** @param {string} name */
    showEngine(name) {
      engine.textContent = engineName = name;
    },

    /** @param {number} rate Pictures per second, 0 for a still picture. */
    showRate(rate) {
      engine.textContent = rate ? `${engineName} · ${t('frames-per-second', {rate})}` : engineName;
    },
  };
}
