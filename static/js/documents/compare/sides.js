/** Both versions of a page side by side, with marked differences. */

import { el } from "../../base/dom.js";
import { t } from "../../base/i18n.js";
import { paragraphs } from "./changes.js";
import { diffWords } from "./word_diff.js";

/** @typedef {import("../reader/page_position.js").PagePosition} PagePosition */
/** @typedef {import("../text_view/page_text.js").PageText} PageText */
/** @typedef {import("../text_view/page_text.js").PageTextState} PageTextState */

/**
 * Fill an element with the words of a page in both versions.
 * @param {HTMLElement} sides
 * @param {PageText} texts
 * @param {PagePosition | null} old null: the page is new
 * @param {PagePosition | null} now null: the page was taken out
 */
export async function fillSides(sides, texts, old, now) {
  sides.replaceChildren(el("p", { class: "soft" }, t("Đang tải chữ của trang…")));
  const read = (/** @type {PagePosition | null} */ position) =>
    position && texts.read(position);
  const [before, after] = await Promise.all([read(old), read(now)]);
  const hasFailed = [before, after].some((text) => text?.state === "failed");
  const shown = hasFailed
    ? failed(() => fillSides(sides, texts, old, now))
    : bothSides(before, after);
  sides.replaceChildren(...shown);
}

/** @param {() => void} again */
function failed(again) {
  return [
    el("p", { role: "alert" }, t("Chưa tải được chữ của trang.")),
    el("button", { class: "button", type: "button", onclick: again }, t("Thử lại")),
  ];
}

/**
 * @param {PageTextState | null} before null: the page is new
 * @param {PageTextState | null} after null: the page was taken out
 */
function bothSides(before, after) {
  const left = before ? paragraphs(before.blocks) : [];
  const right = after ? paragraphs(after.blocks) : [];
  // A whole page that is new, or gone, is named so above and needs no marks.
  const { gone, fresh } =
    before && after ? diffWords(left.flat(), right.flat()) : { gone: [], fresh: [] };
  return [
    before && side(t("Bản trước"), "del", left, gone),
    after && side(t("Bản mới"), "ins", right, fresh),
  ].filter((one) => one !== null);
}

/**
 * @param {string} label
 * @param {"del" | "ins"} mark
 * @param {string[][]} text
 * @param {boolean[]} marked for each word; empty: the whole page is new or removed
 */
function side(label, mark, text, marked) {
  let at = 0;
  const lines = text.map((words) => {
    const line = el("p", {}, ...runs(words, marked.slice(at, at + words.length), mark));
    at += words.length;
    return line;
  });
  const empty = el("p", { class: "soft" }, t("Trang này không có lớp chữ."));
  return el(
    "div",
    { class: "compare-side" },
    el("p", { class: "compare-label" }, label),
    ...(lines.length ? lines : [empty]),
  );
}

/**
 * Join the words, those that differ into one mark for each run.
 * @param {string[]} words
 * @param {boolean[]} marked
 * @param {"del" | "ins"} mark
 */
function runs(words, marked, mark) {
  /** @type {{isMarked: boolean, words: string[]}[]} */
  const found = [];
  for (const [index, word] of words.entries()) {
    const isMarked = marked[index] ?? false;
    const last = found.at(-1);
    if (last?.isMarked === isMarked) last.words.push(word);
    else found.push({ isMarked, words: [word] });
  }
  return found.flatMap((run) => {
    const text = run.words.join(" ");
    return [run.isMarked ? el(mark, {}, text) : text, " "];
  });
}
