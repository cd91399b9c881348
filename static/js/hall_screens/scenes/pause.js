/** A break, with the time that is left of it; and the end. */

import { el } from "../../base/dom.js";
import { t } from "../../base/i18n.js";
import { formatTimeOfDay } from "../../agenda/schedule.js";
import { duration } from "../../timers/timer_display.js";
import { sceneElement, setText } from "./parts.js";

/** @type {Record<string, () => string>} */
const TITLES = {
  adjourned: () => t("Hội nghị tạm nghỉ"),
  closed: () => t("Hội nghị đã kết thúc"),
};

/** @type {import("../types.js").SceneType} */
export const pauseScene = {
  key: (scene, { state }) => `${scene.until} ${state.meeting.state}`,
  draw({ until }, { state }) {
    const end = Date.parse(until ?? "");
    const left = el("b", { class: "scene-figure" });
    const title = TITLES[state.meeting.state]?.() ?? t("Giải lao");
    const element = sceneElement(
      "pause",
      el("h2", {}, title),
      end > 0 && left,
      end > 0 &&
        el(
          "p",
          { class: "scene-position" },
          t("Tiếp tục lúc {time}", { time: formatTimeOfDay(end) }),
        ),
    );
    return {
      element,
      update({ now }) {
        if (!end) return;
        const isOver = end <= now;
        setText(left, isOver ? t("Mời đại biểu vào họp") : duration(end - now));
        left.dataset.length = isOver ? "long" : "";
      },
    };
  },
};
