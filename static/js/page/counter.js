/** Faces by label. */

/** @typedef {Map<string, number>} Counts In the order of the model's classes. */

export function createCounter() {
  /** @type {string[]} */
  let classes = [];
  return {
    /** @param {string[]} names The model's classes, which are listed even with a count of 0. */
    setClasses(names) {
      classes = names;
    },

    /** @type {(detections: {label: string}[]) => Counts} */
    count(detections) {
      const counts = new Map(classes.map((label) => [label, 0]));
      for (const {label} of detections) counts.set(label, (counts.get(label) ?? 0) + 1);
      return counts;
    },
  };
}
