/** Keep the attendance data current: complete download first, then changes. */

/** @typedef {import("./check_in_service.js").CheckInService} CheckInService */
/** @typedef {import("./scan_sync.js").CheckInApi} CheckInApi */

export class AttendanceSync {
  /** Up to where attendance and badges are known. */
  #cursor = { number: 0, since: "", people: "" };

  /**
   * @param {CheckInService} service
   * @param {Pick<CheckInApi, "roll" | "news">} server
   */
  constructor(service, server) {
    this.service = service;
    this.server = server;
  }

  /** Load the data stored on this device. */
  async loadCached() {
    const { book, store } = this.service;
    book.putPeople(await store.roll("person"));
    book.putBadges(await store.roll("badge"));
    for (const { member, line } of await store.roll("line"))
      book.setStatus(member, line);
    const [note] = await store.roll("note");
    if (!note) return;
    this.#cursor = note.known;
    Object.assign(this.service, { salt: note.salt, gates: note.gates });
  }

  /** Ask for what is new. */
  async update() {
    if (!this.#cursor.since) await this.#loadAll();
    for (let more = true; more; ) {
      const { number, since } = this.#cursor;
      const news = await this.server.news(number, since);
      more = news.more;
      this.#apply(news);
      const people = news.people.join();
      // Somebody has come to the list, or left it.
      if (people !== this.#cursor.people && !more) {
        if (this.#cursor.people) await this.#loadAll();
        this.#cursor.people = people;
      }
      await this.#save(news);
    }
  }

  /** @param {any} news */
  #apply(news) {
    const { service } = this;
    const waitingMembers = new Set(
      service.waiting.map((scan) => service.book.lookUp(scan).person?.id),
    );
    for (const [member, state, inside, at, gate, reason] of news.lines) {
      // Unsent scans of this gate are newer than the server's data.
      if (waitingMembers.has(member)) continue;
      service.book.setStatus(member, { state, inside, at, gate, reason });
    }
    service.book.putBadges(news.badges);
    Object.assign(this.#cursor, { number: news.n, since: news.since });
    service.gates = news.gates;
    service.meeting = news.meeting;
    service.changed();
  }

  /** @param {any} news */
  async #save({ lines, badges }) {
    const { book, store, salt, gates } = this.service;
    await store.saveRoll([
      ...lines.map((/** @type {[number]} */ [member]) => [
        ...["line", member, { member, line: book.line(member) }],
      ]),
      ...badges.map((/** @type {[string]} */ row) => ["badge", row[0], row]),
      ["note", 0, { known: this.#cursor, salt, gates }],
    ]);
  }

  /** Read all people and badges. */
  async #loadAll() {
    const { book, store } = this.service;
    const ids = new Set();
    for (let after = 0, more = true; more; ) {
      const page = await this.server.roll(after);
      this.#cursor.since ||= page.taken_at;
      more = page.more;
      this.service.salt = page.salt;
      book.putPeople(page.members);
      book.putBadges(page.badges);
      for (const [id] of page.members) ids.add(id);
      after = page.members.at(-1)?.[0] ?? 0;
      await store.saveRoll([
        ...page.members.map((/** @type {[number]} */ row) => ["person", row[0], row]),
        ...page.badges.map((/** @type {[string]} */ row) => ["badge", row[0], row]),
      ]);
    }
    book.keepOnly(ids);
  }
}
