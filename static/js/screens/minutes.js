/** Screen of minutes: choosing, writing, reading. */

import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { ChooseMinutesController } from "../minutes/choose_controller.js";
import { CommentsController } from "../minutes/comments_controller.js";
import { FactsController } from "../minutes/facts_controller.js";
import { FilesController } from "../minutes/files_controller.js";
import { MinutesPage } from "../minutes/minutes_page.js";
import { PrintoutController } from "../minutes/printout_controller.js";
import { ReviewController } from "../minutes/review_controller.js";
import { SideTabsController } from "../minutes/side_tabs_controller.js";
import { TextController } from "../minutes/text_controller.js";
import { VersionsController } from "../minutes/versions_controller.js";

const meetingId = pageMeetingId();
const { minutes, holder = "", writer } = document.body.dataset;

if (minutes) {
  const page = new MinutesPage({
    meetingId,
    minutesId: Number(minutes),
    holder,
    isWriter: writer === "yes",
  });
  // The text comes last: it starts what the others watch.
  attach(
    {
      "minutes-comments": CommentsController,
      "minutes-facts": FactsController,
      "minutes-files": FilesController,
      "minutes-printout": PrintoutController,
      "minutes-review": ReviewController,
      "minutes-tabs": SideTabsController,
      "minutes-versions": VersionsController,
    },
    { page },
  );
  attach({ "minutes-text": TextController }, { page });
} else {
  attach({ "minutes-choose": ChooseMinutesController }, { meetingId });
}
