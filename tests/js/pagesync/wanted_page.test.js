import assert from "node:assert/strict";
import test from "node:test";
import { WantedPage } from "../../../static/js/pagesync/wanted_page.js";

const at = (/** @type {number} */ page) => ({ document: 1, page });

/** A server that answers when told to. */
function setUp() {
  /** @type {{page: number, answer: () => void, refuse: () => void}[]} */
  const asked = [];
  /** @type {unknown[]} */
  const failures = [];
  const wanted = new WantedPage(
    (place) =>
      new Promise((answer, refuse) => {
        asked.push({
          page: place.page,
          answer: () => answer(null),
          refuse: () => refuse(new Error("no")),
        });
      }),
    (error) => failures.push(error),
  );
  return { asked, failures, wanted };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("one press asks once", async () => {
  const { asked, wanted } = setUp();
  wanted.want(at(5));
  assert.deepEqual(
    asked.map(({ page }) => page),
    [5],
  );
  assert.deepEqual(wanted.place, at(5));
});

test("of many quick presses only the newest waits", async () => {
  const { asked, wanted } = setUp();
  for (const page of [5, 6, 7, 8]) wanted.want(at(page));
  assert.equal(asked.length, 1);
  asked[0]?.answer();
  await settle();
  assert.deepEqual(
    asked.map(({ page }) => page),
    [5, 8],
  );
});

test("coming back to the page in flight asks nothing more", async () => {
  const { asked, wanted } = setUp();
  wanted.want(at(5));
  wanted.want(at(6));
  wanted.want(at(5));
  asked[0]?.answer();
  await settle();
  assert.equal(asked.length, 1);
});

test("until its fact has come, the granted page counts as wanted", async () => {
  const { asked, wanted } = setUp();
  wanted.want(at(5));
  asked[0]?.answer();
  await settle();
  assert.deepEqual(wanted.place, at(5));
  wanted.arrived();
  assert.equal(wanted.place, null);
});

test("a fact of something else does not forget what is in flight", () => {
  const { wanted } = setUp();
  wanted.want(at(5));
  wanted.arrived();
  assert.deepEqual(wanted.place, at(5));
});

test("a refusal drops what waited and says so once", async () => {
  const { asked, failures, wanted } = setUp();
  wanted.want(at(5));
  wanted.want(at(6));
  asked[0]?.refuse();
  await settle();
  assert.equal(failures.length, 1);
  assert.equal(asked.length, 1);
  assert.equal(wanted.place, null);
  wanted.want(at(7));
  assert.equal(asked[1]?.page, 7);
});
