/** The visitor's settings, their form, and the page's address, which always says the same. */

import {createControls} from './form.js';
import {find} from '../dom.js';
import {t} from '../i18n.js';
import {BACKEND_NAMES} from '../sentences.js';
import {createSettings} from './values.js';

/** @typedef {import('./values.js').Values} Values */

/** Milliseconds for which the button says what became of the link. */
const THANKS = 2500;

/** Milliseconds without a change before the address is written: browsers allow that only so often. */
const REST = 200;

/**
 * @param {string[]} models Names of the published ones, the usual one first.
 * @param {(changed: (keyof Values)[]) => void} onChange Called when the visitor has changed something.
 */
export function createPreferences(models, onChange) {
  const settings = createSettings(location.search);
  const share = find('share', HTMLButtonElement);
  const languages = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('.languages a'));
  /** @type {Values} */
  let defaults = {labels: true, model: models[0]};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let writing;

  const controls = createControls({
    onChange(name, value) {
      settings.set(name, value);
      showAddress();
      onChange([name]);
    },
    onReset() {
      const changed = /** @type {(keyof Values)[]} */ (Object.keys(settings.values));
      settings.reset();
      showAddress();
      show();
      onChange(changed);
    },
  });
  controls.offer('model', models.map((name) => ({value: name, text: name})));
  controls.offer('backend', [
    {value: '', text: t('automatic')},
    ...Object.entries(BACKEND_NAMES).map(([value, text]) => ({value, text})),
  ]);
  controls.offer('camera', []);
  show();
  controls.enable(['model', 'backend']); // Where one cannot be loaded, another may.
  linkLanguages();
  share.hidden = !navigator.clipboard;
  share.addEventListener('click', async () => {
    const copied = navigator.clipboard.writeText(new URL(getAddress(), location.href).href);
    share.textContent = await copied.then(() => t('share-done'), () => t('share-failed'));
    setTimeout(() => (share.textContent = t('share')), THANKS);
  });

  const getAddress = () => location.pathname + settings.toQuery();

  function showAddress() {
    linkLanguages();
    clearTimeout(writing);
    writing = setTimeout(() => history.replaceState(null, '', getAddress()), REST);
  }

  /** Keeps what the address says for whoever goes on in another language. */
  function linkLanguages() {
    for (const link of languages) {
      const query = new URLSearchParams(settings.toQuery());
      query.set('lang', link.hreflang);
      link.search = String(query);
    }
  }

  function show() {
    controls.show({...defaults, ...settings.values});
  }

  return {
    /** @returns {Readonly<Values>} What was set, else its default where there is one. */
    get values() {
      return {...defaults, ...settings.values};
    },

    /** @param {import('../../client/messages.js').ModelInfo} model Whose defaults hold from now on; enables the form. */
    setModel({scoreThresh, nmsThresh}) {
      defaults = {...defaults, score_thresh: scoreThresh, nms_thresh: nmsThresh};
      controls.enable();
      show();
    },

    /**
     * @param {{id: string, name: string}[]} cameras To choose from.
     * @param {string} id Of the one in use.
     */
    setCameras(cameras, id) {
      const sides = matchMedia('(pointer: coarse)').matches
        ? [
            {value: 'user', text: t('camera-front')},
            {value: 'environment', text: t('camera-back')},
          ]
        : [];
      controls.offer('camera', [...sides, ...cameras.map((camera) => ({value: camera.id, text: camera.name}))]);
      defaults = {...defaults, camera: sides.length ? 'user' : id};
      show();
    },

    /** @param {boolean} active Whether the view for a reception desk is on. */
    setKiosk(active) {
      settings.set('view', active ? 'kiosk' : undefined);
      showAddress();
    },
  };
}
