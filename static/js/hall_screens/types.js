/**
 * What scenes are made of.
 *
 * @typedef {import("../live/messages.js").HallScene} HallScene
 * @typedef {import("../live/messages.js").HallScreen} HallScreen
 * @typedef {import("../live/messages.js").Snapshot} Snapshot
 *
 * @typedef {object} HallFacts what the snapshot does not have
 * @property {{present: number, summoned: number, official_present: number,
 *   official_of: number, needed: number, is_quorum: boolean}} attendance
 * @property {{wifi_name: string, wifi_password: string, address: string}} welcome
 *
 * @typedef {object} SceneView
 * @property {any} state the snapshot, as the hall may see it
 * @property {number} now the server's time, in milliseconds
 * @property {HallFacts | null} facts
 * @property {number} meetingId
 *
 * @typedef {object} DrawnScene
 * @property {HTMLElement} element
 * @property {(view: SceneView) => void} [update]
 *
 * @typedef {object} SceneType
 * @property {(scene: HallScene, view: SceneView) => string} [key] a scene with the same key
 *   is updated, not drawn anew
 * @property {(scene: HallScene, view: SceneView) => DrawnScene} draw
 */

export {};
