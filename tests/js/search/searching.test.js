import assert from "node:assert/strict";
import test from "node:test";
import { placeIn } from "../../../static/js/search/landing.js";
import { Searching } from "../../../static/js/search/searching.js";

const hit = (document, page, more = {}) => ({
  document,
  page,
  is_title: false,
  words: [["quán"]],
  ...more,
});

/** Answers when told to, in whatever order. */
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
  const searching = new Searching(server.ask, () => kinds.push(searching.kind));
  return { server, searching, kinds };
}

test("nothing typed asks nothing and forgets what was found", async () => {
  const { server, searching } = begin();
  await searching.look("   ");
  assert.equal(searching.kind, "idle");
  assert.deepEqual(server.asked, []);
});

test("hits stand by document, the best document first", async () => {
  const { server, searching, kinds } = begin();
  const looking = searching.look("quan");
  server.asked[0].resolve({ hits: [hit(2, 5), hit(1, 1), hit(2, 1)], more: false });
  await looking;
  assert.deepEqual([...searching.byDocument.keys()], [2, 1]);
  assert.deepEqual(kinds, ["busy", "found"]);
  assert.deepEqual([...searching.marks.keys()], ["2:5", "1:1", "2:1"]);
});

test("an answer to older words is dropped, whenever it comes", async () => {
  const { server, searching } = begin();
  const first = searching.look("qua");
  const second = searching.look("quan");
  server.asked[1].resolve({ hits: [hit(1, 1)], more: false });
  await second;
  server.asked[0].resolve({ hits: [hit(9, 9)], more: true });
  await first;
  assert.deepEqual([...searching.byDocument.keys()], [1]);
  assert.equal(searching.more, false);
});

test("a field emptied while the answer is on its way stays empty", async () => {
  const { server, searching } = begin();
  const first = searching.look("quan");
  await searching.look("");
  server.asked[0].resolve({ hits: [hit(1, 1)], more: false });
  await first;
  assert.equal(searching.kind, "idle");
  assert.deepEqual(searching.hits, []);
});

test("more hits are added behind the first", async () => {
  const { server, searching } = begin();
  const looking = searching.look("quan");
  server.asked[0].resolve({ hits: [hit(1, 1)], more: true });
  await looking;
  const more = searching.next();
  assert.equal(server.asked[1].after, 1);
  server.asked[1].resolve({ hits: [hit(1, 2)], more: false });
  await more;
  assert.deepEqual(
    searching.hits.map(({ page }) => page),
    [1, 2],
  );
  await searching.next();
  assert.equal(server.asked.length, 2);
});

test("without the server it says so and can be asked again", async () => {
  const { server, searching } = begin();
  const looking = searching.look("quan");
  const error = new Error("offline");
  server.asked[0].reject(error);
  await looking;
  assert.equal(searching.kind, "failed");
  assert.equal(searching.error, error);
  const again = searching.again();
  server.asked[1].resolve({ hits: [], more: false });
  await again;
  assert.equal(searching.kind, "none");
});

test("what was taken back leaves the list, and its words the pages", async () => {
  const { server, searching } = begin();
  const looking = searching.look("quan");
  server.asked[0].resolve({ hits: [hit(1, 1), hit(2, 1)], more: false });
  await looking;
  searching.keepOnly(new Set([2]));
  assert.deepEqual([...searching.marks.keys()], ["2:1"]);
  searching.keepOnly(new Set());
  assert.equal(searching.kind, "none");
});

test("a title marks nothing on the page", async () => {
  const { server, searching } = begin();
  const looking = searching.look("quan");
  server.asked[0].resolve({ hits: [hit(1, 1, { is_title: true })], more: false });
  await looking;
  assert.equal(searching.marks.size, 0);
});

test("a link names document, page and words; anything else names nothing", () => {
  assert.deepEqual(placeIn("#document=5&page=3&find=quan+tri%E1%BB%87t"), {
    document: 5,
    page: 3,
    find: "quan triệt",
  });
  assert.deepEqual(placeIn("#document=5"), { document: 5, page: 1, find: "" });
  assert.equal(placeIn("#document=5&page=x")?.page, 1);
  for (const hash of ["", "#", "#document=x", "#document=1.5", "#page=3"]) {
    assert.equal(placeIn(hash), null);
  }
});
