/** Counts faces and visits by label. */

/** @typedef {Map<string, number>} Counts By label, in the order of the model's classes. */

/**
 * @param {{label: string}[]} items Detections, or visits.
 * @param {string[]} classes The model's, which are listed even with a count of 0; other labels come after them.
 * @returns {Counts}
 */
export function countLabels(items, classes) {
  const counts = new Map(classes.map((label) => [label, 0]));
  for (const {label} of items) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

export function createCounter() {
  /** @type {string[]} */
  let classes = [];
  return {
    /** @param {string[]} names The model's. */
    setClasses(names) {
      classes = names;
    },

    /** @type {(detections: {label: string}[]) => Counts} */
    count: (detections) => countLabels(detections, classes),
  };
}
