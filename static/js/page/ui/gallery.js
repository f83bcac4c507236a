/** The strip of photos or films below the stage, if there are several. */

import {find, make} from '../dom.js';
import {nameLabel, t} from '../i18n.js';
import {makeLabelled} from '../labels.js';

/** Of a thumbnail. */
const [WIDTH_PX, HEIGHT_PX] = [176, 132];

/** @param {(index: number) => void} onSelect */
export function createGallery(onSelect) {
  const strip = find('gallery', HTMLElement);
  const list = find('photos', HTMLOListElement);
  /** @type {{button: HTMLButtonElement, canvas: HTMLCanvasElement, note: HTMLElement}[]} */
  let photos = [];

  /** @type {(index: number, ...note: (string | Node)[]) => void} */
  function showNote(index, ...note) {
    photos[index]?.note.replaceChildren(...note);
  }

  return {
    /** @param {string[]} names Of the files; a single one needs no strip. */
    open(names) {
      photos = names.map((name, index) => {
        const button = /** @type {HTMLButtonElement} */ (make('button', 'gallery-photo'));
        const canvas = Object.assign(document.createElement('canvas'), {width: WIDTH_PX, height: HEIGHT_PX});
        const note = make('span', 'gallery-photo-note', '…');
        button.type = 'button';
        button.append(canvas, make('span', 'gallery-photo-name', name), note);
        button.addEventListener('click', () => onSelect(index));
        return {button, canvas, note};
      });
      list.replaceChildren(
        ...photos.map(({button}) => {
          const item = document.createElement('li');
          item.append(button);
          return item;
        }),
      );
      strip.hidden = photos.length < 2;
    },

    close() {
      this.open([]);
    },

    /** @param {number} index */
    select(index) {
      for (const [i, {button}] of photos.entries()) {
        if (i === index) button.setAttribute('aria-current', 'true');
        else button.removeAttribute('aria-current');
      }
      const item = photos[index]?.button.parentElement;
      if (!item) return;
      const {offsetLeft: left, offsetWidth: width} = item;
      list.scrollLeft = Math.min(Math.max(list.scrollLeft, left + width - list.clientWidth), left);
    },

    /** @type {(index: number, picture: ImageBitmap) => void} */
    showThumbnail(index, picture) {
      const scale = Math.max(WIDTH_PX / picture.width, HEIGHT_PX / picture.height);
      const [width, height] = [picture.width * scale, picture.height * scale];
      const context = photos[index]?.canvas.getContext('2d');
      context?.drawImage(picture, (WIDTH_PX - width) / 2, (HEIGHT_PX - height) / 2, width, height);
    },

    /** @type {(index: number, counts: Map<string, number>) => void} */
    showCounts(index, counts) {
      const seen = [...counts].filter(([, count]) => count);
      showNote(index, ...(seen.length ? seen.map(([label, count]) => makeSign(label, count)) : [t('no-face')]));
    },

    showNote,

    /** @type {(index: number, reason: string) => void} */
    showFailure(index, reason) {
      showNote(index, reason);
      if (photos[index]) photos[index].button.disabled = true;
    },
  };
}

/** @type {(label: string, count: number) => HTMLElement} */
function makeSign(label, count) {
  const sign = makeLabelled('span', 'sign', label, String(count));
  sign.append(make('span', 'visually-hidden', ` ${nameLabel(label)}`));
  return sign;
}
