/** A gentle sound at a reception desk: two soft notes, up for a mask, down for a face without one. */

/** By the index of a label among the model's classes; the third and later ones sound like the second. */
const MELODIES_HZ = [
  [523.25, 783.99],
  [659.25, 440],
];

/** Time between two notes, and until a note has faded. */
const [STEP_S, FADE_S] = [0.18, 0.7];

/** Gain of the loudest moment, 0..1. */
const LOUDNESS = 0.12;

/** After this time a sound is too late for the current picture. */
const LATE_MS = 1000;

/** @returns {(order: number) => Promise<void>} Plays the melody of a class. */
export function createChime() {
  /** @type {AudioContext | undefined} */
  let audio;
  return async (order) => {
    audio ??= new AudioContext();
    const asked = performance.now();
    await audio.resume(); // The browser may wait for a touch first; then the sound is too late.
    if (performance.now() - asked > LATE_MS) return;
    for (const [i, frequency] of MELODIES_HZ[Math.min(order, 1)].entries()) playNote(audio, frequency, audio.currentTime + i * STEP_S);
  };
}

/** @type {(audio: AudioContext, frequency: number, start: number) => void} */
function playNote(audio, frequency, start) {
  const [oscillator, gain] = [audio.createOscillator(), audio.createGain()];
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + FADE_S);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + FADE_S);
}
