import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { OutgoingNotes } from "../../../static/js/annotations/outgoing.js";
import { SharedNotes } from "../../../static/js/annotations/shared_notes.js";

const THEIRS = { key: "7", author: "Lò Văn Pánh", document: 1, page: 2, kind: "text" };

describe("shared notes", () => {
  it("are fetched only when the stamp has changed", async () => {
    let asked = 0;
    const shared = new SharedNotes(
      async () => ((asked += 1), { shared: "a", notes: [THEIRS] }),
    );
    await shared.refreshIfChanged("a");
    await shared.refreshIfChanged("a");
    assert.equal(asked, 1);
    assert.equal(shared.on({ document: 1, page: 2 })[0]?.author, "Lò Văn Pánh");
    assert.deepEqual(shared.on({ document: 1, page: 1 }), []);
  });

  it("are removed without a request when there are none", async () => {
    const shared = new SharedNotes(async () => ({ shared: "a", notes: [THEIRS] }));
    await shared.refreshIfChanged("a");
    /** @type {string[]} */
    let pages = [];
    shared.addEventListener("changed", (event) => {
      pages = [.../** @type {CustomEvent} */ (event).detail.pages];
    });
    await shared.refreshIfChanged("");
    assert.deepEqual([shared.all, pages], [[], ["1:2"]]);
  });

  it("are fetched again after a lost answer", async () => {
    let isAway = true;
    const shared = new SharedNotes(async () => {
      if (isAway) throw new Error("offline");
      return { shared: "a", notes: [THEIRS] };
    });
    await assert.rejects(shared.refreshIfChanged("a"));
    isAway = false;
    await shared.refreshIfChanged("a");
    assert.equal(shared.all.length, 1);
  });
});

describe("shares and opinions", () => {
  const people = [
    { id: 1, name: "An", where: "" },
    { id: 2, name: "Bình", where: "" },
  ];
  const opinion = {
    note: "n",
    sent_at: "2026-11-23T00:30:00+00:00",
    received_at: /** @type {string | null} */ (null),
    item_number: "2",
    item_title: "",
    paper_title: "",
    page: 1,
    text: "",
  };
  /** @type {any[]} */
  let posted = [];
  const server = {
    shares: async () => ({ people, shares: { n: [2], m: [1, 2] } }),
    share: async (/** @type {object} */ body) => {
      posted.push(body);
      return { people: [], shares: {} };
    },
    readers: async () => ({ people }),
    opinions: async () => ({ opinions: [opinion] }),
    send: async () => ({ opinions: [opinion, { ...opinion, received_at: "x" }] }),
  };

  it("names the readers of one note, and of several together", async () => {
    const sent = new OutgoingNotes(server);
    await sent.load();
    assert.deepEqual(
      sent.readers(["n"]).map(({ name }) => name),
      ["Bình"],
    );
    assert.equal(sent.readers(["n", "m"]).length, 2);
    assert.deepEqual(sent.readers(["none"]), []);
  });

  it("asks for opinions only where they may be given", async () => {
    const guest = new OutgoingNotes(server);
    await guest.load();
    assert.deepEqual(guest.opinions, []);
    const delegate = new OutgoingNotes(server);
    delegate.canSendOpinion = true;
    await delegate.load();
    assert.deepEqual(delegate.words(["n"]), [
      "Đang chia sẻ với: Bình.",
      "Đã gửi Thư ký lúc 07:30, 23/11/2026.",
    ]);
  });

  it("says so once it was received", async () => {
    const sent = new OutgoingNotes(server);
    await sent.send({});
    assert.match(sent.words(["n"]).at(-1) ?? "", /đã tiếp nhận/);
  });

  it("what is taken back is gone here too", async () => {
    const sent = new OutgoingNotes(server);
    await sent.load();
    posted = [];
    await sent.share(["n"], 2, false);
    assert.deepEqual(posted, [{ keys: ["n"], member: 2, is_shared: false }]);
    assert.deepEqual(sent.readers(["n"]), []);
  });

  it("are not fetched on push before the first view", async () => {
    let asked = 0;
    const sent = new OutgoingNotes({
      ...server,
      shares: async () => ((asked += 1), server.shares()),
    });
    await sent.refreshIfLoaded();
    assert.equal(asked, 0);
    await sent.load();
    await sent.refreshIfLoaded();
    assert.equal(asked, 2);
  });
});
