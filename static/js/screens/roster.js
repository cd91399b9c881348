/** Page that imports a list of people. */

import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { ImportController } from "../people/import_controller.js";

attach({ import: ImportController }, { meetingId: pageMeetingId() });
