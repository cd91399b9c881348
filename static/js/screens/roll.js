/** Attendance screen: quorum, throughput, sites, absences, conflicts. */

import * as addresses from "../base/addresses.js";
import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { ConflictsController } from "../checkins/conflicts_controller.js";
import { AttendanceFigures } from "../checkins/attendance_figures.js";
import { GroupsController } from "../checkins/groups_controller.js";
import { AttendanceListController } from "../checkins/lists_controller.js";
import { ThroughputController } from "../checkins/throughput_controller.js";
import { QuorumController } from "../checkins/quorum_controller.js";
import {
  SiteTableController,
  StaleController,
} from "../checkins/site_table_controller.js";

const meetingId = pageMeetingId();
const figures = new AttendanceFigures(addresses.checkinsGiveFigures(meetingId));

attach(
  {
    conflicts: ConflictsController,
    groups: GroupsController,
    lists: AttendanceListController,
    throughput: ThroughputController,
    quorum: QuorumController,
    "site-table": SiteTableController,
    stale: StaleController,
  },
  { meetingId, figures },
);
figures.start();
