/** Chair's screen: agenda, the live page, floor, votes, and the next step. */

import { ChairAgendaController } from "../agenda/chair_agenda_controller.js";
import { DayClockController } from "../agenda/day_clock_controller.js";
import { ItemTimerController } from "../agenda/item_timer_controller.js";
import { AnnouncementFormController } from "../announcements/announcement_form_controller.js";
import { AnnouncementNoticeController } from "../announcements/announcement_notice_controller.js";
import { attach } from "../base/controller.js";
import { FullScreenController } from "../base/full_screen_controller.js";
import { ReaderNoticeController } from "../documents/reader/reader_notice_controller.js";
import { ThumbnailsController } from "../documents/reader/thumbnails_controller.js";
import { PageTurnController } from "../documents/reader/page_turn_controller.js";
import { LinksController } from "../documents/navigation/links_controller.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { MeetingStateController } from "../meetings/state_controller.js";
import { StateTagController } from "../meetings/state_tag_controller.js";
import { LeadController } from "../pagesync/lead_controller.js";
import { LeaderView } from "../pagesync/leader_view.js";
import { createRoom } from "../pagesync/room_factory.js";
import { PresenceController } from "../presence/presence_controller.js";
import { UnreadCountController } from "../reading_log/unread_count_controller.js";
import { SearchController } from "../search/search_controller.js";
import { FloorPanelController } from "../speaking/floor_panel_controller.js";
import { TimerClockController } from "../timers/timer_clock_controller.js";
import { BallotController } from "../voting/ballot_controller.js";
import { VotePanelController } from "../voting/vote_panel_controller.js";
import { ChairMenuController } from "./chair_menu_controller.js";
import { ChairTabsController } from "./chair_tabs_controller.js";
import { NextStepController } from "./next_step_controller.js";
import { QuorumWatch } from "./quorum_watch.js";
import { SignOutController } from "./sign_out_controller.js";

const room = createRoom((_memory, memberId) => new LeaderView(memberId));

attach(
  {
    "connection-status": ConnectionStatusController,
    links: LinksController,
    agenda: ChairAgendaController,
    "item-timer": ItemTimerController,
    "day-clock": DayClockController,
    "reader-notice": ReaderNoticeController,
    "page-turn": PageTurnController,
    thumbnails: ThumbnailsController,
    lead: LeadController,
    "announcement-form": AnnouncementFormController,
    "announcement-notice": AnnouncementNoticeController,
    presence: PresenceController,
    "unread-count": UnreadCountController,
    "meeting-state": MeetingStateController,
    "meeting-state-tag": StateTagController,
    "chair-tabs": ChairTabsController,
    "chair-menu": ChairMenuController,
    "next-step": NextStepController,
    "full-screen": FullScreenController,
    search: SearchController,
    "sign-out": SignOutController,
    "floor-panel": FloorPanelController,
    "timer-clock": TimerClockController,
    ballot: BallotController,
    "vote-panel": VotePanelController,
  },
  { room, meeting: room.meeting, quorum: new QuorumWatch(room.meeting) },
);
