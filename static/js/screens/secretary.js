/** The secretary's screen: the meeting, its agenda and papers, one form at a time. */

import { SearchController } from "../search/search_controller.js";
import { SignOutController } from "../accounts/sign_out_controller.js";
import { PrepareController } from "../agenda/prepare_controller.js";
import { attach } from "../base/controller.js";
import { PaperDeeds } from "../documents/paper_deeds.js";
import { PaperList } from "../documents/paper_list.js";
import { PileController, PublishAllController } from "../documents/pile_controller.js";
import { Uploads } from "../documents/upload.js";
import { acceptDrops, chooseFiles } from "../documents/upload_drop.js";
import { sendTo } from "../documents/upload_send.js";
import { LinkController } from "../live/link_controller.js";
import { openMeeting } from "../live/meeting.js";
import { Desk } from "../meetings/desk.js";
import { HeadController } from "../meetings/head_controller.js";
import { Recalls } from "../offline/recalls.js";
import { OpinionsController } from "../opinions/opinions_controller.js";
import { PresenceController } from "../presence/presence_controller.js";
import { PrintoutController } from "../printing/printout_controller.js";
import { ReadingsController } from "../readings/readings_controller.js";

const meeting = openMeeting();
const panel = /** @type {HTMLElement} */ (document.getElementById("panel"));
const desk = new Desk(meeting, panel);
const uploads = new Uploads(sendTo(meeting.parts.meetingId), () => desk.draw());
const deeds = new PaperDeeds(desk, uploads);
const recalls = new Recalls(meeting, () => desk.draw());
const papers = new PaperList(desk.meetingId, deeds, uploads, recalls);
recalls.start();

/** @type {import("../documents/upload_drop.js").Take} */
const take = (files, itemId) => {
  uploads.add(files, itemId);
};

desk.onDraw((state) => {
  uploads.settle(new Set(state.documents.map(({ id }) => id)));
  uploads.orphan(new Set(state.items.map(({ id }) => id)));
});

attach(
  {
    link: LinkController,
    "sign-out": SignOutController,
    head: HeadController,
    presence: PresenceController,
    printout: PrintoutController,
    readings: ReadingsController,
    opinions: OpinionsController,
    prepare: PrepareController,
    pile: PileController,
    "publish-all": PublishAllController,
    search: SearchController,
  },
  {
    meeting,
    desk,
    deeds,
    papersOf: (/** @type {number | null} */ itemId) => {
      const all = meeting.state?.documents ?? [];
      papers.line(all);
      const own = all.filter((paper) => paper.item_id === itemId);
      return papers.draw(own, itemId, desk.chosen);
    },
    chooseFiles: (/** @type {number | null} */ itemId) => chooseFiles(itemId, take),
  },
);
desk.onDraw(() => papers.sweep());

acceptDrops(document.body, take);
addEventListener("beforeunload", (event) => {
  if (uploads.isBusy) event.preventDefault();
});
