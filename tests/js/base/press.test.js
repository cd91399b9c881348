import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import {
  CLICK_MS,
  LONGEST_PRESS_MS,
  afterPress,
  noticePresses,
} from "../../../static/js/base/press.js";

const page = new EventTarget();
const is = (/** @type {string} */ type) => page.dispatchEvent(new Event(type));
const [one, other] = [{}, {}];
noticePresses(page);

/** @param {import("node:test").TestContext} context */
function timers(context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  return context.mock.timers;
}

test("where nothing is pressed it is drawn at once", () => {
  /** @type {string[]} */
  const drawn = [];
  is("pointerup");
  is("click");
  afterPress(one, () => drawn.push("a"));
  assert.deepEqual(drawn, ["a"]);
});

test("between press and release nothing is drawn, then the last of each", (context) => {
  const clock = timers(context);
  /** @type {string[]} */
  const drawn = [];
  is("pointerdown");
  for (const what of ["a", "b"]) afterPress(one, () => drawn.push(what));
  afterPress(other, () => drawn.push("c"));
  clock.tick(LONGEST_PRESS_MS - 1);
  assert.deepEqual(drawn, []);
  is("pointerup");
  clock.tick(CLICK_MS - 1);
  // The click of a finger comes a little later, and finds what was pressed.
  assert.deepEqual(drawn, []);
  is("click");
  assert.deepEqual(drawn, []);
  clock.tick(0);
  assert.deepEqual(drawn, ["b", "c"]);
  afterPress(one, () => drawn.push("d"));
  assert.equal(drawn.at(-1), "d");
});

test("a press that is taken away or never ends holds nothing up for ever", (context) => {
  const clock = timers(context);
  let drawings = 0;
  for (const [type, ms] of /** @type {const} */ ([
    ["pointercancel", 0],
    ["blur", 0],
    ["pointermove", LONGEST_PRESS_MS],
  ])) {
    const before = drawings;
    is("pointerdown");
    is(type);
    afterPress(one, () => (drawings += 1));
    assert.equal(drawings, before);
    clock.tick(ms);
    assert.equal(drawings, before + 1);
  }
});

/** These draw no button on a live fact, or through others that wait. */
const WITHOUT_BUTTONS = new Set([
  "badges/sign_in_result_controller.js",
  // What a typed word has found.
  "pagesync/lead_controller.js",
  "search/search_controller.js",
  // Drawn by the secretary's desk or the board, which hold all their drawings.
  "documents/unassigned_controller.js",
  "meetings/meeting_header_controller.js",
  "sites/site_dialog.js",
  "annotations/note_actions.js",
]);
const REDRAWS = /replaceChildren\(|\bfill\(/;
const ON_FACTS = /\.watch\(|"changed"|"board-drawn"|setInterval\(/;
const MAKES_BUTTONS = /"button"|Row\(/;

test("whatever redraws buttons on a live fact waits for the release", () => {
  const root = new URL("../../../static/js/", import.meta.url);
  const names = readdirSync(root, { recursive: true }).map(String);
  const found = names.filter((name) => {
    if (!name.endsWith(".js")) return false;
    const text = readFileSync(new URL(name, root), "utf-8");
    return [REDRAWS, ON_FACTS, MAKES_BUTTONS].every((one) => one.test(text));
  });
  assert.ok(found.length > 10, String(found));
  const bare = found.filter((name) => {
    const text = readFileSync(new URL(name, root), "utf-8");
    return !text.includes("afterPress(") && !WITHOUT_BUTTONS.has(name);
  });
  assert.deepEqual(bare, []);
});
