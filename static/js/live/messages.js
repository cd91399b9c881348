/**
 * The state of a meeting as screens receive it, and what else travels on the live channel
 * (`docs/live-messages.md`). The events are in `meeting_events.js`.
 *
 * @typedef {import("./meeting_events.js").MeetingEvent} MeetingEvent
 * @typedef {{id: number, title: string, body_name: string, place: string,
 *   starts_at: string, state: string, is_demo: boolean, revision: number,
 *   lease_hours: number, pin_mode: string}} Meeting
 * @typedef {{id: number, parent_id: number | null, number: string, title: string,
 *   kind: string, presenter: string, presenter_id: number | null,
 *   planned_minutes: number, visibility: string, is_on_paper: boolean,
 *   revision: number}} Item
 * @typedef {{id: number, item_id: number | null, title: string, file_name: string,
 *   state: string, publication: string, page_count: number, pages_ready: number,
 *   thumbnail: string, version: number, replaces_id: number | null, revision: number,
 *   recognition: string, pages_recognised: number, pages_to_recognise: number,
 *   is_marked: boolean, is_kept: boolean, readable_until: string | null,
 *   until_close: boolean, secrecy_stamp?: string,
 *   secrecy_page?: number, low_dpi?: number, blank_pages?: number,
 *   unsure_pages?: [page: number, confidence: number][],
 *   faults?: [page: number, fault: string][], attached?: string[],
 *   stamp_denied_by?: string, paper_remarks?: string[]}} MeetingDocument the last
 *   nine are sent to those who prepare
 * @typedef {[old: number, new: number, count: number][]} PageRuns so many pages in a
 *   row went from there to here
 * @typedef {MeetingDocument & {replaced_by: number, page_runs: PageRuns}} ReplacedDocument in no list
 *   any more; who has it open reads on
 * @typedef {{item_id: number, text: string, revision: number}} ScriptNote
 * @typedef {{item_id: number | null, item_started_at: string | null,
 *   previous_item_id?: number | null, document_id: number | null, page: number, hidden: boolean,
 *   leader: {id: number, name: string} | null}} LivePage
 * @typedef {{id: number, kind: "item" | "speaker", ref_id: number,
 *   running_since: string | null, elapsed_ms: number, limit_seconds: number,
 *   warn_seconds: number[], sound: boolean}} Timer shown: `elapsed_ms` and the time since
 *   `running_since` by the server's clock; `ref_id`: the item or the request
 * @typedef {{request_id: number, member_id: number, name: string, position: string,
 *   unit: string, seat: string, site: string, kind: string, topic: string,
 *   document_id: number | null}} Speaker `document_id`: the text, if this role may read it
 * @typedef {Speaker & {state: "waiting" | "skipped", asked_at: string,
 *   asked_by: string, place: number | null,
 *   times_spoken: number, seconds_spoken: number}} QueuedSpeaker
 * @typedef {{member_id: number, name: string, position: string, unit: string,
 *   seat: string, site: string}} FloorPerson
 * @typedef {{id: number, topic: string, asker: FloorPerson, respondent: FloorPerson,
 *   stage: string}} FloorQuestion
 * @typedef {{list_open: boolean, speaking: Speaker | null, interrupted: Speaker | null,
 *   next: Speaker[], waiting: number, question: FloorQuestion | null,
 *   queue?: QueuedSpeaker[],
 *   budgets?: Record<string, {seconds: number, used_seconds: number}>,
 *   page_before?: {text: number, document_id: number, page: number} | null}} Floor
 *   `queue` (the first 200), `budgets` (by unit) and `page_before` (shown before the text
 *   of the newest speech): to those who manage the floor
 * @typedef {{id: number, label: string, note: string}} VoteOption
 * @typedef {{option_id: number, label: string, count: number,
 *   levels?: Record<string, number>, of_summoned: number, of_present: number,
 *   passed: boolean}} VoteRow
 * @typedef {{name: string, cast: number, counts: Record<string, number>}} VoteGroup
 * @typedef {{base_counts: {summoned: number, members: number, present: number,
 *   cast: number}, rows: VoteRow[], passed: boolean | null, valid: number,
 *   invalid: number, blank: number, needed: number, tie: number[], elected: number[],
 *   by_site?: VoteGroup[], by_unit?: VoteGroup[], issued?: number, returned?: number,
 *   reasons?: Record<string, number>, by_chair?: boolean,
 *   receipt_root?: string}} VoteResult
 * @typedef {{base: string, numerator: number, denominator: number, strict: boolean,
 *   members: number, quorum_numerator: number, quorum_denominator: number,
 *   quorum_strict: boolean, tie: string}} VoteRule
 * @typedef {{id: number, title: string, question: string, kind: string,
 *   is_secret: boolean, is_rehearsal: boolean, state: string, form: string,
 *   max_choices: number, options: VoteOption[], levels: string[],
 *   item_id: number | null, document_id: number | null, document_sha: string,
 *   public_key: string, until_close: boolean, opened_at: string | null,
 *   announced_at?: string | null,
 *   eligible: number, cast: number | null, rule: VoteRule, result: VoteResult | null,
 *   revision: number, previous_id: number | null, voter_rule?: string,
 *   share_count?: number, share_threshold?: number, shares_entered?: number,
 *   has_receipt?: boolean, changed_by?: string,
 *   document_title?: string, document_version?: number, hand_counts?: HandCount[],
 *   paper_count?: PaperCount | null}} Vote the last three are sent to those who run votes
 * @typedef {{site_id: number | null, site_name: string, present: number,
 *   counts: Record<string, number>, entered_by: string}} HandCount of a site; no counts
 *   before they are entered
 * @typedef {{issued: number, returned: number, valid: number, invalid: number,
 *   reasons: Record<string, number>, counts: Record<string, number>}} PaperCount
 * @typedef {{id: number, text: string, urgent: boolean,
 *   audience: {kind: string, ref: number | string | null}, made_at: string,
 *   made_by: string, ends_at: string | null, site?: string, is_shown?: boolean,
 *   withdrawn_at?: string | null, withdrawn_by?: string}} Announcement the last four are
 *   sent to those who may announce
 * @typedef {{kind: string, ref: number | null, until: string | null,
 *   file: string | null}} HallScene
 * @typedef {{id: number, name: string, is_held: boolean, scene: HallScene,
 *   queued: HallScene | null, revision: number, changed_by: string,
 *   changed_at: string | null}} HallScreen
 * @typedef {{file: string, media_type: string, name: string}} HallMedia
 * @typedef {{id: number, number: number, revision: number, text: string,
 *   lead_unit: string, coordinating_units: string[], due_date: string | null,
 *   item_id: number | null, document_id: number | null, page: number | null}} Conclusion
 * @typedef {{lines: Conclusion[], sha256: string, issued_at: string | null,
 *   issued_by: string}} Conclusions
 * @typedef {{id: number, code: string, title: string, access: string,
 *   site_id: number | null, opens_at: string | null,
 *   closes_at: string | null}} AskedSurvey of members of the site, or of all
 * @typedef {{n: number, meeting: Meeting, live: LivePage, items: Item[],
 *   documents: MeetingDocument[], replaced: ReplacedDocument[], votes?: Vote[],
 *   timers?: {item: Timer | null, speaker: Timer | null,
 *   ran: number[]}, floor?: Floor,
 *   screens?: HallScreen[], screen_media?: HallMedia[],
 *   announcements?: Announcement[], announcements_made?: Announcement[],
 *   site_announcements?: {id: number, site_id: number}[],
 *   conclusions?: Conclusions,
 *   minutes?: {asked: number[]}, surveys?: {asked: AskedSurvey[]},
 *   carried?: number, opinions?: number, script_notes?: ScriptNote[],
 *   expired_offline?: boolean}} Snapshot
 *   `expired_offline`: set by the tablet itself, which may not show documents any longer;
 *   `carried`: the last event that notes followed a paper; `opinions`: the last about
 *   opinions; `script_notes`, `conclusions`: to those who run the meeting
 */
/**
 * Around the events; ticks have no number.
 *
 * @typedef {{n: number, spread?: number, state?: Snapshot}} Hello
 * @typedef {{n: number, document: number | null, page: number,
 *   mode: "following" | "alone" | "leading" | "asleep"}} ShownPage what this screen shows
 * @typedef {{document: number | null, page: number, following: number,
 *   arriving: number, covered: number, alone: number, behind: number, asleep: number,
 *   lost: number, total: number}} Presence to those who run the meeting
 */

export {};
