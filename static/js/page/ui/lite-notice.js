/** Tells the visitor that the page chose the lite model, and offers the usual one. */

import {find} from '../dom.js';
import {t} from '../i18n.js';

/** @param {() => void} onUndo */
export function createLiteNotice(onUndo) {
  const text = find('lite-notice', HTMLElement);
  const button = find('lite-undo', HTMLButtonElement);
  const stage = find('stage', HTMLElement);

  button.addEventListener('click', () => {
    onUndo();
    stage.focus();
  });

  return {
    /** @param {boolean} shown Whether the page chose the lite model by itself. */
    show(shown) {
      if (shown === !button.hidden) return;
      text.textContent = shown ? t('lite-notice') : '';
      button.hidden = !shown;
    },
  };
}
