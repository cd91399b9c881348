import assert from "node:assert/strict";
import test from "node:test";
import { LinkHistory } from "../../../static/js/documents/navigation/link_history.js";

const at = (/** @type {number} */ page, document = 1) => ({ document, page });

test("each link leaves a way back, the last one first", () => {
  const way = new LinkHistory();
  assert.equal(way.position, null);
  way.leave(at(2));
  way.leave(at(9));
  assert.deepEqual(way.back(), at(9));
  assert.deepEqual(way.back(), at(2));
  assert.equal(way.back(), null);
});

test("reading on keeps it; coming back by oneself needs it no more", () => {
  const way = new LinkHistory();
  way.leave(at(2));
  for (const page of [9, 10, 11]) way.arrive(at(page));
  assert.deepEqual(way.position, at(2));
  way.arrive(at(2));
  assert.equal(way.position, null);
});

test("another paper, no paper and staying end it", () => {
  const way = new LinkHistory();
  for (const end of [
    () => way.arrive(at(2, 7)),
    () => way.arrive(null),
    () => way.forget(),
  ]) {
    way.leave(at(2));
    end();
    assert.equal(way.position, null);
  }
  way.leave(at(2));
  way.leave(at(5, 7));
  way.back();
  assert.equal(way.position, null);
});

test("it forgets the oldest of very many", () => {
  const way = new LinkHistory();
  for (let page = 1; page <= 1000; page += 1) way.leave(at(page));
  let count = 0;
  while (way.back()) count += 1;
  assert.equal(count, 20);
});
