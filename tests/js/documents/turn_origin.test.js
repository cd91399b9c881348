import assert from "node:assert/strict";
import test from "node:test";
import { sideSwipes } from "../../../static/js/documents/text_view/side_swipes.js";
import {
  TurnOrigin,
  turnByButton,
} from "../../../static/js/documents/reader/turn_origin.js";

/** A reader on a page, and its turns. */
function reader() {
  const room = { page: 2, turned: 0 };
  const origin = new TurnOrigin(() => ({ document: 1, page: room.page }));
  return { room, origin, turn: () => (room.turned += 1) };
}

/**
 * @param {string} type
 * @param {object} fields
 */
const happen = (type, fields = {}) => Object.assign(new Event(type), fields);

test("a turn counts while the page it began on is in front", () => {
  const origin = new TurnOrigin(() => ({ document: 1, page: 2 }));
  origin.begin();
  assert.equal(origin.isVoid, false);
});

test("a turn is void once another page or paper has come in front", () => {
  for (const next of [{ document: 1, page: 3 }, { document: 2, page: 2 }, null]) {
    /** @type {import("../../../static/js/documents/reader/page_position.js").PagePosition | null} */
    let position = { document: 1, page: 2 };
    const origin = new TurnOrigin(() => position);
    origin.begin();
    position = next;
    assert.equal(origin.isVoid, true);
    origin.begin();
    assert.equal(origin.isVoid, false);
  }
});

test("a press on a button that the chair's turn overtakes turns nothing", () => {
  const { room, origin, turn } = reader();
  const button = /** @type {HTMLElement} */ (
    /** @type {unknown} */ (new EventTarget())
  );
  const controller = {
    on: (
      /** @type {EventTarget} */ source,
      /** @type {string} */ type,
      /** @type {any} */ listener,
    ) => source.addEventListener(type, listener),
  };
  turnByButton(controller, button, origin, turn);
  button.dispatchEvent(happen("pointerdown"));
  room.page = 3;
  button.dispatchEvent(happen("click", { detail: 1 }));
  assert.equal(room.turned, 0);
  button.dispatchEvent(happen("click", { detail: 0 }));
  assert.equal(room.turned, 1);
  button.dispatchEvent(happen("pointerdown"));
  button.dispatchEvent(happen("click", { detail: 1 }));
  assert.equal(room.turned, 2);
});

test("a stroke across the text that the chair's turn overtakes turns nothing", () => {
  const { room, origin, turn } = reader();
  const text = /** @type {HTMLElement} */ (/** @type {unknown} */ (new EventTarget()));
  sideSwipes(text, origin, turn);
  const stroke = (/** @type {() => void} */ meanwhile) => {
    text.dispatchEvent(
      happen("touchstart", { touches: [{ clientX: 500, clientY: 9 }] }),
    );
    meanwhile();
    text.dispatchEvent(
      happen("touchend", { changedTouches: [{ clientX: 300, clientY: 9 }] }),
    );
  };
  stroke(() => (room.page = 3));
  assert.equal(room.turned, 0);
  stroke(() => {});
  assert.equal(room.turned, 1);
});
