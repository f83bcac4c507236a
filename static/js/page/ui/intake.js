/** Input of pictures and films: chosen, dropped or pasted files, and samples. */

import {find} from '../dom.js';

/**
 * @param {(files: File[]) => void} onFiles Called with the visitor's files, at least one.
 * @returns {{choose: () => void}} `choose` opens the browser's own dialogue.
 */
export function createIntake(onFiles) {
  const file = find('file', HTMLInputElement);
  const stage = find('stage', HTMLElement);
  const upload = find('upload', HTMLElement);
  const give = (/** @type {Iterable<File> | null | undefined} */ files) => {
    const given = [...(files ?? [])];
    if (given.length) onFiles(given);
  };

  file.addEventListener('change', () => {
    give(file.files);
    file.value = '';
  });
  document.addEventListener('paste', ({clipboardData}) => give(clipboardData?.files));

  const show = (/** @type {boolean} */ dropping) => stage.toggleAttribute('data-dropping', dropping);
  const isOverForm = (/** @type {DragEvent} */ event) => event.composedPath().includes(upload);
  document.addEventListener('dragover', (event) => {
    if (isOverForm(event)) return show(false);
    event.preventDefault();
    show(true);
  });
  document.addEventListener('dragleave', ({relatedTarget}) => {
    if (!relatedTarget) show(false);
  });
  document.addEventListener('drop', (event) => {
    show(false);
    if (isOverForm(event)) return;
    event.preventDefault();
    give(event.dataTransfer?.files);
  });

  return {choose: () => file.click()};
}
