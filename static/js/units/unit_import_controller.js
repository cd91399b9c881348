/** Import of the list of units. */

import * as addresses from "../base/addresses.js";
import { ListImportController } from "../table_files/list_import_controller.js";

export class UnitImportController extends ListImportController {
  /** @override */
  get addresses() {
    return {
      upload: addresses.unitImportsUpload(),
      preview: addresses.unitImportsPreview(),
      apply: addresses.unitImportsApply(),
      done: addresses.unitsShow(),
    };
  }
}
