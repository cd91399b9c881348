/** Camera on the sign-in screen: start, switch, stop, and messages about failures. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { parseBadge } from "./badge_parser.js";
import { Camera } from "./camera.js";
import { makeDecoder } from "./qr_decoder.js";

/** @typedef {import("./badge_sign_in.js").BadgeReceiver} BadgeReceiver */

/** A camera that is busy or was lost is opened again after so long. */
const REOPEN_AFTER_MS = 3000;
/** A page renews itself at most once in this time. */
const MIN_RELOAD_INTERVAL_MS = 60_000;
const RELOADED_KEY = "kiosk-renewed";

/** A script of this page is not there any more: the server was upgraded meanwhile. */
class OutdatedPage extends Error {}

/** Reload the page for a new version, unless just done or while somebody types. */
function reloadPage() {
  const last = Number(sessionStorage.getItem(RELOADED_KEY) ?? 0);
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = document.querySelectorAll("input:not([type=hidden])");
  const isTyping = [...fields].some(
    ({ value, defaultValue }) => value !== defaultValue,
  );
  if (isTyping || Date.now() - last < MIN_RELOAD_INTERVAL_MS) return;
  sessionStorage.setItem(RELOADED_KEY, String(Date.now()));
  location.reload();
}

/** @param {unknown} error */
function cameraErrorMessage(error) {
  if (error instanceof OutdatedPage) {
    return t(
      "Phần mềm trên máy chủ đã đổi. Xin tải lại trang để dùng máy ảnh, hoặc nhập mã.",
    );
  }
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") {
    return t(
      "Trình duyệt chưa cho dùng máy ảnh. Xin bấm “Bật máy ảnh” rồi chọn Cho phép, hoặc dùng máy quét hay nhập mã.",
    );
  }
  if (name === "NotFoundError") {
    return t("Máy này không có máy ảnh. Xin dùng máy quét hoặc nhập mã.");
  }
  return t(
    "Máy ảnh đang bận hoặc bị hỏng. Xin đóng ứng dụng khác đang dùng máy ảnh, hoặc nhập mã.",
  );
}

/** @extends {Controller<{receiver: BadgeReceiver}>} */
export class CameraController extends Controller {
  /** @type {Camera | null} */
  #camera = null;
  /** @type {"user" | "environment"} */
  #facing = this.element.dataset.facing === "environment" ? "environment" : "user";
  #isWanted = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #reopenTimer;

  /** @override */
  start() {
    if (!navigator.mediaDevices?.getUserMedia) return this.#explainUnavailable();
    this.on(this.target("start"), "click", () => this.#begin());
    this.on(this.target("turn"), "click", () => this.#switchCamera());
    this.on(document, "visibilitychange", () => this.#followVisibility());
    // One that was plugged in again, or for the first time.
    this.on(navigator.mediaDevices, "devicechange", () => this.#followVisibility());
    this.on(globalThis, "pagehide", () => this.#camera?.stop());
    this.context.receiver.watch((phase) => {
      if (phase.is === "welcome") this.#end();
    });
    this.#beginIfAllowed();
  }

  #explainUnavailable() {
    this.target("start").hidden = true;
    this.#say(
      isSecureContext
        ? t("Trình duyệt này không dùng được máy ảnh. Xin dùng máy quét hoặc nhập mã.")
        : t(
            "Trang đang mở qua kết nối không mã hoá (http) nên trình duyệt không cho dùng máy ảnh. Máy quét và mã 8 ký tự vẫn dùng được.",
          ),
    );
  }

  async #beginIfAllowed() {
    const name = /** @type {PermissionName} */ ("camera");
    const permission = await navigator.permissions?.query({ name }).catch(() => null);
    if (permission?.state === "granted") await this.#begin();
  }

  async #begin() {
    this.#isWanted = true;
    clearTimeout(this.#reopenTimer);
    this.#say(t("Đang mở máy ảnh…"));
    try {
      this.#camera ??= await this.#createCamera();
      await this.#camera.start(this.#facing);
      this.#show(true);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#show(false);
    this.#say(cameraErrorMessage(error));
    if (error instanceof OutdatedPage) return reloadPage();
    const name = error instanceof DOMException ? error.name : "";
    // Whoever has forbidden it is not asked again and again; one that is not there is
    // waited for.
    if (!["NotAllowedError", "NotFoundError"].includes(name)) this.#reopenLater();
  }

  /** It was on, and gives no more pictures. */
  #onLost() {
    this.#show(false);
    this.#say(t("Máy ảnh vừa bị ngắt. Đang mở lại…"));
    this.#reopenLater();
  }

  /** Open it again by itself, as long as it is wanted; the button stays there. */
  #reopenLater() {
    clearTimeout(this.#reopenTimer);
    this.#reopenTimer = setTimeout(() => {
      if (this.#isWanted && document.visibilityState === "visible") this.#begin();
    }, REOPEN_AFTER_MS);
  }

  async #createCamera() {
    const video = /** @type {HTMLVideoElement} */ (this.target("video"));
    const { receiver } = this.context;
    const decode = await makeDecoder(this.element.dataset.wasm ?? "").catch((error) => {
      throw new OutdatedPage("no decoder", { cause: error });
    });
    return new Camera(video, decode, {
      onCode: (text) => {
        if (!receiver.isBusy) receiver.submitCameraText(text, parseBadge(text));
      },
      onLost: () => this.#onLost(),
    });
  }

  async #switchCamera() {
    this.#facing = this.#facing === "user" ? "environment" : "user";
    await this.#begin();
  }

  async #followVisibility() {
    if (document.visibilityState === "hidden") this.#camera?.stop();
    else if (this.#isWanted && !this.#camera?.isOn) await this.#begin();
  }

  #end() {
    this.#isWanted = false;
    clearTimeout(this.#reopenTimer);
    this.#camera?.stop();
    this.#show(false);
    this.element.hidden = true;
  }

  /** @param {boolean} isOn */
  #show(isOn) {
    this.target("view").hidden = !isOn;
    this.target("turn").hidden = !isOn;
    this.target("off").hidden = isOn;
    this.element.classList.toggle("camera--mirrored", this.#facing === "user");
    if (isOn) this.#say("");
  }

  /** @param {string} text */
  #say(text) {
    this.target("words").textContent = text;
  }
}
