/** Before the meeting: its name, the Wi-Fi, and where to sign in. */

import * as addresses from "../../base/addresses.js";
import { el } from "../../base/dom.js";
import { language, t } from "../../base/i18n.js";
import { longDate } from "../../base/local_time.js";
import { lengthOf, redraw, sceneElement, setText } from "./parts.js";

/** @type {import("../types.js").SceneType} */
export const welcomeScene = {
  draw(_scene, { meetingId }) {
    const body = el("p", { class: "scene-body" });
    const title = el("h2");
    const when = el("p", { class: "scene-position" });
    const wifi = el("div", { class: "scene-wifi" });
    const address = el("p", { class: "scene-address" });
    const code = el("img", {
      class: "scene-code",
      src: addresses.hallScreensHallSignInCode(meetingId),
      alt: t("Mã QR mở trang đăng nhập"),
    });
    const element = sceneElement(
      "welcome",
      el("div", { class: "scene-title" }, body, title, when),
      el(
        "div",
        { class: "scene-arrival" },
        el(
          "div",
          {},
          wifi,
          el("p", { class: "scene-note" }, t("Quét mã để mở trang đăng nhập")),
          address,
        ),
        code,
      ),
    );
    return {
      element,
      update({ state, facts }) {
        drawTitle(body, title, when, state.meeting);
        setText(address, (facts?.welcome.address ?? "").replace(/^https?:../, ""));
        drawWifi(wifi, facts?.welcome);
      },
    };
  },
};

/**
 * @param {HTMLElement} body
 * @param {HTMLElement} title
 * @param {HTMLElement} when
 * @param {import("../../live/messages.js").Meeting} meeting
 */
function drawTitle(body, title, when, meeting) {
  setText(body, meeting.body_name);
  setText(title, meeting.title);
  title.dataset.length = lengthOf(meeting.title, 60, 120);
  const day = longDate(meeting.starts_at, language());
  setText(when, [meeting.place, day].filter(Boolean).join(", "));
}

/**
 * @param {HTMLElement} element
 * @param {import("../types.js").HallFacts["welcome"] | undefined} welcome
 */
function drawWifi(element, welcome) {
  element.hidden = !welcome?.wifi_name;
  if (!welcome?.wifi_name) return;
  const { wifi_name: name, wifi_password: password } = welcome;
  redraw(element, [name, password], () => [
    el("p", { class: "scene-note" }, t("Mạng Wi-Fi")),
    el("p", { class: "scene-wifi-name" }, name),
    password ? el("p", { class: "scene-note" }, t("Mật khẩu")) : null,
    password ? el("p", { class: "scene-wifi-name" }, password) : null,
  ]);
}
