/** What the page's scripts say; the words lie in `static/messages`. */

import {joinParts, nameLabel, t} from './i18n.js';

/** @typedef {'camera' | 'load' | 'photo' | 'upload'} Way What the visitor can do next. */

/** @type {<T extends Record<string, Way[]>>(ways: T) => Record<keyof T, Way[]>} */
const check = (ways) => ways;

/** Each failure's ways on, the best one first. */
export const FAILURES = check({
  'camera-denied': ['camera', 'photo', 'upload'],
  'camera-missing': ['camera', 'photo', 'upload'],
  'camera-busy': ['camera', 'photo', 'upload'],
  'camera-lost': ['camera', 'photo', 'upload'],
  'camera-insecure': ['photo', 'upload'],
  'model-unreachable': ['load', 'upload'],
  'runtime-broken': ['load', 'upload'],
  'no-backend': ['upload'],
  'browser-too-old': ['upload'],
  'photo-unsupported': ['photo', 'upload'],
  'photo-broken': ['photo', 'upload'],
  'film-unreadable': ['photo'],
  'film-broken': ['photo'],
  'sample-unreachable': ['camera', 'photo'],
  internal: ['load', 'upload'],
});

/** @type {Record<import('../worker/model.js').BackendName, string>} */
export const BACKEND_NAMES = {webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'JavaScript'};

export const sentences = {
  label: nameLabel,
  score: (/** @type {number} */ score) => t('score', {percent: Math.round(score * 100)}),
  failure: (/** @type {keyof typeof FAILURES} */ code) => ({title: t(`failure-${code}.title`), text: t(`failure-${code}`)}),
  way: (/** @type {Way} */ way) => t(`way-${way}`),
  starting: () => t('starting'),
  downloading: (/** @type {number} */ loaded, /** @type {number} */ size) =>
    t('downloading', {loaded: loaded / 1e6, size: size / 1e6}),
  choosing: () => t('choosing'),
  opening: () => t('opening'),
  looking: () => t('looking'),
  engine: (/** @type {import('../client/messages.js').Engine} */ {backend, threads}) =>
    backend === 'wasm' && threads > 1 ? t('threads', {backend: BACKEND_NAMES.wasm, threads}) : BACKEND_NAMES[backend],
  framesPerSecond: (/** @type {number} */ rate) => t('frames-per-second', {rate}),
  count(/** @type {Map<string, number>} */ counts) {
    const seen = [...counts].filter(([, count]) => count);
    return seen.length ? joinParts(seen.map(([label, count]) => t('counted-label', {count, label: nameLabel(label)}))) : t('no-face');
  },
};
