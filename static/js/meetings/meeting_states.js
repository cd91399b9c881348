/** States of a meeting and their transitions. Draws nothing. */

import { t } from "../base/i18n.js";

/** @typedef {import("../base/confirm.js").Question} Question */
/**
 * @typedef {object} Transition
 * @property {string} state the state it leads to
 * @property {string} label
 * @property {boolean} isMain whether it is the usual next one
 * @property {Question} question
 */

/** @type {Record<string, () => string>} */
const STATES = {
  draft: () => t("Đang soạn"),
  published: () => t("Đã phát hành"),
  open: () => t("Đang họp"),
  adjourned: () => t("Tạm nghỉ"),
  closed: () => t("Đã kết thúc"),
};

/** @type {Record<string, string>} */
const TONES = { published: "good", open: "live", adjourned: "warn" };

/** @param {string} state */
export const stateLabel = (state) => STATES[state]?.() ?? state;

/** @param {string} state */
export const stateClass = (state) =>
  state in TONES ? `tag tag--${TONES[state]}` : "tag";

/**
 * @param {string} state
 * @param {string} label
 * @param {string} text
 * @returns {Transition}
 */
function step(state, label, text) {
  const isDestructive = state === "closed" || state === "draft";
  const question = { title: `${label}?`, text, yes: label, isDestructive };
  return { state, label, isMain: !isDestructive, question };
}

const PUBLISH = () =>
  step(
    "published",
    t("Phát hành hội nghị"),
    t("Đại biểu đăng nhập được bằng thẻ và đọc được các tài liệu đã phát hành."),
  );
const OPEN = () =>
  step("open", t("Khai mạc"), t("Màn hình của đại biểu cho biết hội nghị đang họp."));
const BACK_TO_DRAFT = () =>
  step(
    "draft",
    t("Đưa về bản soạn"),
    t("Đại biểu bị đưa ra khỏi hội nghị và chưa đăng nhập được nữa."),
  );
const ADJOURN = () =>
  step("adjourned", t("Tạm nghỉ"), t("Đại biểu vẫn đọc được tài liệu trong giờ nghỉ."));
const REOPEN = () => step("open", t("Họp tiếp"), t("Hội nghị tiếp tục."));
const CLOSE = () =>
  step(
    "closed",
    t("Kết thúc hội nghị"),
    t(
      "Mọi thẻ hết hiệu lực và mọi máy của đại biểu bị đăng xuất ngay. Không thể mở lại hội nghị.",
    ),
  );

/** @type {Record<string, (() => Transition)[]>} */
const STEPS = {
  draft: [PUBLISH],
  published: [OPEN, BACK_TO_DRAFT],
  open: [ADJOURN, CLOSE],
  adjourned: [REOPEN, CLOSE],
  closed: [],
};

/**
 * The steps from a state, the usual one first.
 * @param {string} state
 * @returns {Transition[]}
 */
export const transitionsFrom = (state) => (STEPS[state] ?? []).map((make) => make());
