import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { BallotDrafts } from "../../../static/js/voting/ballot_draft.js";
import {
  findReceipt,
  newReceipt,
  receiptCode,
  rootOf,
} from "../../../static/js/voting/receipt.js";
import { ReceiptStore } from "../../../static/js/voting/receipt_store.js";
import { newlyAnnounced } from "../../../static/js/voting/result_sheet_controller.js";
import {
  mayHaveReceipt,
  payloadOf,
  valuesOf,
} from "../../../static/js/voting/vote_values.js";
import { vote } from "./ballots.js";

/** @typedef {import("../../../static/js/voting/receipt.js").ListedBallot} ListedBallot */

const hash = (/** @type {string | Buffer} */ data) =>
  createHash("sha256").update(data).digest("hex");

test("a receipt is of the vote, the choices and a nonce of its own", () => {
  const { nonce, commitment } = newReceipt(7, { 12: 1, 3: "Tín nhiệm cao" });
  assert.match(nonce, /^[0-9a-f]{32}$/);
  assert.equal(commitment, hash(`7|{"3":"Tín nhiệm cao","12":1}|${nonce}`));
  assert.notEqual(newReceipt(7, {}).nonce, nonce);
});

test("the code is four groups of four letters that are not mixed up", () => {
  const code = receiptCode("0123456789abcdeffedcba9876543210");
  assert.equal(code, "ACDE FHKL MNPR TVXY");
  assert.doesNotMatch(code, /[IOQBGJSUWZ01]/);
  assert.match(receiptCode(newReceipt(1, {}).nonce), /^([A-Z]{4} ){3}[A-Z]{4}$/);
});

test("the root is that of RFC 6962", () => {
  const [a = "", b = "", c = ""] = ["a", "b", "c"].map(hash);
  const bytes = (/** @type {string[]} */ ...hex) => Buffer.from(hex.join(""), "hex");
  const leaf = (/** @type {string} */ one) => hash(bytes("00", one));
  assert.equal(rootOf([]), hash(""));
  assert.equal(rootOf([a]), leaf(a));
  const both = hash(bytes("01", leaf(a), leaf(b)));
  assert.equal(rootOf([a, b]), both);
  assert.equal(rootOf([a, b, c]), hash(bytes("01", both, leaf(c))));
});

/** @param {object[]} receipts @returns {ListedBallot[]} */
const listed = (receipts) =>
  receipts.map((/** @type {any} */ one) => ["{}", one.nonce, one.commitment]);

test("one's own ballot is found, missing, or the list is another one", () => {
  const mine = newReceipt(7, { 1: 1 });
  const others = [newReceipt(7, { 1: 1 }), newReceipt(7, { 2: 1 })];
  const all = listed([mine, ...others]);
  const root = rootOf(all.map(([, , one]) => one));
  assert.equal(findReceipt([mine], all, root), "found");
  assert.equal(findReceipt([newReceipt(7, {}), mine], all, root), "found");
  assert.equal(findReceipt([newReceipt(7, { 1: 1 })], all, root), "missing");
  assert.equal(findReceipt([mine], all.slice(1), root), "wrong");
});

test("a list that keeps the nonce and changes the choice is not taken for it", () => {
  const mine = newReceipt(7, { 1: 1 });
  const commitment = hash(`7|{"2":1}|${mine.nonce}`);
  /** @type {ListedBallot[]} */
  const all = [['{"2":1}', mine.nonce, commitment]];
  assert.equal(findReceipt([mine], all, rootOf([commitment])), "missing");
});

/** @param {import("node:test").TestContext} context */
function withStorage(context) {
  const kept = new Map();
  const storage = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) =>
      kept.set(key, value),
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  };
  Object.defineProperty(globalThis, "localStorage", {
    value: storage,
    configurable: true,
  });
  context.after(() => Reflect.deleteProperty(globalThis, "localStorage"));
  return kept;
}

test("receipts are kept until the member knows", (context) => {
  const kept = withStorage(context);
  const store = new ReceiptStore(1, 2);
  const [first, second, third] = [1, 2, 3].map((id) => newReceipt(7, { [id]: 1 }));
  assert.equal(store.isWaiting(7), false);
  assert.ok(first && second && third);
  store.keep(7, first, true);
  store.keep(7, second, true);
  assert.deepEqual(store.read(7), [second]);
  store.keep(7, third, false);
  assert.deepEqual(store.read(7), [second, third]);
  assert.equal(store.isWaiting(7), true);
  store.settle(7, "missing");
  assert.equal(store.isWaiting(7), false);
  assert.deepEqual(store.read(7), [second, third]);
  store.settle(7, "found");
  assert.deepEqual(store.read(7), []);
  assert.equal(kept.size, 0);
});

test("a receipt waits with its ballot and is kept with it", (context) => {
  withStorage(context);
  const tab = new Map();
  Object.defineProperty(globalThis, "sessionStorage", {
    value: {
      getItem: (/** @type {string} */ key) => tab.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) =>
        tab.set(key, value),
      removeItem: (/** @type {string} */ key) => tab.delete(key),
    },
    configurable: true,
  });
  context.after(() => Reflect.deleteProperty(globalThis, "sessionStorage"));
  const store = new ReceiptStore(1, 2);
  const drafts = new BallotDrafts(1, 2, store);
  const receipt = newReceipt(7, { 1: 1 });
  drafts.write(7, { outgoing: { sealed: "x", key: "k" }, receipt });
  assert.equal(drafts.receipt(7), null);
  drafts.confirm(7, true);
  assert.deepEqual(drafts.receipt(7), receipt);
  assert.equal(tab.size, 0);
  // Changed by a ballot that the server has sealed.
  drafts.write(7, { outgoing: { choices: { 2: 1 }, key: "l" } });
  drafts.confirm(7, true);
  assert.equal(drafts.receipt(7), null);
});

test("what else lies in the storage is no receipt", (context) => {
  const kept = withStorage(context);
  const store = new ReceiptStore(1, 2);
  for (const text of ["null", "3", "{}", '{"receipts": 3}', "{"]) {
    kept.set("kiosk/1/2/receipt/7", text);
    assert.deepEqual(store.read(7), [], text);
    assert.equal(store.isWaiting(7), false);
  }
});

test("a result is shown after a reload if a receipt waits for it", () => {
  const votes = [vote({ state: "announced", result: {} })];
  assert.equal(newlyAnnounced(null, votes), null);
  assert.equal(newlyAnnounced(null, votes, () => true)?.id, 7);
  assert.equal(
    newlyAnnounced(null, [vote()], () => true),
    null,
  );
  assert.equal(
    newlyAnnounced(new Map(), votes, () => true),
    null,
  );
});

test("only a real secret vote on tablets asks for receipts", () => {
  const secret = vote({ kind: "secret", is_secret: true, has_receipt: true });
  const sent = (/** @type {object} */ more) =>
    payloadOf({ ...valuesOf(secret), ...more }).has_receipt;
  assert.equal(sent({}), true);
  assert.equal(sent({ is_rehearsal: true }), false);
  assert.equal(sent({ kind: "paper" }), false);
  assert.equal(sent({ is_secret: false }), false);
  assert.equal(mayHaveReceipt(valuesOf(vote())), false);
});
