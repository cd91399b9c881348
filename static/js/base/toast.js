/** Short messages at the foot of the screen. */

const SHOWN_MS = 6000;

/**
 * Say something briefly.
 * @param {string} text
 * @param {"plain" | "error"} [kind]
 */
export function toast(text, kind = "plain") {
  const line = document.createElement("div");
  line.className = `toast toast--${kind}`;
  line.textContent = text;
  document.getElementById("toasts")?.append(line);
  setTimeout(() => line.remove(), SHOWN_MS);
}
