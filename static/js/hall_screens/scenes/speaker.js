/** Who has the floor, with the clock and the next three. */

import { el } from "../../base/dom.js";
import { t } from "../../base/i18n.js";
import { partLabel, positionText } from "../labels.js";
import { hallSpeaker } from "../scene_choice.js";
import { SceneClock } from "../scene_clock.js";
import { lengthOf, redraw, sceneElement } from "./parts.js";

const MAX_NEXT = 3;

/** @type {import("../types.js").SceneType} */
export const speakerScene = {
  key: (_scene, { state }) => String(hallSpeaker(state)?.request_id ?? "none"),
  draw(_scene, { state }) {
    const person = hallSpeaker(state);
    const clock = new SceneClock();
    const next = el("ol", { class: "scene-next-list" });
    const following = el(
      "section",
      { class: "scene-next" },
      el("h3", { class: "scene-note" }, t("Tiếp theo")),
      next,
    );
    const element = sceneElement(
      "speaker",
      person ? personElement(person, clock) : nobody(),
      following,
    );
    return {
      element,
      update(view) {
        clock.show(view.state.timers?.speaker ?? null, view.now);
        drawNext(following, next, view.state.floor?.next ?? []);
      },
    };
  },
};

/**
 * @param {any} person
 * @param {SceneClock} clock
 */
function personElement(person, clock) {
  const { name, topic = "", site = "" } = person;
  return el(
    "section",
    { class: "scene-person" },
    el(
      "div",
      { class: "scene-person-text" },
      el("p", { class: "scene-label" }, partLabel(person.part)),
      el("h2", { "data-length": lengthOf(name, 22, 34) }, name),
      el("p", { class: "scene-position" }, positionText(person)),
      site && el("p", { class: "scene-note" }, site),
      topic &&
        el(
          "p",
          { class: "scene-topic", "data-length": lengthOf(topic, 90, 160) },
          topic,
        ),
    ),
    clock.element,
  );
}

function nobody() {
  return el(
    "section",
    { class: "scene-person" },
    el("h2", {}, t("Chờ mời đại biểu phát biểu")),
  );
}

/**
 * @param {HTMLElement} section
 * @param {HTMLElement} list
 * @param {any[]} next
 */
function drawNext(section, list, next) {
  section.hidden = next.length === 0;
  redraw(list, next, () =>
    next
      .slice(0, MAX_NEXT)
      .map((person) =>
        el("li", {}, el("b", {}, person.name), el("span", {}, positionText(person))),
      ),
  );
}
