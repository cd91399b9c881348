/** Distinct tones, synthesised without files. */

/** Pitch in hertz and length in seconds of each beep. @type {Record<string, [number, number][]>} */
const BEEPS = {
  good: [[880, 0.12]],
  out: [[660, 0.12]],
  look: [
    [520, 0.12],
    [520, 0.12],
  ],
  stop: [[220, 0.5]],
  time: [[587, 0.35]],
  over: [
    [587, 0.35],
    [440, 0.6],
  ],
};
const PAUSE_S = 0.06;
const LOUDNESS = 0.25;

/** @type {AudioContext | undefined} */
let context;

/** Browsers allow sound only after a user gesture. */
export function enableSound() {
  context ??= globalThis.AudioContext && new AudioContext();
  context?.resume();
}

/** @param {string} tone */
export function playTone(tone) {
  if (context?.state !== "running") return;
  let at = context.currentTime;
  for (const [pitch, seconds] of BEEPS[tone] ?? []) {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    gain.gain.value = LOUDNESS;
    oscillator.frequency.value = pitch;
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + seconds);
    at += seconds + PAUSE_S;
  }
}
