/** Import of a list: choose a file, look at what it would change, apply it. */

import { withQuery } from "../base/address_builder.js";
import { ApiError, get, post, send } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/** @typedef {import("../base/address_builder.js").GetAddress} GetAddress */
/** @typedef {import("../base/address_builder.js").PostAddress} PostAddress */
/**
 * @typedef {{row: number, text: string, about: string, change: string,
 *   problem: string}} ListRow
 */
/** @typedef {{phase: string, message: string, rows: ListRow[], signature: string,
 *   new_units?: string[]}} Preview */

const POLL_INTERVAL_MS = 500;
/** The server's limit; checked before the upload. */
const MAX_BYTES = 20_000_000;
const SHOWN_ROWS = 500;

/** @extends {Controller<any>} */
export class ListImportController extends Controller {
  #draft = "";
  #signature = "";

  /** @returns {{upload: PostAddress, preview: GetAddress, apply: PostAddress, done: GetAddress}} */
  get addresses() {
    throw new Error("an import without addresses");
  }

  /** @override */
  start() {
    const file = /** @type {HTMLInputElement} */ (this.target("file"));
    this.on(file, "change", () => {
      const [chosen] = file.files ?? [];
      if (chosen) this.#read(chosen);
      file.value = "";
    });
    this.on(this.target("apply"), "click", () => this.#apply());
  }

  /** @param {File} file */
  async #read(file) {
    this.target("preview").hidden = true;
    if (file.size > MAX_BYTES) {
      const limit = MAX_BYTES / 1_000_000;
      this.#say(t("Tệp lớn hơn {limit} MB. Xin chia nhỏ rồi tải lại.", { limit }));
      return;
    }
    this.#say(t("Đang đọc tệp {name}…", { name: file.name }));
    try {
      const url = withQuery(this.addresses.upload, { name: file.name });
      this.#draft = (await send(url, file)).draft;
      this.#show(await this.#wait());
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** @returns {Promise<Preview>} */
  async #wait() {
    for (;;) {
      const url = withQuery(this.addresses.preview, { draft: this.#draft });
      const found = await get(url);
      if (found.phase === "read") return found;
      if (found.phase === "refused") throw new ApiError(422, "refused", found.message);
      if (found.phase === "failed")
        throw new ApiError(
          422,
          "failed",
          t("Không đọc được tệp này. Xin lưu lại rồi thử lại."),
        );
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
    }
  }

  /** @param {Preview} preview */
  #show({ rows, signature, new_units = [] }) {
    this.#signature = signature;
    this.#say(summary(rows, new_units));
    const taken = countRows(rows, "new") + countRows(rows, "changed");
    this.target("rows").replaceChildren(...rows.slice(0, SHOWN_ROWS).map(rowLine));
    this.target("preview").hidden = false;
    const apply = /** @type {HTMLButtonElement} */ (this.target("apply"));
    apply.disabled = taken === 0;
    apply.textContent = t("Nhận {count} dòng", { count: taken });
  }

  async #apply() {
    const apply = /** @type {HTMLButtonElement} */ (this.target("apply"));
    apply.disabled = true;
    try {
      await post(this.addresses.apply, { draft: this.#draft, seen: this.#signature });
      location.assign(this.addresses.done);
    } catch (error) {
      this.#refuse(error);
      apply.disabled = false;
    }
  }

  /** @param {unknown} error */
  #refuse(error) {
    if (!(error instanceof ApiError)) throw error;
    this.#say(error.message);
  }

  /** @param {string} sentence */
  #say(sentence) {
    this.target("said").textContent = sentence;
    this.target("said").hidden = !sentence;
  }
}

/**
 * @param {ListRow[]} rows
 * @param {string} change
 */
const countRows = (rows, change) => rows.filter((row) => row.change === change).length;

/**
 * Say how many rows of each kind there are.
 * @param {ListRow[]} rows
 * @param {string[]} newUnits names
 */
function summary(rows, newUnits) {
  const [changed, same, wrong] = ["changed", "same", "wrong"].map((change) =>
    countRows(rows, change),
  );
  const names = newUnits.join("; ");
  return [
    t("{count} dòng mới.", { count: countRows(rows, "new") }),
    changed && t("{count} dòng thay đổi.", { count: changed }),
    same && t("{count} dòng đã có, giữ nguyên.", { count: same }),
    wrong && t("{count} dòng sai, không nhận.", { count: wrong }),
    newUnits.length && t("Đơn vị mới sẽ thêm vào danh sách: {names}.", { names }),
  ]
    .filter(Boolean)
    .join(" ");
}

/** @param {ListRow} row */
function rowLine({ row, text, about, change, problem }) {
  /** @type {Record<string, [string, string]>} */
  const tags = {
    new: [t("Mới"), "tag--good"],
    changed: [t("Thay đổi"), "tag--warn"],
    same: [t("Đã có"), ""],
    wrong: [t("Sai"), "tag--live"],
  };
  const [label, tone] = tags[change] ?? [change, ""];
  return el(
    "li",
    { class: "list-row" },
    el(
      "p",
      { class: "row" },
      el("span", { class: `tag ${tone}` }, label),
      el("span", { class: "faint" }, t("Dòng {row}", { row })),
    ),
    el("p", { lang: "vi" }, text),
    about ? el("p", { class: "soft small", lang: "vi" }, about) : null,
    problem ? el("p", { class: "notice notice--error" }, problem) : null,
  );
}
