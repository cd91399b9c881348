/** A picture or a film; a film is silent and begins again. */

import * as addresses from "../../base/addresses.js";
import { el } from "../../base/dom.js";
import { sceneElement } from "./parts.js";

/** @type {import("../types.js").SceneType} */
export const mediaScene = {
  key: ({ file }) => String(file),
  draw({ file }, { state, meetingId }) {
    const found = state.screen_media.find(
      (/** @type {any} */ one) => one.file === file,
    );
    const src = addresses.hallScreensFilesTake(meetingId, String(file));
    const isFilm = found.media_type.startsWith("video/");
    const media = isFilm
      ? el("video", { src, muted: true, loop: true, autoplay: true, playsinline: true })
      : el("img", { src, alt: found.name });
    // The attribute alone mutes only what a parser has made.
    if (media instanceof HTMLVideoElement) media.muted = true;
    return { element: sceneElement("media", media) };
  },
};
