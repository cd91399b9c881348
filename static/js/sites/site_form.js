/** Form of a new or existing site. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { el } from "../base/dom.js";
import { field, select } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";
import { showError } from "../base/error_toast.js";

/** @typedef {import("./labels.js").Site} Site */
/** @typedef {import("./site_dialog.js").Board} Board */

const MAX_NAME_LENGTH = 200;
const MAX_EXPECTED = 100_000;

export class SiteForm {
  /**
   * @param {Board} dashboard
   * @param {Site | null} site null: a new one
   */
  constructor(dashboard, site) {
    this.dashboard = dashboard;
    this.site = site;
    this.name = el("input", {
      maxlength: MAX_NAME_LENGTH,
      required: true,
      autocomplete: "off",
    });
    this.kind = select(
      [
        { value: "remote_site", label: t("Điểm cầu thành phần") },
        { value: "main_site", label: t("Điểm cầu chính") },
      ],
      () => {},
    );
    this.parent = select(this.#parents(), () => {});
    this.expected = el("input", { type: "number", min: "0", max: MAX_EXPECTED });
    if (site) this.#show(site);
    this.dialog = this.#dialog();
  }

  /** @param {Site} site */
  #show({ name, kind, parent_id, expected, roll }) {
    this.name.value = name;
    this.kind.value = kind;
    this.parent.value = String(parent_id ?? 0);
    // The same as the roll: it was left to the roll.
    if (expected !== roll) this.expected.value = String(expected);
  }

  open() {
    openModal(this.dialog);
    this.name.focus();
  }

  #parents() {
    const others = (this.dashboard.sites ?? []).filter(
      ({ id }) => id && id !== this.site?.id,
    );
    return [
      { value: "0", label: t("Không thuộc điểm cầu nào") },
      ...others.map(({ id, name }) => ({ value: String(id), label: name })),
    ];
  }

  #dialog() {
    const send = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#save();
    };
    const dialog = el(
      "dialog",
      { class: "ask ask--form" },
      el(
        "form",
        { class: "stack", onsubmit: send },
        el("h2", {}, this.site ? t("Sửa điểm cầu") : t("Thêm điểm cầu")),
        field(t("Tên điểm cầu"), this.name),
        field(t("Loại"), this.kind),
        field(t("Trực thuộc"), this.parent),
        field(
          t("Số người dự kiến"),
          this.expected,
          t("Để trống: lấy theo danh sách đại biểu của điểm cầu."),
        ),
        el(
          "div",
          { class: "row ask-answers" },
          el(
            "button",
            { class: "button", type: "button", onclick: () => dialog.close() },
            t("Không"),
          ),
          el("button", { class: "button button--primary" }, t("Lưu")),
        ),
      ),
    );
    return dialog;
  }

  async #save() {
    const { meetingId } = this.dashboard;
    const url = this.site
      ? addresses.siteOverviewChangeSite(meetingId, this.site.id)
      : addresses.siteOverviewAddSite(meetingId);
    const body = {
      name: this.name.value,
      kind: this.kind.value,
      parent_id: Number(this.parent.value) || null,
      expected: Number(this.expected.value) || 0,
    };
    try {
      await post(url, body);
      this.dialog.close();
      await this.dashboard.refresh();
    } catch (error) {
      showError(error);
    }
  }
}
