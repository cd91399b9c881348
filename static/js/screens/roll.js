/** The roll's screen: quorum, pace, sites, who is missing, what waits for a person. */

import { attach } from "../base/controller.js";
import { ConflictsController } from "../checkins/conflicts_controller.js";
import { Figures } from "../checkins/figures.js";
import { GroupsController } from "../checkins/groups_controller.js";
import { ListsController } from "../checkins/lists_controller.js";
import { PaceController } from "../checkins/pace_controller.js";
import { QuorumController } from "../checkins/quorum_controller.js";
import { SitesController, StaleController } from "../checkins/sites_controller.js";

const base = `/m/${document.body.dataset.meeting}`;
const figures = new Figures(`${base}/roll/figures`);

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
  { base, figures },
);
figures.start();
