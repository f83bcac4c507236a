/** The view for a reception desk: full screen, large numbers, a border in the colour of the class. */

import {find} from '../dom.js';

/** How long a result must last before the border and the sound change. */
const SETTLE_MS = 700;

/**
 * @param {{onChange: (active: boolean) => void, onVerdict: (label: string | null) => void}} listeners
 *   `onVerdict` is called when another label is seen, with null for nobody; also while the view is not active.
 */
export function createKiosk({onChange, onVerdict}) {
  const live = find('live', HTMLElement);
  /** @type {WakeLockSentinel | null} */
  let lock = null;
  let active = false;
  /** @type {string | null} */
  let candidate = null;
  let timer = 0;

  find('kiosk', HTMLButtonElement).addEventListener('click', () => set(true));
  find('kiosk-leave', HTMLButtonElement).addEventListener('click', () => set(false));
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement) set(false);
  });
  document.addEventListener('keydown', ({key}) => {
    if (key === 'Escape') set(false);
  });
  document.addEventListener('visibilitychange', () => {
    if (active && !document.hidden) keepAwake();
  });

  async function fillScreen() {
    await document.documentElement.requestFullscreen?.().catch(() => {});
    if (!active) leaveScreen();
  }

  function leaveScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
  }

  async function keepAwake() {
    lock = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null;
    if (!active) lock?.release();
  }

  /** @param {boolean} wanted */
  function set(wanted) {
    if (wanted === active) return;
    active = wanted;
    document.body.toggleAttribute('data-kiosk', active);
    if (active) {
      fillScreen();
      keepAwake();
    } else {
      leaveScreen();
      lock?.release();
    }
    if (document.activeElement !== document.body) find(active ? 'kiosk-leave' : 'kiosk', HTMLButtonElement).focus();
    onChange(active);
  }

  return {
    set,

    /**
     * A face without a mask has priority, so that it is not overlooked; else the last class in the model's order.
     * @param {Map<string, number>} counts
     */
    showCounts(counts) {
      const seen = [...counts].flatMap(([label, count]) => (count ? [label] : []));
      const label = seen.find((name) => name === 'no_mask') ?? seen.at(-1) ?? null;
      if (label === candidate) return;
      candidate = label;
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        if ((live.dataset.verdict ?? null) === label) return;
        if (label) live.dataset.verdict = label;
        else delete live.dataset.verdict;
        onVerdict(label);
      }, SETTLE_MS);
    },
  };
}
