/** Keyboard and pointer control of a chart: the selected option is announced, and written below the chart. */

/**
 * @param {SVGSVGElement} svg A listbox; its options have a `data-key` and a title.
 * @param {HTMLElement} readout Takes the title of the chosen option.
 * @param {object} [options]
 * @param {number} [options.across] How many options further the one on the right is.
 * @param {(key: string) => void} [options.onPick] Called when the visitor has selected another one.
 */
export function createPicker(svg, readout, {across = 1, onPick = () => {}} = {}) {
  let chosen = '';
  const listOptions = () => /** @type {SVGElement[]} */ ([...svg.querySelectorAll('[role=option]')]);
  const steps = /** @type {Record<string, number>} */ ({
    ArrowLeft: -across,
    ArrowRight: across,
    ArrowUp: -1,
    ArrowDown: 1,
    Home: -Infinity,
    End: Infinity,
  });

  /** @param {string} key Of the option; if there is no such option, none is selected. */
  function choose(key) {
    chosen = key;
    const option = listOptions().find(({dataset}) => dataset.key === key);
    for (const other of listOptions()) other.setAttribute('aria-selected', String(other === option));
    svg.setAttribute('aria-activedescendant', option?.id ?? '');
    readout.textContent = option?.querySelector('title')?.textContent ?? '';
  }

  /** @param {SVGElement | undefined} option */
  function pick(option) {
    const {key} = option?.dataset ?? {};
    if (!key) return;
    choose(key);
    onPick(key);
  }

  svg.addEventListener('click', ({target}) => {
    pick(/** @type {SVGElement | undefined} */ (/** @type {Element} */ (target).closest('[role=option]') ?? undefined));
  });
  svg.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const options = listOptions();
    const place = options.findIndex(({dataset}) => dataset.key === chosen);
    pick(place < 0 ? options.at(-1) : options[Math.min(Math.max(place + step, 0), options.length - 1)]);
  });

  return {
    choose,
    /** Called after the chart was redrawn. */
    restore: () => choose(chosen),
  };
}
