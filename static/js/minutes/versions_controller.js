/** Versions of the text: kept under a name, compared with the text, restored. */

import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { formatDateTime } from "../base/local_time.js";
import { toast } from "../base/toast.js";
import { showChanges } from "./compare_dialog.js";
import { versionLabel } from "./labels.js";

/** @typedef {import("./minutes_page.js").Version} Version */

/** @extends {Controller<{page: import("./minutes_page.js").MinutesPage}>} */
export class VersionsController extends Controller {
  #drawn = "";

  /** @override */
  start() {
    this.on(this.context.page, "status", () => this.#draw());
    this.on(this.target("form"), "submit", (event) => {
      event.preventDefault();
      this.#keep();
    });
  }

  async #keep() {
    const { page } = this.context;
    const field = /** @type {HTMLInputElement} */ (this.target("name"));
    const address = addresses.minutesVersionsKeep(page.meetingId, page.minutesId);
    if (await page.act(() => post(address, { name: field.value.trim() }))) {
      field.value = "";
      toast(t("Đã lưu phiên bản"));
    }
  }

  #draw() {
    const { page } = this.context;
    this.target("form").hidden = !page.isEditable;
    const versions = page.status?.versions ?? [];
    const shown = JSON.stringify([versions, page.isEditable]);
    if (shown === this.#drawn) return;
    this.#drawn = shown;
    this.target("list").replaceChildren(
      ...versions.map((version) => this.#row(version)),
    );
  }

  /** @param {Version} version */
  #row(version) {
    const { page } = this.context;
    const about = [version.made_by, formatDateTime(version.made_at)].filter(Boolean);
    const name = `${version.number}. ${versionLabel(version)}`;
    return el(
      "li",
      { class: "version-row" },
      el("span", { class: "version-name" }, name),
      el("span", { class: "small soft" }, about.join(" · ")),
      el(
        "span",
        { class: "row" },
        el(
          "button",
          {
            class: "button",
            type: "button",
            "aria-label": t("So với bản hiện nay: {name}", { name }),
            onclick: () => this.#compare(version),
          },
          t("So sánh"),
        ),
        page.isEditable &&
          el(
            "button",
            {
              class: "button",
              type: "button",
              "aria-label": t("Khôi phục: {name}", { name }),
              onclick: () => this.#restore(version),
            },
            t("Khôi phục"),
          ),
      ),
    );
  }

  /** @param {Version} version */
  async #compare(version) {
    const { meetingId, minutesId } = this.context.page;
    const address = addresses.minutesVersionsChanges(meetingId, minutesId, version.id);
    try {
      const { lines } = await get(address);
      await showChanges(`${version.number}. ${versionLabel(version)}`, lines);
    } catch (error) {
      showError(error);
    }
  }

  /** @param {Version} version */
  async #restore(version) {
    const { page } = this.context;
    const isSure = await confirm({
      title: t("Khôi phục bản {number}?", { number: version.number }),
      text: t(
        "Bản hiện nay được lưu lại thành một phiên bản trước khi thay. Không mất chữ nào.",
      ),
      yes: t("Khôi phục"),
    });
    if (!isSure) return;
    const { meetingId, minutesId } = page;
    const address = addresses.minutesVersionsRestore(meetingId, minutesId, version.id);
    if (await page.act(() => post(address))) toast(t("Đã khôi phục"));
  }
}
