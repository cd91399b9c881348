/** The locked PDF, and the signed ones that were brought back. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { post, send } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { formatDateTime } from "../base/local_time.js";
import { toast } from "../base/toast.js";
import { signedRemark } from "./labels.js";

/** @typedef {import("./minutes_page.js").SignedFile} SignedFile */

/** @extends {Controller<{page: import("./minutes_page.js").MinutesPage}>} */
export class FilesController extends Controller {
  /** @override */
  start() {
    this.on(this.context.page, "status", () => this.#draw());
    const field = /** @type {HTMLInputElement} */ (this.target("file"));
    this.on(this.target("choose"), "click", () => field.click());
    this.on(field, "change", () => this.#upload(field));
    this.on(this.target("issue"), "click", () => this.#issue());
  }

  #draw() {
    const { status } = this.context.page;
    if (!status) return;
    const isLocked = status.state === "finalised";
    const hasPdf = Boolean(status.pdf.sha256);
    this.element.hidden = !isLocked;
    this.target("pdf").hidden = !hasPdf;
    this.target("making").hidden = hasPdf;
    this.target("hash").textContent = hasPdf ? `SHA-256: ${status.pdf.sha256}` : "";
    this.target("choose").hidden = !hasPdf || !status.may_write;
    const isSigned = status.signed.some(({ state }) => state === "accepted");
    this.target("issue").hidden = !isSigned || !status.may_write;
    this.target("list").replaceChildren(
      ...status.signed.map((file) => this.#row(file)),
    );
  }

  /** @param {SignedFile} file */
  #row(file) {
    const { meetingId, minutesId } = this.context.page;
    const isAccepted = file.state === "accepted";
    const states = /** @type {Record<string, string>} */ ({
      waiting: t("Đang kiểm tra tệp…"),
      refused: t("Tệp này không mở được như PDF, không dùng."),
      accepted: signedRemark(file),
    });
    const isOdd = file.state === "refused" || (isAccepted && file.warning !== "none");
    return el(
      "li",
      { class: "signed-row" },
      isAccepted
        ? el(
            "a",
            { href: addresses.minutesFilesSigned(meetingId, minutesId, file.id) },
            file.name,
          )
        : el("span", {}, file.name),
      el(
        "span",
        { class: "small soft" },
        `${file.uploaded_by} · ${formatDateTime(file.uploaded_at)}`,
      ),
      el(
        "p",
        { class: isOdd ? "notice notice--warn" : "small" },
        states[file.state] ?? "",
      ),
      isAccepted &&
        el("p", { class: "small soft minutes-hash" }, `SHA-256: ${file.sha256}`),
    );
  }

  async #issue() {
    const isSure = await confirm({
      title: t("Phát hành biên bản đã ký?"),
      text: t("Biên bản được cấp số và ghi vào sổ văn bản phát hành, một lần."),
      yes: t("Phát hành"),
    });
    if (!isSure) return;
    const { page } = this.context;
    const address = addresses.minutesIssuingIssue(page.meetingId, page.minutesId);
    try {
      const { id, keeps_register: keepsRegister } = await post(address, {});
      if (keepsRegister) {
        location.assign(addresses.issuedDocumentsRegisterShowDocument(id));
      } else toast(t("Biên bản đã được phát hành."));
    } catch (error) {
      showError(error);
    }
  }

  /** @param {HTMLInputElement} field */
  async #upload(field) {
    const { page } = this.context;
    const file = field.files?.[0];
    if (!file) return;
    const address = addresses.minutesFilesUpload(page.meetingId, page.minutesId);
    await page.act(() => send(withQuery(address, { name: file.name }), file));
    field.value = "";
  }
}
