/** Page that a tablet opens to be enrolled. */

import { takeUrlFragment } from "../badges/url_fragment.js";
import { attach } from "../base/controller.js";
import { EnrolController } from "../fleet/enrol_controller.js";

attach({ enrol: EnrolController }, { secret: takeUrlFragment(location, history) });
// The same tab, another invitation: only the fragment changes.
addEventListener("hashchange", () => location.reload());
