/** The page in the visitor's language. The messages are in `static/messages`, one file per language. */

import {FluentBundle, FluentResource} from '@fluent/bundle';

/** @typedef {Record<string, string | number>} Values */

/** @type {FluentBundle | undefined} */
let bundle;

/**
 * Sets the messages of a language; called before the first `t`.
 * @param {string} language Its tag, such as `zh`.
 * @param {string} source In the Fluent syntax.
 */
export function setMessages(language, source) {
  bundle = new FluentBundle(language, {useIsolating: false});
  bundle.addResource(new FluentResource(source));
}

/**
 * Formats a message.
 * @param {string} id Of a message, or of one of its attributes: `failure-internal.title`.
 * @param {Values} [values] Values of its placeholders.
 * @returns {string}
 * @throws {Error} The language has no such message, or a value is missing.
 */
export function t(id, values = {}) {
  const [name, attribute] = id.split('.');
  const message = bundle?.getMessage(name);
  const pattern = attribute ? message?.attributes[attribute] : message?.value;
  if (!bundle || !pattern) throw new Error(`message '${id}': expected in ${bundle?.locales ?? 'setMessages'}, got none`);
  return bundle.formatPattern(pattern, values);
}

/**
 * @param {string} label Of the model.
 * @returns {string} Its name; the label itself if no message names it.
 */
export function nameLabel(label) {
  const id = `label-${label}`;
  return bundle?.hasMessage(id) ? t(id) : label.replaceAll('_', ' ');
}

/** @type {(date: Date, options: Intl.DateTimeFormatOptions) => string} As the language writes it. */
export function formatDate(date, options) {
  return new Intl.DateTimeFormat(bundle?.locales, options).format(date);
}

/**
 * @param {string[]} parts
 * @returns {string} "a, b and c" in the language.
 */
export function joinParts(parts) {
  return new Intl.ListFormat(bundle?.locales).format(parts);
}
