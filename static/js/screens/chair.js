/** Chair's screen: agenda with times, the live page, the lead. */

import { ChairAgendaController } from "../agenda/chair_agenda_controller.js";
import { ItemTimerController } from "../agenda/item_timer_controller.js";
import { attach } from "../base/controller.js";
import { ReaderNoticeController } from "../documents/reader/reader_notice_controller.js";
import { ThumbnailsController } from "../documents/reader/thumbnails_controller.js";
import { PageTurnController } from "../documents/reader/page_turn_controller.js";
import { LinksController } from "../documents/navigation/links_controller.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { MeetingStateController } from "../meetings/state_controller.js";
import { LeadController } from "../pagesync/lead_controller.js";
import { LeaderView } from "../pagesync/leader_view.js";
import { createRoom } from "../pagesync/room_factory.js";
import { PresenceController } from "../presence/presence_controller.js";
import { UnreadCountController } from "../reading_log/unread_count_controller.js";
import { SearchController } from "../search/search_controller.js";
import { SignOutController } from "./sign_out_controller.js";

const room = createRoom((_memory, memberId) => new LeaderView(memberId));

attach(
  {
    "connection-status": ConnectionStatusController,
    links: LinksController,
    agenda: ChairAgendaController,
    "item-timer": ItemTimerController,
    "reader-notice": ReaderNoticeController,
    "page-turn": PageTurnController,
    thumbnails: ThumbnailsController,
    lead: LeadController,
    presence: PresenceController,
    "unread-count": UnreadCountController,
    "meeting-state": MeetingStateController,
    search: SearchController,
    "sign-out": SignOutController,
  },
  { room, meeting: room.meeting },
);
