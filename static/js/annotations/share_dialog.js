/** Choosing who sees a note: those who see it now, and a search by name. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { sayError } from "../base/say_error.js";
import { toast } from "../base/toast.js";
import { show } from "./note_dialog.js";

/** @typedef {import("./make_notes.js").Notes} Notes */
/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./sent.js").Person} Person */

/** Who types is not asked about at each letter. */
const TYPED_MS = 250;

/**
 * @param {Notes} notes
 * @param {Note[]} chosen of one page
 */
export async function openShare(notes, chosen) {
  const [first] = chosen;
  if (!first) return;
  if (!(await notes.syncing.now())) {
    return toast(
      t("Ghi chú chưa gửi được lên máy chủ nên chưa chia sẻ được. Xin thử lại sau."),
      "error",
    );
  }
  try {
    await notes.sent.load();
  } catch (error) {
    return sayError(error);
  }
  new ShareDialog(notes, first, chosen).open();
}

class ShareDialog {
  /** @type {Person[]} */
  #found = [];
  #asked = 0;
  /** @type {number | undefined} */
  #timer;

  /**
   * @param {Notes} notes
   * @param {Note} first
   * @param {Note[]} chosen
   */
  constructor(notes, first, chosen) {
    this.sent = notes.sent;
    this.document = first.document;
    this.keys = chosen.map(({ key }) => key);
    this.readers = el("ul", { class: "share-people" });
    this.others = el("ul", { class: "share-people", "aria-live": "polite" });
    this.search = el("input", {
      id: "share-search",
      type: "search",
      autocomplete: "off",
      maxlength: 80,
      oninput: () => this.#type(),
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
    this.sent.addEventListener("changed", draw);
    show(this.dialog, () => this.sent.removeEventListener("changed", draw));
    this.#find();
    this.#draw();
  }

  #type() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#find(), TYPED_MS);
  }

  async #find() {
    const round = ++this.#asked;
    try {
      const { people } = await this.sent.server.readers(
        this.document,
        this.search.value,
      );
      if (round !== this.#asked) return;
      this.#found = people;
    } catch (error) {
      return sayError(error);
    }
    this.#draw();
  }

  #draw() {
    const readers = this.sent.readers(this.keys);
    const ids = new Set(readers.map(({ id }) => id));
    const rest = this.#found.filter(({ id }) => !ids.has(id));
    this.readers.replaceChildren(
      ...readers.map((one) => this.#line(one, t("Thôi chia sẻ"), false)),
    );
    this.others.replaceChildren(
      ...rest.map((one) => this.#line(one, t("Chia sẻ"), true)),
    );
    if (!rest.length) {
      this.others.append(el("li", { class: "soft" }, t("Không có ai khác như vậy.")));
    }
  }

  /**
   * @param {Person} person
   * @param {string} word
   * @param {boolean} isShared what the button makes of it
   */
  #line({ id, name, where }, word, isShared) {
    const deed = async () => {
      await this.sent.share(this.keys, id, isShared).catch(sayError);
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
          "aria-label": `${word}: ${name}`,
          onclick: deed,
        },
        word,
      ),
    );
  }
}
