/** List of those who wait, with its order changed by drag or keyboard. */

import { DragState } from "../agenda/drag_state.js";
import { KeyboardMove } from "../agenda/keyboard_move.js";
import { PointerDrag } from "../agenda/pointer_drag.js";
import { ElementCache, replaceKeepingFocus } from "../base/element_cache.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { budgetText } from "./labels.js";
import { queueRow } from "./queue_row.js";

/** @typedef {import("../live/messages.js").QueuedSpeaker} QueuedSpeaker */
/** @typedef {import("./floor_actions.js").FloorActions} FloorActions */

export class QueueList {
  /** @type {QueuedSpeaker[]} */
  #entries = [];
  /** Whose actions are shown, besides the first. @type {number | null} */
  #opened = null;
  #rows = new ElementCache();
  #drag = new DragState();
  #isCarrying = false;

  /**
   * @param {HTMLElement} list
   * @param {FloorActions} actions
   * @param {(sentence: string) => void} announce
   * @param {() => void} onDrawn
   */
  constructor(list, actions, announce, onDrawn) {
    this.list = list;
    this.actions = actions;
    this.announce = announce;
    this.onDrawn = onDrawn;
    this.#bindPointer();
    this.#bindKeyboard();
  }

  /** @param {QueuedSpeaker[]} entries in their order */
  show(entries) {
    this.#entries = entries;
    this.draw();
  }

  draw() {
    afterPress(this, () => {
      if (!this.#isCarrying) this.#draw();
    });
  }

  #draw() {
    const byId = new Map(this.#entries.map((entry) => [entry.request_id, entry]));
    const order = this.#drag.order(this.#nodes).below(null);
    const skipped = this.#entries.filter(({ state }) => state !== "waiting");
    const ids = [...order, ...skipped.map(({ request_id }) => request_id)];
    replaceKeepingFocus(this.list, () =>
      ids.flatMap((id, index) => {
        const entry = byId.get(id);
        return entry ? [this.#row(entry, index === 0)] : [];
      }),
    );
    this.#rows.evictUnused();
    this.onDrawn();
  }

  /**
   * @param {QueuedSpeaker} entry
   * @param {boolean} isFirst
   */
  #row(entry, isFirst) {
    const id = entry.request_id;
    const { floor } = this.actions;
    const mayInterrupt = Boolean(floor?.speaking && !floor.interrupted);
    const isUrgent = mayInterrupt && entry.kind === "point_of_order";
    const state = {
      isFirst,
      isOpen: isFirst || isUrgent || this.#opened === id,
      isDragged: this.#drag.id === id,
      mayInterrupt,
      budget: budgetText(floor?.budgets?.[entry.unit]),
    };
    return this.#rows.get(`${id}`, [entry, state], () =>
      queueRow(entry, state, {
        give: (one) => this.actions.give(one),
        interrupt: (one) => this.actions.interrupt(one),
        skip: (one) => this.actions.skip(one),
        recall: (one) => this.actions.recall(one),
        toggle: ({ request_id }) => {
          this.#opened = this.#opened === request_id ? null : request_id;
          this.draw();
        },
      }),
    );
  }

  get #nodes() {
    const waiting = this.#entries.filter(({ state }) => state === "waiting");
    return waiting.map(({ request_id }) => ({ id: request_id, parent_id: null }));
  }

  #bindPointer() {
    new PointerDrag(this.list, {
      begin: (id) => {
        this.#isCarrying = true;
        this.#drag.begin(id);
        this.#line(id)?.classList.add("is-dragged");
      },
      // The list is flat: the middle of a line counts as its lower part.
      preview: (_id, over, side) =>
        this.#drag.preview(this.#nodes, over, side === "into" ? "after" : side),
      drop: () => this.#drop(),
      cancel: () => this.#cancel(),
    });
  }

  #bindKeyboard() {
    new KeyboardMove(this.list, {
      draggedId: () => this.#drag.id,
      begin: (id) => {
        this.#drag.begin(id);
        this.announce(t("Đã nhấc lên. Dùng phím lên, xuống để chuyển chỗ."));
        this.draw();
      },
      step: (id, direction) => {
        if (direction === "in" || direction === "out") return;
        this.#drag.step(this.#nodes, direction);
        const place = this.#drag.order(this.#nodes).numberOf(id);
        this.announce(t("Tới vị trí {number}.", { number: place }));
        this.draw();
      },
      drop: () => this.#drop(),
      cancel: () => this.#cancel(),
    });
  }

  /** Keep showing the new order until the server has confirmed it. */
  async #drop() {
    const { id, position } = this.#drag;
    this.#isCarrying = false;
    if (id === null || !position) return this.#cancel();
    const number = this.#drag.order(this.#nodes).numberOf(id);
    const isDone = await this.actions.move(id, position.after);
    await this.actions.meeting.refresh();
    this.#end();
    this.announce(
      isDone ? t("Đã chuyển tới vị trí {number}.", { number }) : t("Đã để lại chỗ cũ."),
    );
  }

  #cancel() {
    this.#end();
    this.announce(t("Đã để lại chỗ cũ."));
  }

  #end() {
    if (this.#drag.id !== null)
      this.#line(this.#drag.id)?.classList.remove("is-dragged");
    this.#drag.cancel();
    this.#isCarrying = false;
    this.draw();
  }

  /** @param {number} id */
  #line(id) {
    return this.list.querySelector(`[data-line="${id}"]`);
  }
}
