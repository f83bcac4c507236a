/** Messages about failures, and the visitor's next steps. */

import {t} from './i18n.js';

/** @typedef {'camera' | 'load' | 'photo' | 'upload'} Way What the visitor can do next. */
/** @typedef {Exclude<import('../client/failure.js').FailureCode, 'stale'>} ShownCode */

/**
 * The visitor's options after each failure, the best first.
 * @type {Record<ShownCode, Way[]>}
 */
export const WAYS = {
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
  'photo-too-large': ['photo'],
  'film-unreadable': ['photo'],
  'film-broken': ['photo'],
  'sample-unreachable': ['camera', 'photo'],
  internal: ['load', 'upload'],
};

/** @type {(code: ShownCode) => {title: string, text: string}} */
export function describeFailure(code) {
  return {title: t(`failure-${code}.title`), text: t(`failure-${code}`)};
}
