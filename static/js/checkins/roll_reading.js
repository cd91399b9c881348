/** Keeps the roll of this device right: all of it at first, then what is new. */

/** @typedef {import("./gatehouse.js").Gatehouse} Gatehouse */
/** @typedef {import("./exchanging.js").Server} Server */

export class RollReading {
  /** Up to where attendance and badges are known. */
  #known = { number: 0, since: "", people: "" };

  /**
   * @param {Gatehouse} house
   * @param {Pick<Server, "roll" | "news">} server
   */
  constructor(house, server) {
    this.house = house;
    this.server = server;
  }

  /** Take up what this device has kept. */
  async remember() {
    const { book, store } = this.house;
    book.takePeople(await store.roll("person"));
    book.takeBadges(await store.roll("badge"));
    for (const { member, line } of await store.roll("line")) book.stand(member, line);
    const [note] = await store.roll("note");
    if (!note) return;
    this.#known = note.known;
    Object.assign(this.house, { salt: note.salt, gates: note.gates });
  }

  /** Ask for what is new. */
  async follow() {
    if (!this.#known.since) await this.#readAll();
    for (let more = true; more; ) {
      const { number, since } = this.#known;
      const news = await this.server.news(number, since);
      more = news.more;
      this.#take(news);
      const people = news.people.join();
      // Somebody has come to the list, or left it.
      if (people !== this.#known.people && !more) {
        if (this.#known.people) await this.#readAll();
        this.#known.people = people;
      }
      await this.#write(news);
    }
  }

  /** @param {any} news */
  #take(news) {
    const { house } = this;
    const waits = new Set(
      house.waiting.map((scan) => house.book.known(scan).person?.id),
    );
    for (const [member, state, inside, at, gate, reason] of news.lines) {
      // What this gate has just done the server does not know yet.
      if (waits.has(member)) continue;
      house.book.stand(member, { state, inside, at, gate, reason });
    }
    house.book.takeBadges(news.badges);
    Object.assign(this.#known, { number: news.n, since: news.since });
    house.gates = news.gates;
    house.meeting = news.meeting;
    house.changed();
  }

  /** @param {any} news */
  async #write({ lines, badges }) {
    const { book, store, salt, gates } = this.house;
    await store.keepRoll([
      ...lines.map((/** @type {[number]} */ [member]) => [
        ...["line", member, { member, line: book.line(member) }],
      ]),
      ...badges.map((/** @type {[string]} */ row) => ["badge", row[0], row]),
      ["note", 0, { known: this.#known, salt, gates }],
    ]);
  }

  /** Read all people and badges. */
  async #readAll() {
    const { book, store } = this.house;
    const ids = new Set();
    for (let after = 0, more = true; more; ) {
      const page = await this.server.roll(after);
      this.#known.since ||= page.taken_at;
      more = page.more;
      this.house.salt = page.salt;
      book.takePeople(page.members);
      book.takeBadges(page.badges);
      for (const [id] of page.members) ids.add(id);
      after = page.members.at(-1)?.[0] ?? 0;
      await store.keepRoll([
        ...page.members.map((/** @type {[number]} */ row) => ["person", row[0], row]),
        ...page.badges.map((/** @type {[string]} */ row) => ["badge", row[0], row]),
      ]);
    }
    book.keepOnly(ids);
  }
}
