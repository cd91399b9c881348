import assert from "node:assert/strict";
import test from "node:test";
import { PageRequestQueue } from "../../../static/js/pagesync/page_request_queue.js";

const at = (/** @type {number} */ page) => ({ document: 1, page });

/** A server whose answers the test sends. */
function setUp() {
  /** @type {{page: number, answer: () => void, refuse: () => void}[]} */
  const asked = [];
  /** @type {unknown[]} */
  const failures = [];
  const wanted = new PageRequestQueue(
    (position) =>
      new Promise((answer, refuse) => {
        asked.push({
          page: position.page,
          answer: () => answer(null),
          refuse: () => refuse(new Error("no")),
        });
      }),
    (error) => failures.push(error),
  );
  return { asked, failures, wanted };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("one press sends one request", async () => {
  const { asked, wanted } = setUp();
  wanted.request(at(5));
  assert.deepEqual(
    asked.map(({ page }) => page),
    [5],
  );
  assert.deepEqual(wanted.position, at(5));
});

test("of many quick presses only the newest waits", async () => {
  const { asked, wanted } = setUp();
  for (const page of [5, 6, 7, 8]) wanted.request(at(page));
  assert.equal(asked.length, 1);
  asked[0]?.answer();
  await settle();
  assert.deepEqual(
    asked.map(({ page }) => page),
    [5, 8],
  );
});

test("returning to the requested page sends no further request", async () => {
  const { asked, wanted } = setUp();
  wanted.request(at(5));
  wanted.request(at(6));
  wanted.request(at(5));
  asked[0]?.answer();
  await settle();
  assert.equal(asked.length, 1);
});

test("a granted page counts as requested until its fact arrives", async () => {
  const { asked, wanted } = setUp();
  wanted.request(at(5));
  asked[0]?.answer();
  await settle();
  assert.deepEqual(wanted.position, at(5));
  wanted.onEvent();
  assert.equal(wanted.position, null);
});

test("an unrelated fact keeps the request in flight", () => {
  const { wanted } = setUp();
  wanted.request(at(5));
  wanted.onEvent();
  assert.deepEqual(wanted.position, at(5));
});

test("an error drops the waiting request and is reported once", async () => {
  const { asked, failures, wanted } = setUp();
  wanted.request(at(5));
  wanted.request(at(6));
  asked[0]?.refuse();
  await settle();
  assert.equal(failures.length, 1);
  assert.equal(asked.length, 1);
  assert.equal(wanted.position, null);
  wanted.request(at(7));
  assert.equal(asked[1]?.page, 7);
});
