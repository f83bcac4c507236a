/** Numbers and names in the visitor's language. */

import {joinParts, nameLabel, t} from './i18n.js';

/** @type {Record<import('../client/messages.js').BackendName, string>} */
export const BACKEND_NAMES = {webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'JavaScript'};

/** @type {(score: number) => string} */
export function formatScore(score) {
  return t('score', {percent: Math.round(score * 100)});
}

/** @type {(engine: import('../client/messages.js').EngineInfo) => string} */
export function nameEngine({backend, threads}) {
  return backend === 'wasm' && threads > 1 ? t('threads', {backend: BACKEND_NAMES.wasm, threads}) : BACKEND_NAMES[backend];
}

/** @type {(counts: import('./counter.js').Counts, none: string) => string} `none`: the text if all counts are 0. */
export function formatCounts(counts, none) {
  const seen = [...counts].filter(([, count]) => count);
  return seen.length ? joinParts(seen.map(([label, count]) => t('counted-label', {count, label: nameLabel(label)}))) : none;
}
