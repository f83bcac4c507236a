/** Shows a failure in place of the picture, with buttons for the next steps. */

import {find, make} from '../dom.js';
import {describeFailure, WAYS} from '../failure-messages.js';
import {t} from '../i18n.js';

/**
 * @param {import('../state.js').StateStore} state
 * @param {Record<Exclude<import('../failure-messages.js').Way, 'upload'>, () => void>} ways
 */
export function createFailurePanel(state, ways) {
  const panel = find('failure', HTMLElement);
  const stage = find('stage', HTMLElement);
  const upload = find('upload', HTMLElement);
  const actions = {
    ...ways,
    upload() {
      upload.scrollIntoView();
      upload.querySelector('input')?.focus();
    },
  };

  state.watch((now) => {
    if (now !== 'error' && panel.contains(document.activeElement)) stage.focus();
    panel.hidden = now !== 'error';
  });

  return {
    /** @param {import('../failure-messages.js').ShownCode} code */
    show(code) {
      const {title, text} = describeFailure(code);
      find('failure-title', HTMLElement).textContent = title;
      find('failure-text', HTMLElement).textContent = text;
      const ways = WAYS[code].filter((way) => way !== 'upload' || upload.querySelector('form'));
      const buttons = ways.map((way, i) => {
        const button = make('button', i ? 'button' : 'button button-primary', t(`way-${way}`));
        button.setAttribute('type', 'button');
        button.dataset.way = way;
        button.addEventListener('click', actions[way]);
        return button;
      });
      find('failure-ways', HTMLElement).replaceChildren(...buttons);
      panel.dataset.code = code;
      state.set('error');
      stage.scrollIntoView({block: 'nearest'});
    },
  };
}
