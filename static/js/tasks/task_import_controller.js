/** Import of a list of tasks. */

import * as addresses from "../base/addresses.js";
import { ListImportController } from "../table_files/list_import_controller.js";

export class TaskImportController extends ListImportController {
  /** @override */
  get addresses() {
    return {
      upload: addresses.tasksUploadList(),
      preview: addresses.tasksPreviewList(),
      apply: addresses.tasksApplyList(),
      done: addresses.tasksShowList(),
    };
  }
}
