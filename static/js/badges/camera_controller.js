/** The camera's place on the idle screen: starting, turning, stopping it in words. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { readBadge } from "./badge_reader.js";
import { Camera } from "./camera.js";
import { makeDecoder } from "./decoder.js";

/** @typedef {import("./presenting.js").Showing} Showing */

/** @param {unknown} error */
function whyNot(error) {
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

/** @extends {Controller<{presenting: Showing}>} */
export class CameraController extends Controller {
  /** @type {Camera | null} */
  #camera = null;
  /** @type {"user" | "environment"} */
  #facing = this.element.dataset.facing === "environment" ? "environment" : "user";
  #wanted = false;

  /** @override */
  start() {
    if (!navigator.mediaDevices?.getUserMedia) return this.#explain();
    this.on(this.target("start"), "click", () => this.#begin());
    this.on(this.target("turn"), "click", () => this.#turn());
    this.on(document, "visibilitychange", () => this.#followVisibility());
    this.on(globalThis, "pagehide", () => this.#camera?.stop());
    this.context.presenting.watch((phase) => {
      if (phase.is === "welcome") this.#end();
    });
    this.#beginIfAllowed();
  }

  #explain() {
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
    const told = await navigator.permissions?.query({ name }).catch(() => null);
    if (told?.state === "granted") await this.#begin();
  }

  async #begin() {
    this.#wanted = true;
    this.#say(t("Đang mở máy ảnh…"));
    try {
      this.#camera ??= await this.#make();
      await this.#camera.start(this.#facing);
      this.#show(true);
    } catch (error) {
      this.#show(false);
      this.#say(whyNot(error));
    }
  }

  async #make() {
    const video = /** @type {HTMLVideoElement} */ (this.target("video"));
    const decode = await makeDecoder(this.element.dataset.wasm ?? "");
    const { presenting } = this.context;
    return new Camera(video, decode, (text) => {
      if (!presenting.isBusy) presenting.see(text, readBadge(text));
    });
  }

  async #turn() {
    this.#facing = this.#facing === "user" ? "environment" : "user";
    await this.#begin();
  }

  async #followVisibility() {
    if (document.visibilityState === "hidden") this.#camera?.stop();
    else if (this.#wanted && !this.#camera?.isOn) await this.#begin();
  }

  #end() {
    this.#wanted = false;
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
