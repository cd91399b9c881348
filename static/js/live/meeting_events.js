/**
 * What travels on the live channel, mirrored from the server's events
 * (`docs/live-messages.md`). An event without a kind is not meant for this screen:
 * it is its bare number, so that it never looks like a gap. `after`: it stands for all
 * events from there on.
 *
 * @typedef {import("./messages.js").HallScene} HallScene
 * @typedef {import("./messages.js").Timer} Timer
 * @typedef {import("./messages.js").Vote} Vote
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
 * @typedef {{n: number, kind: "announcement_made" | "announcement_withdrawn",
 *   announcement_id: number, site_id: number | null}} AnnouncementFact of one site: its
 *   screens fetch the text
 * @typedef {{n: number, kind: "service_call_changed", call_id: number}} ServiceCallChanged
 *   to those who answer calls
 * @typedef {{n: number, kind: "invitation_answered", member_id: number,
 *   answer: string}} InvitationAnswered nothing to do
 * @typedef {{n: number, kind: "sites_changed"}} SitesChanged
 * @typedef {{n: number, kind: "site_reported", site_id: number}} SiteReported
 * @typedef {{n: number, kind: "site_link_changed", site_id: number, is_lost: boolean,
 *   since: string}} SiteLinkChanged to those who watch sites
 * @typedef {{n: number, kind: "meeting_changed" | "agenda_changed"}} Prepared
 *   the secretariat has written something: read the snapshot
 * @typedef {{n: number, kind: "person_erased", member_id: number}} PersonErased to those
 *   who prepare: read the snapshot
 * @typedef {{n: number, kind: "meeting_data_removed", documents: number,
 *   rows: number}} MeetingDataRemoved the same
 * @typedef {{n: number, kind: "script_note_changed",
 *   item_id: number}} ScriptNoteChanged to those who run the meeting: read the snapshot
 * @typedef {{n: number, kind: "consultation_changed",
 *   consultation_id: number}} ConsultationChanged to those who run the meeting; nothing
 *   in the snapshot changes, here and in the next three
 * @typedef {{n: number, kind: "consultation_opened", consultation_id: number,
 *   recipients: number}} ConsultationOpened to the same
 * @typedef {{n: number, kind: "consultation_answered", consultation_id: number,
 *   recipient_id: number, revision: number}} ConsultationAnswered to the same
 * @typedef {{n: number, kind: "consultation_closed", consultation_id: number,
 *   agree: number, disagree: number, other: number, unanswered: number,
 *   sha256: string}} ConsultationClosed to the same
 * @typedef {{n: number, kind: "conclusions_changed"}} ConclusionsChanged to the same: this
 *   and the next two change one part of the snapshot
 * @typedef {{n: number, kind: "conclusions_issued", count: number,
 *   sha256: string}} ConclusionsIssued to the same
 * @typedef {{n: number, kind: "conclusions_reopened",
 *   sha256: string}} ConclusionsReopened to the same
 * @typedef {{n: number, kind: "tasks_assigned", task_ids: number[]}} TasksAssigned to the
 *   same; nothing in the snapshot changes
 * @typedef {{n: number, kind: "task_changed", task_id: number, act: string,
 *   state: string}} TaskChanged to the same; nothing in the snapshot changes
 * @typedef {{n: number, kind: "minutes_changed" | "minutes_answered" |
 *   "minutes_finalised" | "minutes_pdf_stored" | "minutes_signed", minutes_id: number,
 *   sha256?: string}} MinutesFact the first two change the part `minutes`
 * @typedef {{n: number, kind: "survey_changed", survey_id: number}} SurveyChanged it
 *   changes the part `surveys`
 * @typedef {{n: number, kind: "document_progressed", document_id: number,
 *   state: string, pages_ready: number, page_count: number}} DocumentProgressed
 * @typedef {{n: number, kind: "document_recognised", document_id: number,
 *   recognition: string, pages_recognised: number,
 *   pages_to_recognise: number}} DocumentRecognised to those who prepare
 * @typedef {{n: number, kind: "document_added" | "document_changed" |
 *   "document_text_ready" | "document_withdrawn",
 *   document_id: number}} DocumentFact
 * @typedef {{n: number, kind: "document_published", document_id: number,
 *   sha256: string}} DocumentPublished
 * @typedef {{n: number, kind: "document_replaced", old_id: number,
 *   new_id: number}} DocumentReplaced
 * @typedef {{n: number, kind: "annotations_carried",
 *   document_id: number}} AnnotationsCarried
 * @typedef {{n: number, kind: "opinion_sent" | "opinion_received",
 *   opinion_id: number}} OpinionFact the secretariat's
 * @typedef {{n: number, kind: "tablets_commanded", command: string,
 *   count: number}} TabletsCommanded the secretariat's
 * @typedef {{n: number, kind: "timer_changed", which: "item" | "speaker",
 *   timer: Timer | null}} TimerChanged
 * @typedef {{n: number, kind: "floor_requested", request_id: number}} FloorRequested to
 *   those who manage the floor: the part `speaking` has changed
 * @typedef {{n: number, kind: "floor_changed"}} FloorChanged the part `speaking`
 * @typedef {{n: number, kind: "vote_prepared", vote_id: number}} VotePrepared to those who
 *   run votes: read the snapshot
 * @typedef {{n: number, kind: "vote_opened", vote: Vote}} VoteOpened
 * @typedef {{n: number, kind: "vote_turnout", vote_id: number, cast: number}} VoteTurnout to
 *   those who run votes and the hall screens; the number of ballots only
 * @typedef {{n: number, kind: "vote_closed" | "vote_cancelled",
 *   vote_id: number}} VoteEnded
 * @typedef {{n: number, kind: "vote_counted", vote_id: number}} VoteCounted to those who
 *   run votes: the result is in the snapshot
 * @typedef {{n: number, kind: "vote_result_recorded", vote_id: number,
 *   digest: string}} VoteResultRecorded to nobody; it stands in the journal
 * @typedef {{n: number, kind: "vote_announced", vote_id: number}} VoteAnnounced read the
 *   snapshot
 * @typedef {{n: number, kind: "hall_screen_changed", screen_id: number,
 *   is_held: boolean, scene: HallScene, queued: HallScene | null, revision: number,
 *   changed_at: string}} HallScreenChanged to those who run the screens, and to them
 * @typedef {{n: number, kind: "hall_screens_changed"}} HallScreensChanged read the snapshot
 * @typedef {{n: number, kind: string}} OtherFact every other event: read the snapshot
 * @typedef {(BareFact | PageTurned | PageHidden | ItemCalled | LeadGiven | OtherFact)
 *   & {after?: number}} MeetingEvent
 */

export {};
