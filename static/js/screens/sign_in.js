/** Sign-in screen, and the page an invitation opens. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { parseBadge } from "../badges/badge_parser.js";
import { CameraController } from "../badges/camera_controller.js";
import { BadgeCodeController } from "../badges/badge_code_controller.js";
import { takeUrlFragment } from "../badges/url_fragment.js";
import { PinController } from "../badges/pin_controller.js";
import { BadgeSignIn } from "../badges/badge_sign_in.js";
import { ScannerController } from "../badges/scanner_controller.js";
import { SignInResultController } from "../badges/sign_in_result_controller.js";
import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { attach } from "../base/controller.js";
import { overwriteAllLoaded } from "../documents/page_file_cache.js";
import { FullScreenController } from "../base/full_screen_controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { lockNavigation } from "../base/navigation_lock.js";
import { keepAwake } from "../base/wake_lock.js";

const receiver = new BadgeSignIn({
  ask: (body) => post(addresses.badgesShowBadge(), body),
  meetingId: pageMeetingId() || null,
  enrol: (secret) => location.assign(`${addresses.fleetShowEnrolment()}#${secret}`),
});
const fragment = takeUrlFragment(location, history);

attach(
  {
    camera: CameraController,
    scanner: ScannerController,
    "badge-code": BadgeCodeController,
    "sign-in-result": SignInResultController,
    pin: PinController,
    "sign-out": SignOutController,
    "full-screen": FullScreenController,
  },
  { receiver },
);

// Without the server there is another time.
overwriteAllLoaded().catch(() => null);
// Not a phone on its way into a meeting: a tablet that waits on its table.
if (!fragment) {
  keepAwake();
  lockNavigation();
}
if (fragment) receiver.submit(parseBadge(fragment));
// A phone that opened an invitation sees the other ways only if this one failed.
receiver.watch((phase) => {
  const isOpening = fragment !== "" && phase.is !== "refused";
  document.body.classList.toggle("is-landing", isOpening);
});
// Opening the invitation again in the same tab changes only the fragment.
addEventListener("hashchange", () => {
  const again = takeUrlFragment(location, history);
  if (again) receiver.submit(parseBadge(again));
});
