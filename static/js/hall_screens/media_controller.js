/** Pictures and films for the screens: upload, prepare, remove. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { post, send } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { redraw } from "./scenes/parts.js";

/** @typedef {import("../live/messages.js").HallMedia} HallMedia */

/** @extends {Controller<{meetingId: number, meeting: any,
 *   screens: {queue: (scene: object) => void}}>} */
export class HallMediaController extends Controller {
  /** @override */
  start() {
    this.on(this.target("file"), "change", () => this.#upload());
    this.context.meeting.watch(() => afterPress(this, () => this.#draw()));
  }

  #draw() {
    /** @type {HallMedia[]} */
    const media = this.context.meeting.state?.screen_media ?? [];
    this.target("none").hidden = media.length > 0;
    redraw(this.target("list"), media, () => media.map((one) => this.#row(one)));
  }

  /** @param {HallMedia} media */
  #row({ file, media_type: type, name }) {
    const { meetingId, screens } = this.context;
    const src = addresses.hallScreensFilesTake(meetingId, file);
    const isFilm = type.startsWith("video/");
    const picture = isFilm
      ? el("video", { src, preload: "metadata", muted: true, "aria-hidden": "true" })
      : el("img", { src, alt: "", loading: "lazy" });
    const queue = () => screens.queue({ kind: "media", file });
    return el(
      "li",
      { class: "media-row" },
      el(
        "button",
        { class: "scene-tile", type: "button", onclick: queue },
        picture,
        el("b", {}, name),
        el("span", { class: "small soft" }, isFilm ? t("Phim") : t("Ảnh")),
      ),
      el(
        "button",
        {
          class: "button button--plain",
          type: "button",
          "aria-label": t("Bỏ tệp {name}", { name }),
          onclick: () => this.#remove(file, name),
        },
        t("Bỏ"),
      ),
    );
  }

  async #upload() {
    const input = /** @type {HTMLInputElement} */ (this.target("file"));
    const [file] = input.files ?? [];
    if (!file) return;
    const progress = this.target("progress");
    progress.hidden = false;
    try {
      const address = addresses.hallScreensFilesUpload(this.context.meetingId);
      await send(withQuery(address, { name: file.name }), file);
    } catch (error) {
      showError(error);
    }
    progress.hidden = true;
    input.value = "";
  }

  /**
   * @param {string} file
   * @param {string} name
   */
  async #remove(file, name) {
    const isMeant = await confirm({
      title: t("Bỏ tệp “{name}”?", { name }),
      text: t("Tệp không còn trong danh sách để chiếu. Có thể tải lại sau."),
      yes: t("Bỏ tệp"),
      isDestructive: true,
    });
    if (!isMeant) return;
    try {
      await post(addresses.hallScreensFilesRemove(this.context.meetingId, file));
    } catch (error) {
      showError(error);
    }
  }
}
