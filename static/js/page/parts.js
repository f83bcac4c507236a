/** The parts of the page. Types only: each module names those it uses. */

/**
 * @typedef {object} Parts
 * @property {HTMLVideoElement} video
 * @property {import('../client/client.js').Client} client
 * @property {() => import('../client/messages.js').PostprocessOptions} getThresholds
 * @property {() => string | undefined} getCamera The wished camera.
 * @property {import('./state.js').StateStore} state
 * @property {ReturnType<typeof import('./counter.js').createCounter>} counter
 * @property {ReturnType<typeof import('./presenter.js').createPresenter>} presenter
 * @property {ReturnType<typeof import('./reception.js').createReception>} reception
 * @property {ReturnType<typeof import('./ui/buttons.js').createButtons>} buttons
 * @property {ReturnType<typeof import('./ui/stage.js').createStage>} stage
 * @property {ReturnType<typeof import('./ui/timings.js').createTimings>} timings
 * @property {ReturnType<typeof import('./ui/gallery.js').createGallery>} gallery
 * @property {ReturnType<typeof import('./ui/film-bar.js').createFilmBar>} filmBar
 */

/**
 * The content of the stage, to be saved or shown with other thresholds.
 * @typedef {object} Source
 * @property {() => import('./entries.js').Entry[]} listEntries
 * @property {() => Promise<void>} reconsider Shows the detections above the current thresholds.
 */

export {};
