/** The state of the page. */

/** @typedef {'loading' | 'ready' | 'running' | 'paused' | 'error'} State */

/**
 * `<body data-state>` mirrors the state, for styles and for tests and embedding code.
 * @typedef {ReturnType<typeof createState>} StateStore
 */

export function createState() {
  /** @type {State} */
  let current = 'loading';
  /** @type {((state: State) => void)[]} */
  const listeners = [];
  return {
    get: () => current,

    /** @param {State} next */
    set(next) {
      current = next;
      document.body.dataset.state = next;
      for (const listener of listeners) listener(next);
    },

    /** @param {(state: State) => void} listener Called with every state that is set. */
    watch(listener) {
      listeners.push(listener);
    },
  };
}
