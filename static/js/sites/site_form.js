/** The form of a site, for a new one and for one that is there. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { el } from "../base/dom.js";
import { field, select } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { sayError } from "../base/say_error.js";

/** @typedef {import("./words.js").Site} Site */
/** @typedef {import("./site_dialog.js").Board} Board */

const LONGEST_NAME = 200;
const MOST_EXPECTED = 100_000;

export class SiteForm {
  /**
   * @param {Board} board
   * @param {Site | null} site null: a new one
   */
  constructor(board, site) {
    this.board = board;
    this.site = site;
    this.name = el("input", {
      maxlength: LONGEST_NAME,
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
    this.expected = el("input", { type: "number", min: "0", max: MOST_EXPECTED });
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
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.name.focus();
  }

  #parents() {
    const others = (this.board.sites ?? []).filter(
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
    const made = el(
      "dialog",
      { class: "ask ask--form", onclose: () => made.remove() },
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
            { class: "button", type: "button", onclick: () => made.close() },
            t("Không"),
          ),
          el("button", { class: "button button--primary" }, t("Lưu")),
        ),
      ),
    );
    return made;
  }

  async #save() {
    const { meetingId } = this.board;
    const url = this.site
      ? addresses.overviewChangeSite(meetingId, this.site.id)
      : addresses.overviewAddSite(meetingId);
    const body = {
      name: this.name.value,
      kind: this.kind.value,
      parent_id: Number(this.parent.value) || null,
      expected: Number(this.expected.value) || 0,
    };
    try {
      await post(url, body);
      this.dialog.close();
      await this.board.ask();
    } catch (error) {
      sayError(error);
    }
  }
}
