/**
 * What a live meeting is made of.
 *
 * @typedef {import("./messages.js").Snapshot} Snapshot
 *
 * @typedef {object} Parts
 * @property {number} meetingId
 * @property {(auth: () => object) => any} openSocket makes a Socket.IO client that
 *   connects with what `auth` returns at that moment
 * @property {(meetingId: number, atLeast: number) => Promise<Snapshot>} fetchSnapshot
 *   the state at the number `atLeast` or a later one
 * @property {(part: string, atLeast: number) => Promise<{n: number}>} [fetchPart] one
 *   subject's fields of the state; without it the whole state is fetched
 * @property {boolean} [isOneOfFew] no tablet: it asks for a part at once
 * @property {(report: import("./messages.js").ShownPage) => Promise<{n: number, spread: number}>} [report]
 *   reports by HTTP what is shown, and returns what is new
 * @property {() => Promise<Snapshot | null>} [cachedSnapshot] the state of the last contact
 * @property {(reason: string) => void} signedOut
 */

export {};
