/** The roll's screen: quorum, pace, sites, who is missing, what waits for a person. */

import * as addresses from "../base/addresses.js";
import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page.js";
import { ConflictsController } from "../checkins/conflicts_controller.js";
import { Figures } from "../checkins/figures.js";
import { GroupsController } from "../checkins/groups_controller.js";
import { ListsController } from "../checkins/lists_controller.js";
import { PaceController } from "../checkins/pace_controller.js";
import { QuorumController } from "../checkins/quorum_controller.js";
import { SitesController, StaleController } from "../checkins/sites_controller.js";

const meetingId = pageMeetingId();
const figures = new Figures(addresses.checkinsGiveFigures(meetingId));

attach(
  {
    conflicts: ConflictsController,
    groups: GroupsController,
    lists: ListsController,
    pace: PaceController,
    quorum: QuorumController,
    sites: SitesController,
    stale: StaleController,
  },
  { meetingId, figures },
);
figures.start();
