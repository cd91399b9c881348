/** The chair's screen: agenda with timings, the page everybody sees, and the lead. */

import { ChairAgendaController } from "../agenda/chair_agenda_controller.js";
import { ProgressController } from "../agenda/progress_controller.js";
import { attach } from "../base/controller.js";
import { NoticeController } from "../documents/reader/notice_controller.js";
import { ThumbnailsController } from "../documents/reader/thumbnails_controller.js";
import { TurningController } from "../documents/reader/turning_controller.js";
import { LinksController } from "../documents/reading/links_controller.js";
import { LinkController } from "../live/link_controller.js";
import { StepController } from "../meetings/step_controller.js";
import { LeadController } from "../pagesync/lead_controller.js";
import { Leading } from "../pagesync/leading.js";
import { makeRoom } from "../pagesync/make_room.js";
import { PresenceController } from "../presence/presence_controller.js";
import { ReadingsController } from "../readings/readings_controller.js";
import { SearchController } from "../search/search_controller.js";
import { SignOutController } from "./sign_out_controller.js";

const room = makeRoom((_memory, memberId) => new Leading(memberId));

attach(
  {
    link: LinkController,
    links: LinksController,
    agenda: ChairAgendaController,
    progress: ProgressController,
    notice: NoticeController,
    turning: TurningController,
    thumbnails: ThumbnailsController,
    lead: LeadController,
    presence: PresenceController,
    readings: ReadingsController,
    step: StepController,
    search: SearchController,
    "sign-out": SignOutController,
  },
  { room, meeting: room.meeting },
);
