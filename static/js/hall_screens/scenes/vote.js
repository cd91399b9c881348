/** A vote: the question while it is open, the counting, the announced result. */

import { el } from "../../base/dom.js";
import { formatNumber, t } from "../../base/i18n.js";
import { kindLabel } from "../../voting/labels.js";
import { hallVote } from "../scene_choice.js";
import { lengthOf, sceneElement, setText } from "./parts.js";
import { resultRows } from "./vote_result.js";

/** Tellers count these; there is no turnout before. */
const COUNTED_BY_HAND = new Set(["hands", "paper"]);
const MANY_OPTIONS = 4;

/** @param {any} vote */
function stageOf(vote) {
  if (vote?.state === "announced") return vote.result ? "result" : "counting";
  return vote?.state === "open" ? "asking" : "counting";
}

/** @type {import("../types.js").SceneType} */
export const voteScene = {
  key(scene, { state }) {
    const vote = hallVote(state, scene.ref);
    return `${vote?.id} ${stageOf(vote)} ${vote?.revision ?? 0}`;
  },
  draw(scene, { state }) {
    const vote = hallVote(state, scene.ref);
    const stage = stageOf(vote);
    const turnout = el("p", { class: "scene-turnout-text" });
    const bar = el("span", { class: "scene-turnout-bar", "aria-hidden": "true" });
    const parts = {
      asking: () => [
        options(vote),
        el("div", { class: "scene-turnout" }, turnout, bar),
      ],
      counting: () => [el("p", { class: "scene-counting" }, t("Đang kiểm phiếu"))],
      result: () => [resultRows(vote)],
    };
    const element = sceneElement("vote", ...heading(vote, stage), ...parts[stage]());
    element.dataset.stage = stage;
    return {
      element,
      update: (view) => drawTurnout(turnout, bar, hallVote(view.state, scene.ref)),
    };
  },
};

/**
 * @param {any} vote
 * @param {string} stage
 */
function heading(vote, stage) {
  const { title, question, is_rehearsal: isRehearsal } = vote;
  const isAsked = stage === "asking" && question && question !== title;
  return [
    isRehearsal &&
      el("p", { class: "scene-rehearsal" }, t("BIỂU QUYẾT THỬ – kết quả không tính")),
    el("p", { class: "scene-label" }, kindLabel(vote)),
    el("h2", { "data-length": lengthOf(title, 70, 150) }, title),
    isAsked && el("p", { class: "scene-question" }, question),
  ];
}

/** @param {any} vote */
function options({ options: all, form, max_choices: most }) {
  const isMany = all.length > MANY_OPTIONS;
  return el(
    "div",
    { class: "scene-options" },
    form === "up_to" &&
      el("p", { class: "scene-note" }, t("Chọn nhiều nhất {most}", { most })),
    el(
      "ul",
      { "data-many": isMany },
      ...all.map((/** @type {any} */ { label, note }) =>
        el("li", {}, el("b", {}, label), note && el("span", {}, note)),
      ),
    ),
  );
}

/**
 * @param {HTMLElement} text
 * @param {HTMLElement} bar
 * @param {any} vote
 */
function drawTurnout(text, bar, vote) {
  if (!vote) return;
  const { eligible = 0, kind } = vote;
  // The hall's screens receive every turnout: without one there is no ballot yet.
  const cast = COUNTED_BY_HAND.has(kind) ? null : (vote.cast ?? 0);
  bar.hidden = cast === null;
  setText(text, turnoutText(cast, eligible));
  const share = eligible ? Math.min(100, (100 * (cast ?? 0)) / eligible) : 0;
  bar.style.setProperty("--share", `${share}%`);
}

/**
 * @param {number | null} cast
 * @param {number} eligible
 */
function turnoutText(cast, eligible) {
  const fields = { cast: formatNumber(cast ?? 0), eligible: formatNumber(eligible) };
  return cast === null
    ? t("{eligible} đại biểu có quyền biểu quyết", fields)
    : t("Đã bỏ phiếu {cast} / {eligible}", fields);
}
