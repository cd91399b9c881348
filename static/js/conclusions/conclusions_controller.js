/** The list of conclusions: added, edited, moved, issued. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { replaceKeepingFocus } from "../base/element_cache.js";
import { t } from "../base/i18n.js";
import { formatDateTime } from "../base/local_time.js";
import { ConclusionForm } from "./conclusion_form.js";
import { conclusionRow } from "./conclusion_row.js";

/** @typedef {import("../live/messages.js").Conclusion} Conclusion */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/** @typedef {import("../meetings/workspace.js").Workspace} Workspace */

/** @extends {Controller<{workspace: Workspace}>} */
export class ConclusionsController extends Controller {
  #signature = "";
  /** @type {Snapshot | null} as drawn, which is what is issued */
  #drawn = null;

  /** @override */
  start() {
    const { workspace } = this.context;
    this.on(this.target("add"), "click", () => this.#open(null));
    this.on(this.target("issue"), "click", () => this.#issue());
    this.on(this.target("reopen"), "click", () => this.#reopen());
    workspace.onRender((state) => this.#draw(state));
  }

  /** @param {Conclusion | null} conclusion */
  #open(conclusion) {
    const { workspace } = this.context;
    if (!workspace.state) return;
    workspace.panel.open(new ConclusionForm(workspace, conclusion));
  }

  /** @param {Snapshot} state */
  #draw(state) {
    const { conclusions, items, documents } = state;
    if (!conclusions) return;
    const { selectedKey } = this.context.workspace;
    const titles = [items, documents].flat().map(({ id, title }) => [id, title]);
    const signature = JSON.stringify([conclusions, titles, selectedKey]);
    if (signature === this.#signature) return;
    this.#signature = signature;
    this.#drawn = state;
    const { lines, issued_at: issuedAt, issued_by: name } = conclusions;
    const isIssued = issuedAt !== null;
    if (isIssued && selectedKey) this.#closeForm();
    this.target("none").hidden = lines.length > 0;
    this.target("add").hidden = isIssued;
    this.target("issue").hidden = isIssued || lines.length === 0;
    this.target("issued").hidden = !isIssued;
    this.target("issued-text").textContent = isIssued
      ? t("{name} đã ban hành lúc {time}. Muốn sửa phải mở lại.", {
          name,
          time: formatDateTime(issuedAt),
        })
      : "";
    const presses = {
      open: (/** @type {Conclusion} */ one) => this.#open(one),
      move: (/** @type {Conclusion} */ one, /** @type {-1 | 1} */ by) =>
        this.#move(one, by),
    };
    replaceKeepingFocus(this.target("list"), () =>
      lines.map((line) =>
        conclusionRow(
          line,
          state,
          isIssued ? null : presses,
          selectedKey === `conclusion:${line.id}`,
        ),
      ),
    );
  }

  /** What is typed stays until the secretary closes it; an unedited form is closed. */
  #closeForm() {
    const { panel } = this.context.workspace;
    if (!panel.form?.isDirty()) panel.closeNow();
  }

  /**
   * @param {Conclusion} conclusion
   * @param {-1 | 1} by
   */
  async #move(conclusion, by) {
    const { workspace } = this.context;
    const lines = workspace.state?.conclusions?.lines ?? [];
    const place = lines.findIndex(({ id }) => id === conclusion.id);
    const after = lines[by === 1 ? place + 1 : place - 2]?.id ?? null;
    const url = addresses.conclusionsMove(workspace.meetingId, conclusion.id);
    await workspace.perform(() => post(url, { after }));
  }

  async #issue() {
    const { workspace } = this.context;
    const seen = this.#drawn?.conclusions;
    if (!seen) return;
    const isSure = await confirm({
      title: t("Ban hành {count} kết luận?", { count: seen.lines.length }),
      text: t(
        "Sau khi ban hành, không ai sửa được nữa trừ khi mở lại. Việc ban hành được ghi vào nhật ký của hội nghị.",
      ),
      yes: t("Ban hành"),
    });
    if (!isSure) return;
    const url = addresses.conclusionsIssue(workspace.meetingId);
    await workspace.perform(() => post(url, { seen_sha256: seen.sha256 }));
  }

  async #reopen() {
    const { workspace } = this.context;
    const isSure = await confirm({
      title: t("Mở lại để sửa kết luận?"),
      text: t(
        "Nhật ký của hội nghị giữ lại việc đã ban hành và mở lại. Thông báo đã gửi đi phải được thay.",
      ),
      yes: t("Mở lại"),
      isDestructive: true,
    });
    if (!isSure) return;
    const url = addresses.conclusionsReopen(workspace.meetingId);
    await workspace.perform(() => post(url));
  }
}
