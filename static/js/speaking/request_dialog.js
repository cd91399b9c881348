/** Dialog of a delegate who asks for the floor, or has asked. */

import { ApiError } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { keepFocus, openModal } from "../base/modal_dialog.js";
import { RequestForm } from "./request_form.js";
import { RequestViews } from "./request_views.js";

/** @typedef {import("./own_request.js").OwnRequest} OwnRequest */
/** @typedef {import("./own_request.js").FloorRequest} FloorRequest */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */

const POINT_OF_ORDER = "point_of_order";

export class RequestDialog {
  #form = new RequestForm();
  #views = new RequestViews({
    withdraw: (button, id) => this.#withdraw(button, id),
    attach: (id, documentId) => this.#attach(id, documentId),
  });
  /** @type {HTMLDialogElement | null} */
  #dialog = null;
  #close = el(
    "button",
    { class: "button", type: "button", onclick: () => this.#dialog?.close() },
    t("Đóng"),
  );
  #error = el("p", { class: "notice notice--error", role: "alert", hidden: true });

  /** @param {OwnRequest} own */
  constructor(own) {
    this.own = own;
  }

  /** @param {Snapshot | null} state */
  async open(state) {
    if (this.#dialog) return;
    const dialog = el("dialog", {
      class: "ask floor-dialog",
      "aria-labelledby": "floor-title",
    });
    this.#dialog = dialog;
    this.#fail("");
    this.draw(state);
    await openModal(dialog);
    this.#dialog = null;
  }

  /**
   * Show what has changed since; a form that is being filled in stays, and so does a
   * list that is being chosen from.
   * @param {Snapshot | null} state
   */
  draw(state) {
    const dialog = this.#dialog;
    if (!dialog) return;
    const { requests } = this.own;
    const signature = JSON.stringify(this.#partsOf(state));
    if (dialog.dataset.shown === signature) return this.#views.update(requests);
    dialog.dataset.shown = signature;
    dialog.replaceChildren(
      el("h2", { id: "floor-title" }, t("Đăng ký phát biểu")),
      ...(requests.length ? this.#requested(requests, state) : this.#asking(state)),
    );
    keepFocus(dialog, this.#close);
  }

  /** @param {Snapshot | null} state */
  #partsOf(state) {
    const { requests, isLoaded, error } = this.own;
    if (requests.length) return this.#views.partsOf(requests, state?.documents ?? []);
    return [isLoaded, error, state?.floor?.list_open];
  }

  /**
   * @param {FloorRequest[]} requests
   * @param {Snapshot | null} state
   */
  #requested(requests, state) {
    const hasPointOfOrder = requests.some(({ kind }) => kind === POINT_OF_ORDER);
    const mayAdd = !hasPointOfOrder && requests[0]?.state === "waiting";
    return [
      ...this.#views.build(requests, state?.documents ?? []),
      this.#error,
      el(
        "div",
        { class: "row ask-answers" },
        mayAdd && this.#orderButton(),
        this.#close,
      ),
    ];
  }

  /** @param {Snapshot | null} state */
  #asking(state) {
    const floor = state?.floor;
    if (!state || !floor || !this.own.isLoaded) {
      const words = this.own.error || t("Đang hỏi máy chủ, xin chờ một lát…");
      return [el("p", { role: "status" }, words), this.#close];
    }
    const closed = t("Chủ toạ đã đóng danh sách. Chỉ còn nhận ý kiến về thủ tục.");
    const send = el(
      "button",
      { class: "button button--primary", type: "submit" },
      t("Gửi đăng ký"),
    );
    const form = el(
      "form",
      { method: "dialog", class: "stack" },
      !floor.list_open && el("p", { class: "notice notice--warn" }, closed),
      ...this.#form.fields(floor.list_open, state.documents),
      this.#error,
      el("div", { class: "row ask-answers" }, this.#close, send),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(send);
    });
    return [form];
  }

  /** A point of order need not wait for the own turn. */
  #orderButton() {
    const form = { kind: POINT_OF_ORDER, topic: "", document_id: null };
    const button = el(
      "button",
      {
        class: "button",
        type: "button",
        onclick: () => this.#try(button, () => this.own.send(form)),
      },
      t("Xin nói về thủ tục"),
    );
    return button;
  }

  /** @param {HTMLButtonElement} button */
  async #send(button) {
    const { request } = this.#form;
    const isDone = await this.#try(button, () => this.own.send(request));
    if (isDone) this.#form = new RequestForm();
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {number} id
   */
  async #withdraw(button, id) {
    const isSure = await confirm({
      title: t("Rút đăng ký phát biểu?"),
      text: t("Đồng chí sẽ mất vị trí đang chờ, nhưng vẫn có thể đăng ký lại."),
      yes: t("Rút đăng ký"),
      isDestructive: true,
    });
    if (!isSure) return;
    const isDone = await this.#try(button, () => this.own.withdraw(id));
    if (isDone) this.#dialog?.close();
  }

  /**
   * @param {number} id
   * @param {number | null} documentId
   */
  async #attach(id, documentId) {
    const isDone = await this.#try(null, () => this.own.attach(id, documentId));
    if (!isDone) this.#views.update(this.own.requests);
  }

  /**
   * Do it, with the button off meanwhile; an error stands in the dialog.
   * @param {HTMLButtonElement | null} button
   * @param {() => Promise<unknown>} action
   */
  async #try(button, action) {
    this.#fail("");
    if (button) button.disabled = true;
    try {
      await action();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#fail(error.message);
      return false;
    } finally {
      if (button) button.disabled = false;
    }
  }

  /** @param {string} message empty: nothing went wrong */
  #fail(message) {
    this.#error.textContent = message;
    this.#error.hidden = !message;
  }
}
