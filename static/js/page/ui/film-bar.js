/** The bar below a film: play, pause and position. */

import {find} from '../dom.js';
import {t} from '../i18n.js';

/** @param {HTMLVideoElement} video */
export function createFilmBar(video) {
  const bar = find('film-bar', HTMLElement);
  const play = find('play', HTMLButtonElement);
  const position = find('position', HTMLInputElement);
  const time = find('time', HTMLElement);

  play.addEventListener('click', () => (video.paused ? video.play() : video.pause()));
  position.addEventListener('input', () => {
    video.currentTime = position.valueAsNumber;
  });
  for (const event of ['play', 'pause', 'timeupdate', 'seeking', 'durationchange']) video.addEventListener(event, update);

  function update() {
    if (bar.hidden) return;
    const {currentTime, duration, paused} = video;
    const [now, end] = [currentTime, Number.isFinite(duration) ? duration : currentTime].map(formatTime);
    const text = t('film-position', {now, end});
    position.max = String(duration);
    position.value = String(currentTime);
    position.setAttribute('aria-valuetext', text);
    time.textContent = text;
    play.dataset.action = paused ? 'play' : 'pause';
    play.setAttribute('aria-label', t(paused ? 'play' : 'pause'));
  }

  return {
    /** @param {AbortSignal} signal Hides the bar. */
    show(signal) {
      bar.hidden = false;
      signal.addEventListener('abort', () => (bar.hidden = true));
      update();
    },
  };
}

/**
 * @param {number} seconds
 * @returns {string} Such as `1:02` or `1:00:02`.
 */
function formatTime(seconds) {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [first, ...rest] = parts[0] ? parts : parts.slice(1);
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}
