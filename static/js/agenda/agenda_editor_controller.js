/** Agenda editor of the secretary: rows, moving items, opening forms. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { replaceKeepingFocus, ElementCache } from "../base/element_cache.js";
import { t } from "../base/i18n.js";
import { DragState } from "./drag_state.js";
import { PointerDrag } from "./pointer_drag.js";
import { ItemForm } from "./item_form.js";
import { itemBlock, itemRow } from "./item_row.js";
import { plannedMinutes } from "./item_values.js";
import { KeyboardMove } from "./keyboard_move.js";

/** @typedef {import("../live/messages.js").Item} Item */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/**
 * @typedef {object} Context
 * @property {import("../meetings/workspace.js").Workspace} workspace
 * @property {(itemId: number | null) => HTMLElement} documentListFor
 * @property {(itemId: number | null) => void} chooseFiles
 */

/** @extends {Controller<Context>} */
export class AgendaEditorController extends Controller {
  rows = new ElementCache();
  drag = new DragState();
  list = this.target("items");
  actions = {
    open: (/** @type {Item} */ item) => {
      this.context.workspace.panel.open(new ItemForm(this.context.workspace, item));
    },
    upload: (/** @type {Item} */ item) => this.context.chooseFiles(item.id),
  };

  /** @override */
  start() {
    const { workspace } = this.context;
    this.on(this.target("add"), "click", () => {
      workspace.panel.open(new ItemForm(workspace, null));
    });
    this.#bindPointer();
    this.#bindKeyboard();
    workspace.onRender((state) => this.#draw(state));
  }

  get #items() {
    return this.context.workspace.state?.items ?? [];
  }

  /** @param {Snapshot} state */
  #draw(state) {
    const order = this.drag.order(state.items);
    const items = new Map(state.items.map((item) => [item.id, item]));
    /** @param {number} id @returns {HTMLElement} */
    const buildItem = (id) => {
      const below = order.below(id).map(buildItem);
      const item = /** @type {Item} */ (items.get(id));
      const line = {
        item,
        number: order.numberOf(id),
        isSelected: this.context.workspace.selectedKey === `item:${id}`,
        isDragged: this.drag.id === id,
      };
      const head = this.rows.get(`${id}`, line, () => itemRow(line, this.actions));
      return itemBlock(id, head, this.context.documentListFor(id), below);
    };
    replaceKeepingFocus(this.list, () => order.below(null).map(buildItem));
    this.rows.evictUnused();
    this.target("empty").hidden = state.items.length > 0;
    const minutes = plannedMinutes(state.items);
    this.target("total").textContent = minutes
      ? t("Dự kiến {count} phút", { count: minutes })
      : "";
  }

  #bindPointer() {
    const { workspace } = this.context;
    new PointerDrag(this.list, {
      begin: (id) => {
        workspace.pause(true);
        this.drag.begin(id);
        this.element.classList.add("is-dragging");
        this.#rowElement(id)?.classList.add("is-dragged");
      },
      preview: (id, over, side) => this.drag.preview(this.#items, over, side),
      drop: () => this.#drop(),
      cancel: () => this.#cancel(),
    });
  }

  #bindKeyboard() {
    new KeyboardMove(this.list, {
      draggedId: () => this.drag.id,
      begin: (id) => {
        this.drag.begin(id);
        this.#announce(
          t("Đã nhấc nội dung {number}. Dùng phím mũi tên để chuyển.", {
            number: this.drag.order(this.#items).numberOf(id),
          }),
        );
      },
      step: (id, direction) => {
        const isMoved = this.drag.step(this.#items, direction);
        const number = this.drag.order(this.#items).numberOf(id);
        const sentence = isMoved
          ? t("Tới vị trí {number}.", { number })
          : t("Không chuyển thêm được. Đang ở vị trí {number}.", { number });
        this.#announce(sentence);
      },
      drop: () => this.#drop(),
      cancel: () => this.#cancel(),
    });
  }

  /** @param {string} sentence */
  #announce(sentence) {
    this.target("said").textContent = sentence;
    this.context.workspace.scheduleRender();
  }

  #cancel() {
    this.#end();
    this.#announce(t("Đã để lại chỗ cũ."));
  }

  /** Keep showing the new position until the server has confirmed it. */
  async #drop() {
    const { workspace } = this.context;
    const { id, position } = this.drag;
    workspace.pause(false);
    if (id === null || !position) return this.#cancel();
    const number = this.drag.order(this.#items).numberOf(id);
    const url = addresses.agendaMoveItem(workspace.meetingId, id);
    const isDone = await workspace.perform(() => post(url, position));
    await workspace.meeting.refresh();
    this.#end();
    this.#announce(
      isDone
        ? t("Đã chuyển tới vị trí {number}.", { number })
        : t("Chưa chuyển được, nội dung ở chỗ cũ."),
    );
  }

  /** @param {number} id */
  #rowElement(id) {
    return this.list.querySelector(`[data-line="${id}"]`);
  }

  #end() {
    // Nothing is redrawn during a drag, so the class is removed here.
    if (this.drag.id !== null) {
      this.#rowElement(this.drag.id)?.classList.remove("is-dragged");
    }
    this.drag.cancel();
    this.element.classList.remove("is-dragging");
    this.context.workspace.pause(false);
  }
}
