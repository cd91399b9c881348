/** The agenda as the secretary prepares it: lines, moving them, opening their forms. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { fill, Keep } from "../base/keep.js";
import { t } from "../base/i18n.js";
import { Carried } from "./carried.js";
import { Drag } from "./drag.js";
import { ItemForm } from "./item_form.js";
import { itemBlock, itemHead } from "./item_line.js";
import { plannedMinutes } from "./item_words.js";
import { Keys } from "./keys.js";

/** @typedef {import("../live/messages.js").Item} Item */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/**
 * @typedef {object} Context
 * @property {import("../meetings/desk.js").Desk} desk
 * @property {(itemId: number | null) => HTMLElement} papersOf
 * @property {(itemId: number | null) => void} chooseFiles
 */

/** @extends {Controller<Context>} */
export class PrepareController extends Controller {
  keep = new Keep();
  carried = new Carried();
  list = this.target("items");
  deeds = {
    open: (/** @type {Item} */ item) => {
      this.context.desk.panel.open(new ItemForm(this.context.desk, item));
    },
    upload: (/** @type {Item} */ item) => this.context.chooseFiles(item.id),
  };

  /** @override */
  start() {
    const { desk } = this.context;
    this.on(this.target("add"), "click", () => {
      desk.panel.open(new ItemForm(desk, null));
    });
    this.#byPointer();
    this.#byKeys();
    desk.onDraw((state) => this.#draw(state));
  }

  get #items() {
    return this.context.desk.state?.items ?? [];
  }

  /** @param {Snapshot} state */
  #draw(state) {
    const order = this.carried.order(state.items);
    const items = new Map(state.items.map((item) => [item.id, item]));
    /** @param {number} id @returns {HTMLElement} */
    const build = (id) => {
      const below = order.below(id).map(build);
      const item = /** @type {Item} */ (items.get(id));
      const line = {
        item,
        number: order.numberOf(id),
        isChosen: this.context.desk.chosen === `item:${id}`,
        isCarried: this.carried.id === id,
      };
      const head = this.keep.get(`${id}`, line, () => itemHead(line, this.deeds));
      return itemBlock(id, head, this.context.papersOf(id), below);
    };
    fill(this.list, () => order.below(null).map(build));
    this.keep.sweep();
    this.target("empty").hidden = state.items.length > 0;
    const minutes = plannedMinutes(state.items);
    this.target("total").textContent = minutes
      ? t("Dự kiến {count} phút", { count: minutes })
      : "";
  }

  #byPointer() {
    const { desk } = this.context;
    new Drag(this.list, {
      lift: (id) => {
        desk.hold(true);
        this.carried.lift(id);
        this.element.classList.add("is-carrying");
        this.#line(id)?.classList.add("is-carried");
      },
      hover: (id, over, side) => this.carried.hover(this.#items, over, side),
      drop: () => this.#drop(),
      cancel: () => this.#cancel(),
    });
  }

  #byKeys() {
    new Keys(this.list, {
      carried: () => this.carried.id,
      lift: (id) => {
        this.carried.lift(id);
        this.#say(
          t("Đã nhấc nội dung {number}. Dùng phím mũi tên để chuyển.", {
            number: this.carried.order(this.#items).numberOf(id),
          }),
        );
      },
      step: (id, way) => {
        const isMoved = this.carried.step(this.#items, way);
        const number = this.carried.order(this.#items).numberOf(id);
        const sentence = isMoved
          ? t("Tới vị trí {number}.", { number })
          : t("Không chuyển thêm được. Đang ở vị trí {number}.", { number });
        this.#say(sentence);
      },
      drop: () => this.#drop(),
      cancel: () => this.#cancel(),
    });
  }

  /** @param {string} sentence */
  #say(sentence) {
    this.target("said").textContent = sentence;
    this.context.desk.draw();
  }

  #cancel() {
    this.#end();
    this.#say(t("Đã để lại chỗ cũ."));
  }

  /** Keep showing the new place until the server has said it. */
  async #drop() {
    const { desk } = this.context;
    const { id, place } = this.carried;
    desk.hold(false);
    if (id === null || !place) return this.#cancel();
    const number = this.carried.order(this.#items).numberOf(id);
    const url = addresses.agendaMoveItem(desk.meetingId, id);
    const isDone = await desk.do(() => post(url, place));
    await desk.meeting.refresh();
    this.#end();
    this.#say(
      isDone
        ? t("Đã chuyển tới vị trí {number}.", { number })
        : t("Chưa chuyển được, nội dung ở chỗ cũ."),
    );
  }

  /** @param {number} id */
  #line(id) {
    return this.list.querySelector(`[data-line="${id}"]`);
  }

  #end() {
    // Nothing is drawn while it is carried, so the look is taken off by hand.
    if (this.carried.id !== null) {
      this.#line(this.carried.id)?.classList.remove("is-carried");
    }
    this.carried.cancel();
    this.element.classList.remove("is-carrying");
    this.context.desk.hold(false);
  }
}
