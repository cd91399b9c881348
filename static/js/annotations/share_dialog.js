/** Dialog to choose the readers of a note. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { openModal } from "../base/modal_dialog.js";
import { showError } from "../base/error_toast.js";
import { toast } from "../base/toast.js";

/** @typedef {import("./notes.js").Notes} Notes */
/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./outgoing.js").Person} Person */

/** Who types is not asked about at each letter. */
const INPUT_DEBOUNCE_MS = 250;

/**
 * @param {Notes} notes
 * @param {Note[]} chosen of one page
 */
export async function openShareDialog(notes, chosen) {
  const [first] = chosen;
  if (!first) return;
  if (!(await notes.noteSync.run())) {
    return toast(
      t("Ghi chú chưa gửi được lên máy chủ nên chưa chia sẻ được. Xin thử lại sau."),
      "error",
    );
  }
  try {
    await notes.outgoing.load();
  } catch (error) {
    return showError(error);
  }
  new ShareDialog(notes, first, chosen).open();
}

class ShareDialog {
  /** @type {Person[]} */
  #found = [];
  #requests = 0;
  /** @type {number | undefined} */
  #timer;

  /**
   * @param {Notes} notes
   * @param {Note} first
   * @param {Note[]} chosen
   */
  constructor(notes, first, chosen) {
    this.outgoing = notes.outgoing;
    this.document = first.document;
    this.keys = chosen.map(({ key }) => key);
    this.readers = el("ul", { class: "share-people" });
    this.others = el("ul", { class: "share-people", "aria-live": "polite" });
    this.search = el("input", {
      id: "share-search",
      type: "search",
      autocomplete: "off",
      maxlength: 80,
      oninput: () => this.#onInput(),
    });
    this.dialog = this.#make(first.page);
  }

  /** @param {number} page */
  #make(page) {
    const say = t(
      "Người được chọn thấy ghi chú này trên trang, chỉ đọc. Đồng chí lấy lại được bất cứ lúc nào.",
    );
    return el(
      "dialog",
      { class: "ask share-dialog", "aria-labelledby": "share-title" },
      el("h2", { id: "share-title" }, t("Chia sẻ ghi chú trang {page}", { page })),
      el("p", { class: "soft" }, say),
      this.readers,
      el(
        "div",
        { class: "field" },
        el("label", { for: "share-search" }, t("Tìm người theo tên")),
        this.search,
      ),
      this.others,
      el(
        "form",
        { method: "dialog", class: "row note-answers" },
        el("button", { class: "button button--primary" }, t("Xong")),
      ),
    );
  }

  open() {
    const draw = () => afterPress(this, () => this.#draw());
    this.outgoing.addEventListener("changed", draw);
    openModal(this.dialog).then(() =>
      this.outgoing.removeEventListener("changed", draw),
    );
    this.#search();
    this.#draw();
  }

  #onInput() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#search(), INPUT_DEBOUNCE_MS);
  }

  async #search() {
    const request = ++this.#requests;
    try {
      const { people } = await this.outgoing.server.readers(
        this.document,
        this.search.value,
      );
      if (request !== this.#requests) return;
      this.#found = people;
    } catch (error) {
      return showError(error);
    }
    this.#draw();
  }

  #draw() {
    const readers = this.outgoing.readers(this.keys);
    const ids = new Set(readers.map(({ id }) => id));
    const rest = this.#found.filter(({ id }) => !ids.has(id));
    this.readers.replaceChildren(
      ...readers.map((one) => this.#personRow(one, t("Thôi chia sẻ"), false)),
    );
    this.others.replaceChildren(
      ...rest.map((one) => this.#personRow(one, t("Chia sẻ"), true)),
    );
    if (!rest.length) {
      this.others.append(el("li", { class: "soft" }, t("Không có ai khác như vậy.")));
    }
  }

  /**
   * @param {Person} person
   * @param {string} label
   * @param {boolean} isShared what the button makes of it
   */
  #personRow({ id, name, where }, label, isShared) {
    const onClick = async () => {
      await this.outgoing.share(this.keys, id, isShared).catch(showError);
    };
    return el(
      "li",
      { class: isShared ? "share-person" : "share-person is-reader" },
      el("b", {}, name),
      where && el("span", { class: "soft small" }, where),
      el(
        "button",
        {
          class: "button",
          type: "button",
          "aria-label": `${label}: ${name}`,
          onclick: onClick,
        },
        label,
      ),
    );
  }
}
