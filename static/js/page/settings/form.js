/** The form of the settings; its fields have the names of `Values`. */

import {find, make} from '../dom.js';
import {formatScore} from '../wording.js';

/** @typedef {import('./values.js').Values} Values */
/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

/**
 * @param {object} actions
 * @param {(name: keyof Values, value: any) => void} actions.onChange The value is absent if the choice is "default".
 * @param {() => void} actions.onReset
 */
export function createForm({onChange, onReset}) {
  const form = find('settings', HTMLFormElement);
  const fields = /** @type {Field[]} */ ([...form.elements].filter((element) => 'name' in element && element.name));

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', ({target}) => {
    const field = /** @type {Field} */ (target);
    showNumber(field);
    onChange(/** @type {keyof Values} */ (field.name), read(field));
  });
  find('reset', HTMLButtonElement).addEventListener('click', onReset);

  return {
    /** @param {Values} values Of every field. */
    show(values) {
      for (const field of fields) {
        const value = values[/** @type {keyof Values} */ (field.name)];
        if (field.type === 'checkbox') /** @type {HTMLInputElement} */ (field).checked = Boolean(value);
        else field.value = String(value ?? '');
        showNumber(field);
      }
    },

    /** @param {string[]} [names] Of the fields; all of them if left out. */
    enable(names = fields.map(({name}) => name)) {
      for (const field of fields) if (names.includes(field.name)) field.disabled = false;
    },

    /**
     * Fills a select element; it is hidden if there is no choice.
     * @param {keyof Values} name
     * @param {{value: string, text: string}[]} options
     */
    offer(name, options) {
      const field = /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
      const {value} = field;
      field.replaceChildren(...options.map((option) => Object.assign(make('option', '', option.text), {value: option.value})));
      if (options.some((option) => option.value === value)) field.value = value;
      /** @type {HTMLElement} */ (field.closest('.setting')).hidden = options.length < 2;
    },
  };
}

/** @type {(field: Field) => unknown} */
function read(field) {
  if (field.type === 'checkbox') return /** @type {HTMLInputElement} */ (field).checked;
  return field.type === 'range' ? Number(field.value) : field.value || undefined;
}

/** @param {Field} field */
function showNumber(field) {
  if (field.type === 'range') find(`${field.id}-value`, HTMLOutputElement).value = formatScore(Number(field.value));
}
