/** Elements of the document. */

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 * @throws {Error} The page has no such element.
 */
export function find(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`#${id}: expected a ${type.name}, got ${element}`);
  return element;
}

/** @type {(tag: string, className: string, text?: string) => HTMLElement} */
export function make(tag, className, text = '') {
  return Object.assign(document.createElement(tag), {className, textContent: text});
}
