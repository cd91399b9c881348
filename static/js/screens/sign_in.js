/** The idle screen, and the page an invitation opens. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { readBadge } from "../badges/badge_reader.js";
import { CameraController } from "../badges/camera_controller.js";
import { CodeController } from "../badges/code_controller.js";
import { takeFragment } from "../badges/landing.js";
import { PinController } from "../badges/pin_controller.js";
import { Presenting } from "../badges/presenting.js";
import { ScannerController } from "../badges/scanner_controller.js";
import { WelcomeController } from "../badges/welcome_controller.js";
import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { attach } from "../base/controller.js";
import { forgetAllLoaded } from "../documents/addresses.js";
import { FullScreenController } from "../base/full_screen_controller.js";
import { pageMeetingId } from "../base/page.js";
import { stayHere } from "../base/stay.js";
import { keepAwake } from "../base/wake_lock.js";

const presenting = new Presenting({
  ask: (body) => post(addresses.badgesShowBadge(), body),
  meetingId: pageMeetingId() || null,
  enrol: (secret) => location.assign(`${addresses.fleetShowEnrolment()}#${secret}`),
});
const fragment = takeFragment(location, history);

attach(
  {
    camera: CameraController,
    scanner: ScannerController,
    code: CodeController,
    welcome: WelcomeController,
    pin: PinController,
    "sign-out": SignOutController,
    "full-screen": FullScreenController,
  },
  { presenting },
);

// Without the server there is another time.
forgetAllLoaded().catch(() => null);
// Not a phone on its way into a meeting: a tablet that waits on its table.
if (!fragment) {
  keepAwake();
  stayHere();
}
if (fragment) presenting.show(readBadge(fragment));
// A phone that opened an invitation sees the other ways only if this one failed.
presenting.watch((phase) => {
  const isOpening = fragment !== "" && phase.is !== "refused";
  document.body.classList.toggle("is-landing", isOpening);
});
// The same invitation, opened again in the same tab, changes the fragment alone.
addEventListener("hashchange", () => {
  const again = takeFragment(location, history);
  if (again) presenting.show(readBadge(again));
});
