/**
 * What travels on the live channel, mirrored from the server's events
 * (`docs/live-messages.md`). An event without a kind is not meant for this screen:
 * it is its bare number, so that it never looks like a gap. `after`: it stands for all
 * events from there on.
 *
 * @typedef {{n: number, after?: number, kind?: undefined}} BareFact
 * @typedef {{n: number, kind: "page_turned", item_id: number | null,
 *   document_id: number | null, page: number}} PageTurned
 * @typedef {{n: number, kind: "page_hidden"}} PageHidden
 * @typedef {{n: number, kind: "item_called", item_id: number | null,
 *   started_at: string}} ItemCalled
 * @typedef {{n: number, kind: "lead_given", leader_id: number | null}} LeadGiven
 * @typedef {{n: number, kind: "sign_in_ended", sign_in_id: number,
 *   reason: string}} SignInEnded the desk's
 * @typedef {{n: number, kind: "desk_noted", line_id: number}} DeskNoted the desk's
 * @typedef {{n: number, kind: "member_added" | "badge_issued" | "pin_renewed" | "badge_revoked",
 *   member_id: number}} BadgeFact the secretariat's
 * @typedef {{n: number, kind: "roster_imported", added: number,
 *   changed: number}} RosterImported the secretariat's
 * @typedef {{n: number, kind: "badges_issued", count: number}} BadgesIssued
 * @typedef {{n: number, kind: "meeting_stepped", state: string,
 *   ended_sign_ins: number}} MeetingStepped
 * @typedef {{n: number, kind: "sites_changed"}} SitesChanged
 * @typedef {{n: number, kind: "site_reported", site_id: number}} SiteReported
 * @typedef {{n: number, kind: "meeting_changed" | "agenda_changed"}} Prepared
 *   the secretariat has written something: read the snapshot
 * @typedef {{n: number, kind: "document_progressed", document_id: number,
 *   state: string, pages_ready: number, page_count: number}} DocumentProgressed
 * @typedef {{n: number, kind: "document_recognised", document_id: number,
 *   recognition: string, pages_recognised: number,
 *   pages_to_recognise: number}} DocumentRecognised to those who prepare
 * @typedef {{n: number, kind: "document_added" | "document_changed" |
 *   "document_text_ready" | "document_published" | "document_withdrawn",
 *   document_id: number}} DocumentFact
 * @typedef {{n: number, kind: "document_replaced", old_id: number,
 *   new_id: number}} DocumentReplaced
 * @typedef {{n: number, kind: "annotations_carried",
 *   document_id: number}} AnnotationsCarried
 * @typedef {{n: number, kind: "opinion_sent" | "opinion_received",
 *   opinion_id: number}} OpinionFact the secretariat's
 * @typedef {{n: number, kind: "tablets_commanded", command: string,
 *   count: number}} TabletsCommanded the secretariat's
 * @typedef {{n: number, kind: string}} OtherFact every other event: read the snapshot
 * @typedef {(BareFact | PageTurned | PageHidden | ItemCalled | LeadGiven | OtherFact)
 *   & {after?: number}} MeetingEvent
 *
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
 * @typedef {{item_id: number | null, item_started_at: string | null,
 *   document_id: number | null, page: number, hidden: boolean,
 *   leader: {id: number, name: string} | null}} LivePage
 * @typedef {{n: number, meeting: Meeting, live: LivePage, items: Item[],
 *   documents: MeetingDocument[], replaced: ReplacedDocument[],
 *   carried?: number, opinions?: number}} Snapshot `carried`: the last event that notes
 *   followed a paper; `opinions`: the last about opinions
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
