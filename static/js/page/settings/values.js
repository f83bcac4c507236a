/**
 * The visitor's settings, from the page's address or stored in this browser.
 *
 * The address has priority, so that a view can be shared; its values are stored only after the visitor changes them.
 * Values that were never set are absent; their defaults are elsewhere, for example in the model's card.
 */

import {FACINGS} from '../facings.js';

/** @typedef {import('../../client/messages.js').BackendName} BackendName */

/**
 * What was measured on this device: the fastest backend, and whether it is too slow for the usual model.
 * @typedef {{backend?: BackendName, slow?: boolean}} Measured
 */

/**
 * @typedef {object} Values
 * @property {number} [score_thresh] 0..1.
 * @property {number} [nms_thresh] 0..1.
 * @property {string} [model] Name of a published model.
 * @property {BackendName} [backend]
 * @property {boolean} [labels] Whether boxes are drawn with words.
 * @property {boolean} [mirror]
 * @property {string} [camera] `user` for the front, `environment` for the back, or the id of a device.
 * @property {boolean} [sound]
 * @property {boolean} [record] Whether visits are kept in this browser.
 * @property {boolean} [today] Whether the view for a reception desk shows today's visits.
 * @property {string} [hide] Whose faces are hidden in saved pictures: `all`, or those of a label.
 * @property {'kiosk'} [view]
 */

/**
 * Parsers of each value; undefined if the text is invalid.
 * @type {{[Name in keyof Values]-?: (text: string) => Values[Name]}}
 */
const READERS = {
  score_thresh: readShare,
  nms_thresh: readShare,
  model: readText,
  backend: (text) => readOneOf(['webgpu', 'webgl', 'wasm', 'cpu'], text),
  labels: readFlag,
  mirror: readFlag,
  camera: readText,
  sound: readFlag,
  record: readFlag,
  today: readFlag,
  hide: readText,
  view: (text) => readOneOf(['kiosk'], text),
};

const NAMES = /** @type {(keyof Values)[]} */ (Object.keys(READERS));

const KEY = 'face-mask-detection.settings';
const MEASURED_KEY = 'face-mask-detection.measured';

/**
 * @param {string} query Of the page's address.
 * @returns What is set now.
 */
export function createValues(query) {
  const remembered = readAll(recall(KEY) ?? {});
  let current = {...remembered, ...readAll(Object.fromEntries(new URLSearchParams(query)))};
  let address = new URLSearchParams(query);

  return {
    /** @returns {Readonly<Values>} */
    get values() {
      return current;
    },

    /**
     * @template {keyof Values} Name
     * @param {Name} name
     * @param {Values[Name] | string} value Or its text; absent for the default.
     */
    set(name, value) {
      const change = {[name]: READERS[name](String(value ?? ''))};
      current = dropAbsent({...current, ...change});
      const {view, ...kept} = {...readAll(recall(KEY) ?? {}), ...change};
      remember(KEY, dropAbsent(kept));
    },

    /** Forgets everything that was set or measured. */
    reset() {
      current = {};
      remember(KEY, {});
      remember(MEASURED_KEY, {});
    },

    /** @returns {string} The query of an address with the same settings; '' if nothing is set. */
    toQuery() {
      address = new URLSearchParams(address);
      for (const name of NAMES) {
        const value = current[name];
        if (value === undefined || (name === 'camera' && !FACINGS.includes(String(value)))) address.delete(name);
        else address.set(name, typeof value === 'boolean' ? String(Number(value)) : String(value));
      }
      return String(address) && `?${address}`;
    },
  };
}

/** @returns {Measured} At an earlier time; nothing after a browser update, or without storage. */
export function recallMeasured() {
  const {agent, backend, slow} = recall(MEASURED_KEY) ?? {};
  return agent === navigator.userAgent ? dropAbsent({backend: READERS.backend(backend), slow: readFlag(String(slow))}) : {};
}

/** @param {Measured} measured Just now. */
export function rememberMeasured(measured) {
  remember(MEASURED_KEY, {...recallMeasured(), ...measured, agent: navigator.userAgent});
}

/** @type {(texts: Record<string, unknown>) => Values} */
function readAll(texts) {
  return dropAbsent(Object.fromEntries(NAMES.map((name) => [name, READERS[name](String(texts[name] ?? ''))])));
}

/** @type {(values: Record<string, any>) => Values} */
function dropAbsent(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** @type {(text: string) => number | undefined} */
function readShare(text) {
  const value = Number(text);
  return text.trim() && value >= 0 && value <= 1 ? value : undefined;
}

/** @type {(text: string) => boolean | undefined} */
function readFlag(text) {
  return /** @type {Record<string, boolean>} */ ({1: true, true: true, 0: false, false: false})[text];
}

/** @type {(text: string) => string | undefined} */
function readText(text) {
  return text || undefined;
}

/** @type {<T extends string>(choices: T[], text: string) => T | undefined} */
function readOneOf(choices, text) {
  return choices.find((choice) => choice === text);
}

/** @type {(key: string) => Record<string, any> | null} */
function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** @type {(key: string, value: object) => void} */
function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The visitor may have told the browser to store nothing.
  }
}
