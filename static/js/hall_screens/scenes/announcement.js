/** An announcement to all, or to the site of the screen. */

import { el } from "../../base/dom.js";
import { t } from "../../base/i18n.js";
import { hallAnnouncement } from "../scene_choice.js";
import { lengthOf, sceneElement } from "./parts.js";

/** @type {import("../types.js").SceneType} */
export const announcementScene = {
  key: (scene, { state }) => String(hallAnnouncement(state, scene.ref)?.id),
  draw(scene, { state }) {
    const { text, urgent } = hallAnnouncement(state, scene.ref);
    const label = urgent ? t("Thông báo khẩn") : t("Thông báo");
    const element = sceneElement(
      "announcement",
      el("p", { class: "scene-label" }, label),
      el("h2", { "data-length": lengthOf(text, 80, 200) }, text),
    );
    if (urgent) element.dataset.urgent = "";
    return { element };
  },
};
