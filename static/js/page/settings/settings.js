/** The visitor's settings, their form, and the page's address, kept equal. */

import {find} from '../dom.js';
import {nameLabel, t} from '../i18n.js';
import {BACKEND_NAMES} from '../wording.js';
import {createForm} from './form.js';
import {createValues} from './values.js';

/** @typedef {import('./values.js').Values} Values */

/** How long the button shows the result of copying the link. */
const FEEDBACK_MS = 2500;

/** How long settings must be unchanged before the address is written, because browsers limit how often. */
const DEBOUNCE_MS = 200;

/**
 * @param {string[]} models Names of the published models, the default first.
 * @param {(changed: (keyof Values)[]) => void} onChange Called when the visitor has changed something.
 */
export function createSettings(models, onChange) {
  const chosen = createValues(location.search);
  const share = find('share', HTMLButtonElement);
  const languages = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('.languages a'));
  /** @type {Values} */
  let defaults = {labels: true, record: true, model: models[0]};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let writing;

  const form = createForm({
    onChange: choose,
    onReset() {
      const changed = /** @type {(keyof Values)[]} */ (Object.keys(chosen.values));
      if (defaults.model !== models[0]) changed.push('model'); // Is measured again.
      chosen.reset();
      showAddress();
      show();
      onChange(changed);
    },
  });
  form.offer('model', models.map((name) => ({value: name, text: name})));
  form.offer('backend', [
    {value: '', text: t('automatic')},
    ...Object.entries(BACKEND_NAMES).map(([value, text]) => ({value, text})),
  ]);
  form.offer('camera', []);
  show();
  form.enable(['model', 'backend']); // If one cannot be loaded, another may work.
  linkLanguages();
  share.hidden = !navigator.clipboard;
  share.addEventListener('click', async () => {
    const copied = navigator.clipboard.writeText(new URL(getAddress(), location.href).href);
    share.textContent = await copied.then(() => t('share-done'), () => t('share-failed'));
    setTimeout(() => (share.textContent = t('share')), FEEDBACK_MS);
  });

  const getAddress = () => location.pathname + chosen.toQuery();

  function showAddress() {
    linkLanguages();
    clearTimeout(writing);
    writing = setTimeout(() => history.replaceState(null, '', getAddress()), DEBOUNCE_MS);
  }

  /** Keeps the settings in the links to other languages. */
  function linkLanguages() {
    for (const link of languages) link.search = chosen.toQuery();
  }

  /** @type {(name: keyof Values, value: any) => void} */
  function choose(name, value) {
    chosen.set(name, value);
    showAddress();
    onChange([name]);
  }

  function show() {
    form.show({...defaults, ...chosen.values});
  }

  return {
    /** @returns {Readonly<Values>} Each set value, else its default if there is one. */
    get values() {
      return {...defaults, ...chosen.values};
    },

    /** @returns {string | undefined} Name of the published model that the visitor or the address chose. */
    get model() {
      return models.find((name) => name === chosen.values.model);
    },

    /** @param {string} name Of a model that the visitor chooses outside the form. */
    chooseModel(name) {
      choose('model', name);
      show();
    },

    /** @param {string} name Of the model that is loaded unless one is chosen. */
    setDefaultModel(name) {
      defaults = {...defaults, model: name};
      show();
    },

    /** @param {import('../../detector/card.js').Thresholds} thresholds The model's, from now on; enables the form. */
    setDefaults({score, nms}) {
      defaults = {...defaults, score_thresh: score, nms_thresh: nms};
      form.enable();
      show();
    },

    /** @param {string[]} classes The model's. */
    setClasses(classes) {
      form.offer('hide', [
        {value: '', text: t('hide-none')},
        {value: 'all', text: t('hide-all')},
        ...classes.map((label) => ({value: label, text: nameLabel(label)})),
      ]);
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
      form.offer('camera', [...sides, ...cameras.map((camera) => ({value: camera.id, text: camera.name}))]);
      defaults = {...defaults, camera: sides.length ? 'user' : id};
      show();
    },

    /** @param {boolean} active Whether the view for a reception desk is on. */
    setKiosk(active) {
      chosen.set('view', active ? 'kiosk' : undefined);
      showAddress();
    },
  };
}
