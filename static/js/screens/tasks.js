/** Tasks: the overview, one task, a meeting's tasks, supervisors. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { StaffMenuController } from "../accounts/staff_menu_controller.js";
import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { FeedsController } from "../tasks/feeds_controller.js";
import { MeetingTasksController } from "../tasks/meeting_tasks_controller.js";
import {
  SupervisorsController,
  TaskController,
  TasksController,
} from "../tasks/task_controllers.js";
import { TaskExportController } from "../tasks/task_export_controller.js";
import { TaskImportController } from "../tasks/task_import_controller.js";
import { UnitSignOutController } from "../units/unit_sign_out_controller.js";

attach(
  {
    tasks: TasksController,
    task: TaskController,
    "meeting-tasks": MeetingTasksController,
    supervisors: SupervisorsController,
    feeds: FeedsController,
    "task-export": TaskExportController,
    "task-import": TaskImportController,
    "sign-out": SignOutController,
    "staff-menu": StaffMenuController,
    "unit-sign-out": UnitSignOutController,
  },
  { meetingId: pageMeetingId() },
);
