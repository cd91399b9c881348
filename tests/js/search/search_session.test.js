import assert from "node:assert/strict";
import test from "node:test";
import { parsePageLink } from "../../../static/js/search/page_link.js";
import { SearchSession } from "../../../static/js/search/search_session.js";

const hit = (document, page, more = {}) => ({
  document,
  page,
  is_title: false,
  words: [["quán"]],
  ...more,
});

/** Answers on demand, in any order. */
class Server {
  asked = [];
  ask = (words, after) =>
    new Promise((resolve, reject) => {
      this.asked.push({ words, after, resolve, reject });
    });
}

function begin() {
  const server = new Server();
  const kinds = [];
  const session = new SearchSession(server.ask, () => kinds.push(session.kind));
  return { server, session, kinds };
}

test("an empty query sends no request and clears the results", async () => {
  const { server, session } = begin();
  await session.search("   ");
  assert.equal(session.kind, "idle");
  assert.deepEqual(server.asked, []);
});

test("hits are grouped by document, the best first", async () => {
  const { server, session, kinds } = begin();
  const looking = session.search("quan");
  server.asked[0].resolve({ hits: [hit(2, 5), hit(1, 1), hit(2, 1)], more: false });
  await looking;
  assert.deepEqual([...session.byDocument.keys()], [2, 1]);
  assert.deepEqual(kinds, ["busy", "found"]);
  assert.deepEqual([...session.marks.keys()], ["2:5", "1:1", "2:1"]);
});

test("an answer to older words is dropped, whenever it comes", async () => {
  const { server, session } = begin();
  const first = session.search("qua");
  const second = session.search("quan");
  server.asked[1].resolve({ hits: [hit(1, 1)], more: false });
  await second;
  server.asked[0].resolve({ hits: [hit(9, 9)], more: true });
  await first;
  assert.deepEqual([...session.byDocument.keys()], [1]);
  assert.equal(session.more, false);
});

test("a field emptied while the answer is on its way stays empty", async () => {
  const { server, session } = begin();
  const first = session.search("quan");
  await session.search("");
  server.asked[0].resolve({ hits: [hit(1, 1)], more: false });
  await first;
  assert.equal(session.kind, "idle");
  assert.deepEqual(session.hits, []);
});

test("more hits are added behind the first", async () => {
  const { server, session } = begin();
  const looking = session.search("quan");
  server.asked[0].resolve({ hits: [hit(1, 1)], more: true });
  await looking;
  const more = session.next();
  assert.equal(server.asked[1].after, 1);
  server.asked[1].resolve({ hits: [hit(1, 2)], more: false });
  await more;
  assert.deepEqual(
    session.hits.map(({ page }) => page),
    [1, 2],
  );
  await session.next();
  assert.equal(server.asked.length, 2);
});

test("without the server the search fails and can be retried", async () => {
  const { server, session } = begin();
  const looking = session.search("quan");
  const error = new Error("offline");
  server.asked[0].reject(error);
  await looking;
  assert.equal(session.kind, "failed");
  assert.equal(session.error, error);
  const retry = session.retry();
  server.asked[1].resolve({ hits: [], more: false });
  await retry;
  assert.equal(session.kind, "none");
});

test("hits and highlights of withdrawn documents are removed", async () => {
  const { server, session } = begin();
  const looking = session.search("quan");
  server.asked[0].resolve({ hits: [hit(1, 1), hit(2, 1)], more: false });
  await looking;
  session.restrictTo(new Set([2]));
  assert.deepEqual([...session.marks.keys()], ["2:1"]);
  session.restrictTo(new Set());
  assert.equal(session.kind, "none");
});

test("a title marks nothing on the page", async () => {
  const { server, session } = begin();
  const looking = session.search("quan");
  server.asked[0].resolve({ hits: [hit(1, 1, { is_title: true })], more: false });
  await looking;
  assert.equal(session.marks.size, 0);
});

test("a link names document, page and words; anything else names nothing", () => {
  assert.deepEqual(parsePageLink("#document=5&page=3&find=quan+tri%E1%BB%87t"), {
    document: 5,
    page: 3,
    find: "quan triệt",
  });
  assert.deepEqual(parsePageLink("#document=5"), { document: 5, page: 1, find: "" });
  assert.equal(parsePageLink("#document=5&page=x")?.page, 1);
  for (const hash of ["", "#", "#document=x", "#document=1.5", "#page=3"]) {
    assert.equal(parsePageLink(hash), null);
  }
});
