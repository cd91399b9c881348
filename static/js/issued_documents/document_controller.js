/** One issued document: its file, issuing, sending, reminding, recalling. */

import { askInDialog } from "../accounts/dialog_form.js";
import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { get, post, send } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { watchDay } from "../base/day_field.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { detailsOf } from "./details.js";

const CHECK_EVERY_MS = 1500;

/** @extends {Controller<any>} */
export class IssuedDocumentController extends Controller {
  /** @override */
  start() {
    /** @type {Record<string, () => Promise<unknown> | void>} */
    const presses = {
      choose: () => this.#file?.click(),
      issue: () => this.#issue(),
      send: () =>
        this.#act(() =>
          post(addresses.issuedDocumentsIssuingSend(this.#id), this.#units),
        ),
      remind: () =>
        this.#act(() => post(addresses.issuedDocumentsIssuingRemind(this.#id), {})),
      recall: () => this.#recall(),
      "give-up": () => this.#giveUp(),
      public: () => this.#switchPublic(),
    };
    for (const [name, press] of Object.entries(presses)) {
      const button = this.#found(name);
      if (button) this.on(button, "click", press);
    }
    if (this.#file) this.on(this.#file, "change", () => this.#upload());
    this.#startWords();
    const sendButton = /** @type {HTMLButtonElement | null} */ (this.#found("send"));
    this.on(this.element, "change", () => {
      if (sendButton) sendButton.disabled = !this.#units.units.length;
    });
    if (this.element.dataset.fileState === "waiting") this.#watchCheck();
  }

  get #id() {
    return Number(this.element.dataset.issued);
  }

  /** @param {string} name */
  #found(name) {
    return /** @type {HTMLElement | null} */ (
      this.element.querySelector(`[data-target="${name}"]`)
    );
  }

  get #file() {
    return /** @type {HTMLInputElement | null} */ (this.#found("file"));
  }

  get #units() {
    const chosen = this.element.querySelectorAll('input[name="unit"]:checked');
    const boxes = /** @type {HTMLInputElement[]} */ ([...chosen]);
    return { units: boxes.map(({ value }) => Number(value)) };
  }

  #startWords() {
    const form = /** @type {HTMLFormElement | null} */ (this.#found("words"));
    if (!form) return;
    watchDay(/** @type {HTMLInputElement} */ (form.elements.namedItem("date")));
    this.on(form, "submit", (event) => {
      event.preventDefault();
      if (!form.reportValidity()) return;
      const revision = Number(this.element.dataset.revision);
      const address = addresses.issuedDocumentsRegisterChange(this.#id);
      this.#act(() => post(address, { details: detailsOf(form), revision }));
    });
  }

  /** @param {() => Promise<unknown>} act shows the page anew when done */
  async #act(act) {
    try {
      await act();
      location.reload();
    } catch (error) {
      showError(error);
    }
  }

  async #upload() {
    const file = this.#file?.files?.[0];
    if (!file) return;
    const address = addresses.issuedDocumentsIssuingUpload(this.#id);
    const choose = /** @type {HTMLButtonElement} */ (this.#found("choose"));
    const words = choose.textContent;
    choose.disabled = true;
    choose.textContent = t("Đang tải {name} lên…", { name: file.name });
    try {
      await this.#act(() => send(withQuery(address, { name: file.name }), file));
    } finally {
      choose.disabled = false;
      choose.textContent = words;
      if (this.#file) this.#file.value = "";
    }
  }

  #watchCheck() {
    const watch = setInterval(async () => {
      try {
        const state = await get(addresses.issuedDocumentsIssuingState(this.#id));
        if (state.file_state === "waiting") return;
        clearInterval(watch);
        location.reload();
      } catch {
        // Asked again with the next tick.
      }
    }, CHECK_EVERY_MS);
  }

  async #issue() {
    const { units } = this.#units;
    const number = this.element.dataset.number ?? "";
    const isSure = await confirm({
      title: t("Phát hành văn bản {number}?", { number }),
      text: units.length
        ? t("Văn bản được gửi tới {count} đơn vị. Sau đó không sửa được nữa.", {
            count: units.length,
          })
        : t("Chưa chọn đơn vị nào; có thể gửi sau. Văn bản không sửa được nữa."),
      yes: t("Phát hành"),
    });
    if (!isSure) return;
    await this.#act(() =>
      post(addresses.issuedDocumentsIssuingIssue(this.#id), { units }),
    );
  }

  #recall() {
    return this.#askReason({
      title: t("Thu hồi văn bản {number}?", {
        number: this.element.dataset.number ?? "",
      }),
      words: t("Đơn vị được báo lý do này và không mở được văn bản nữa."),
      yes: t("Thu hồi"),
      address: addresses.issuedDocumentsIssuingRecall(this.#id),
    });
  }

  #giveUp() {
    return this.#askReason({
      title: t("Bỏ số {number}?", { number: this.element.dataset.number ?? "" }),
      words: t("Lý do được ghi vào sổ. Số này không dùng lại được."),
      yes: t("Bỏ số"),
      address: addresses.issuedDocumentsRegisterGiveUp(this.#id),
    });
  }

  /** @param {{title: string, words: string, yes: string, address: any}} question */
  async #askReason({ title, words, yes, address }) {
    const answer = await askInDialog({
      title,
      words: [el("p", {}, words)],
      label: t("Lý do"),
      field: { name: "reason", autocomplete: "off", maxlength: "500" },
      yes,
      isDestructive: true,
      address,
    });
    if (answer) location.reload();
  }

  #switchPublic() {
    const isPublic = this.#found("public")?.getAttribute("aria-pressed") === "true";
    const address = addresses.publicPagesChooseIssued(this.#id);
    return this.#act(() => post(address, { is_public: !isPublic }));
  }
}
