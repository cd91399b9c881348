/** Import of an agenda: paste or file, columns, preview, then all items at once. */

import * as addresses from "../base/addresses.js";
import { ApiError, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { MAX_ROWS, pastedTables, rowsOfText } from "./clipboard_table.js";
import { columnChoice } from "./column_choice.js";
import { readTables } from "./file_reading.js";
import { itemsOf, totals } from "./import_rows.js";
import { previewRow } from "./preview_list.js";

/** @typedef {import("./import_rows.js").ImportRow} ImportRow */
/** @typedef {{name: string, rows: string[][]}} Table */
/** @typedef {{workspace: import("../meetings/workspace.js").Workspace}} Context */

/**
 * @param {Table} table
 * @param {number} index
 */
function tableOption({ name, rows }, index) {
  const label = name || t("Bảng {number}", { number: index + 1 });
  const text = t("{name} ({count} dòng)", { name: label, count: rows.length });
  return el("option", { value: index }, text);
}

/**
 * Its targets have a prefix: it stands within the editor of the agenda.
 * @extends {Controller<Context>}
 */
export class AgendaImportController extends Controller {
  #dialog = /** @type {HTMLDialogElement} */ (this.target("import-dialog"));
  /** @type {Table[]} */
  #tables = [];
  #chosen = 0;
  /** @type {ImportRow[]} */
  #rows = [];

  /** @override */
  start() {
    this.on(this.target("import-open"), "click", () => this.#open());
    this.on(this.target("import-close"), "click", () => this.#dialog.close());
    this.on(this.target("import-again"), "click", () => this.#reset());
    this.on(this.target("import-add"), "click", () => this.#add());
    this.on(this.target("import-paste"), "paste", (event) => this.#paste(event));
    this.on(this.target("import-read"), "click", () => {
      const { value } = /** @type {HTMLTextAreaElement} */ (
        this.target("import-paste")
      );
      this.#show([{ name: "", rows: rowsOfText(value) }]);
    });
    const file = /** @type {HTMLInputElement} */ (this.target("import-file"));
    this.on(file, "change", () => {
      const [chosen] = file.files ?? [];
      if (chosen) this.#readFile(chosen);
      file.value = "";
    });
    const table = /** @type {HTMLSelectElement} */ (this.target("import-table"));
    this.on(table, "change", () => this.#preview(Number(table.value)));
  }

  get #meetingId() {
    return this.context.workspace.meetingId;
  }

  #open() {
    this.#reset();
    this.#dialog.showModal();
    this.target("import-paste").focus();
  }

  #reset() {
    this.#rows = [];
    /** @type {HTMLTextAreaElement} */ (this.target("import-paste")).value = "";
    this.target("import-source").hidden = false;
    this.target("import-preview").hidden = true;
    this.#say("");
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const text = event.clipboardData?.getData("text/plain") ?? "";
    event.preventDefault();
    this.#show(pastedTables(html, text));
  }

  /** @param {File} file */
  async #readFile(file) {
    this.#say(t("Đang đọc tệp {name}…", { name: file.name }));
    this.#dialog.inert = true;
    try {
      this.#show(await readTables(this.#meetingId, file));
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.#dialog.inert = false;
    }
  }

  /** @param {Table[]} tables */
  #show(tables) {
    this.#tables = tables;
    const table = /** @type {HTMLSelectElement} */ (this.target("import-table"));
    table.replaceChildren(...tables.map(tableOption));
    this.target("import-table-field").hidden = tables.length < 2;
    this.#preview(0);
  }

  /**
   * Ask the server how it understands a table; nothing is written.
   * @param {number} index
   * @param {Record<string, string>} [columns] chosen by hand
   */
  async #preview(index, columns) {
    this.#chosen = index;
    const rows = this.#tables[index]?.rows ?? [];
    if (!rows.length)
      return this.#say(t("Chưa có dòng nào. Xin sao chép lại cả bảng rồi dán."));
    if (rows.length > MAX_ROWS)
      return this.#say(
        t("Bảng có hơn {limit} dòng. Xin nhập từng phần.", { limit: MAX_ROWS }),
      );
    try {
      const url = addresses.agendaImportsPreview(this.#meetingId);
      this.#draw(await post(url, { rows, columns: columns ?? null }));
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** @param {import("./column_choice.js").ColumnPreview & {rows: ImportRow[]}} preview */
  #draw(preview) {
    this.#rows = preview.rows;
    this.#say("");
    this.target("import-source").hidden = true;
    this.target("import-preview").hidden = false;
    this.target("import-columns").replaceChildren(
      ...columnChoice(preview, (columns) => this.#preview(this.#chosen, columns)),
    );
    this.target("import-rows").replaceChildren(
      ...this.#rows.map((row, index) => previewRow(row, index, () => this.#count())),
    );
    this.#count();
  }

  #count() {
    const { count, minutes, problems, undecided } = totals(this.#rows);
    const add = /** @type {HTMLButtonElement} */ (this.target("import-add"));
    add.textContent = t("Thêm {count} nội dung vào chương trình", { count });
    add.disabled = count === 0 || problems > 0;
    const said = [
      t("{count} nội dung, {minutes} phút.", { count, minutes }),
      problems && t("{count} dòng phải sửa.", { count: problems }),
      undecided &&
        t("{count} người trình bày trùng tên, xin chọn.", { count: undecided }),
    ];
    this.target("import-summary").textContent = said.filter(Boolean).join(" ");
  }

  async #add() {
    const { workspace } = this.context;
    const items = itemsOf(this.#rows);
    const add = /** @type {HTMLButtonElement} */ (this.target("import-add"));
    add.disabled = true;
    try {
      const seen = workspace.state?.items.length ?? 0;
      await post(addresses.agendaImportsAdd(this.#meetingId), { items, seen });
      this.#dialog.close();
      toast(t("Đã thêm {count} nội dung vào chương trình.", { count: items.length }));
    } catch (error) {
      this.#refuse(error);
    } finally {
      add.disabled = false;
    }
    await workspace.meeting.refresh();
  }

  /** @param {unknown} error */
  #refuse(error) {
    if (!(error instanceof ApiError)) throw error;
    this.#say(error.message);
  }

  /** @param {string} sentence */
  #say(sentence) {
    this.target("import-said").textContent = sentence;
    this.target("import-said").hidden = !sentence;
  }
}
