/** All scenes by kind; `page` is what lies below them on a hall screen. */

import { agendaScene } from "./agenda.js";
import { announcementScene } from "./announcement.js";
import { attendanceScene } from "./attendance.js";
import { mediaScene } from "./media.js";
import { sceneElement } from "./parts.js";
import { pauseScene } from "./pause.js";
import { speakerScene } from "./speaker.js";
import { voteScene } from "./vote.js";
import { welcomeScene } from "./welcome.js";

/** @typedef {import("../types.js").HallScene} HallScene */
/** @typedef {import("../types.js").SceneView} SceneView */

/** @type {Record<string, import("../types.js").SceneType>} */
const SCENES = {
  agenda: agendaScene,
  announcement: announcementScene,
  attendance: attendanceScene,
  blank: { draw: () => ({ element: sceneElement("blank") }) },
  media: mediaScene,
  pause: pauseScene,
  speaker: speakerScene,
  vote: voteScene,
  welcome: welcomeScene,
};

/**
 * @param {HallScene} scene
 * @param {SceneView} view
 */
export function sceneKey(scene, view) {
  return `${scene.kind} ${SCENES[scene.kind]?.key?.(scene, view) ?? ""}`.trim();
}

/**
 * @param {HallScene} scene
 * @param {SceneView} view
 * @returns {import("../types.js").DrawnScene | null} null: the page
 */
export function drawScene(scene, view) {
  return SCENES[scene.kind]?.draw(scene, view) ?? null;
}
