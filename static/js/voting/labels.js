/** Words of votes and ballots. Pure functions. */

import { formatNumber, t } from "../base/i18n.js";
import { chosenOptions } from "./ballot_choice.js";

/** @typedef {import("../live/messages.js").Vote} Vote */
/** @typedef {import("./ballot_choice.js").Choices} Choices */
/** @typedef {import("./ballot.js").Ballot} Ballot */

/** Kinds whose ballots are cast on tablets. */
export const ELECTRONIC_KINDS = ["open", "secret", "election", "confidence"];

/** @param {Pick<Vote, "kind">} vote */
export function kindLabel({ kind }) {
  const labels = {
    hands: t("Giơ tay hoặc giơ thẻ"),
    open: t("Biểu quyết công khai"),
    secret: t("Bỏ phiếu kín"),
    paper: t("Phiếu kín bằng giấy"),
    election: t("Bầu cử"),
    confidence: t("Lấy phiếu tín nhiệm"),
  };
  return labels[/** @type {keyof typeof labels} */ (kind)] ?? kind;
}

/** @param {Pick<Vote, "state">} vote */
export function stateLabel({ state }) {
  const labels = {
    draft: t("Chưa mở"),
    open: t("Đang biểu quyết"),
    closed: t("Đã kết thúc, chưa công bố"),
    announced: t("Đã công bố"),
    cancelled: t("Đã huỷ"),
  };
  return labels[/** @type {keyof typeof labels} */ (state)] ?? state;
}

/** @param {Vote} vote */
export const isSecretBallot = (vote) => vote.is_secret || vote.kind === "secret";

/**
 * Say how to fill in the ballot.
 * @param {Vote} vote
 */
export function instructionOf({ form, max_choices: most }) {
  if (form === "up_to")
    return t("Chọn nhiều nhất {most} người bằng cách bấm vào tên.", { most });
  if (form === "levels") return t("Chọn một mức cho từng người.");
  return t("Bấm vào một ý kiến để chọn.");
}

/**
 * Say how far the ballot is; empty where there is nothing to count.
 * @param {Vote} vote
 * @param {Choices} choices
 */
export function counterOf(vote, choices) {
  const count = Object.keys(choices).length;
  if (vote.form === "up_to") {
    return t("Đã chọn {count}/{most}", { count, most: vote.max_choices });
  }
  if (vote.form === "levels") {
    return t("Đã chọn {count}/{most}", { count, most: vote.options.length });
  }
  return "";
}

/**
 * What is sent, line by line, for the step before.
 * @param {Vote} vote
 * @param {Choices} choices
 * @returns {string[]}
 */
export function chosenLines(vote, choices) {
  const chosen = chosenOptions(vote, choices);
  if (!chosen.length) return [t("Không chọn ai (phiếu trắng)")];
  if (vote.form !== "levels") return chosen.map(({ label }) => label);
  return chosen.map(({ id, label }) => `${label}: ${choices[id]}`);
}

/**
 * Say in one sentence how the ballot stands; also for screen readers.
 * @param {Ballot} ballot
 */
export function phaseLabel({ phase, vote }) {
  const labels = {
    choosing: "",
    reviewing: "",
    excluded: "",
    sealing: t("Đang niêm phong phiếu…"),
    sending: t("Đang gửi phiếu…"),
    waiting: t("Chưa gửi được, máy đang thử lại. Đồng chí không cần làm gì."),
    kept:
      vote.state === "open"
        ? t("Đã nhận phiếu của đồng chí.")
        : t("Phiếu của đồng chí đã được tính."),
    asking: t("Biểu quyết đã kết thúc. Máy đang hỏi xem phiếu có đến kịp không…"),
    over: t("Biểu quyết đã kết thúc. Đồng chí chưa gửi phiếu."),
    late: t(
      "Phiếu của đồng chí không đến kịp trước khi biểu quyết kết thúc, nên không được tính.",
    ),
    cancelled: t("Cuộc biểu quyết này đã huỷ. Không phiếu nào được tính."),
  };
  return labels[phase];
}

/** What is said to who is not on the roll. */
export const excludedLabel = () =>
  t(
    "Đồng chí không có tên trong danh sách biểu quyết, được chốt khi mở biểu quyết. Nếu có nhầm lẫn, xin báo thư ký hội nghị.",
  );

/**
 * What is promised about a secret ballot and what is not.
 * @param {{isSealedByServer: boolean, vote: {has_receipt?: boolean}}} ballot
 * @returns {string[]}
 */
export function secrecyLines({ isSealedByServer, vote }) {
  const receipt = t(
    "Máy này giữ một mã biên nhận để sau khi công bố tự tìm phiếu trong danh sách không ghi tên. Ai có mã thì biết đồng chí chọn gì; không ai được đòi xem.",
  );
  return [
    isSealedByServer
      ? t(
          "Máy này chưa tự niêm phong được, nên phiếu được máy chủ niêm phong ngay khi nhận.",
        )
      : t(
          "Phiếu được niêm phong ngay trên máy này trước khi gửi. Không ai đọc được phiếu khi biểu quyết chưa kết thúc.",
        ),
    t(
      "Khi kết thúc, mọi phiếu được xáo trộn rồi mở cùng lúc; tên người bỏ phiếu không đi cùng phiếu. Chìa khoá bị huỷ ngay sau đó.",
    ),
    t("Thư ký biết ai đã gửi phiếu, không biết chọn gì."),
    ...(vote.has_receipt && !isSealedByServer ? [receipt] : []),
    t(
      "Điều không hứa được: người nắm quyền máy chủ mà cố ý gian lận lúc kiểm phiếu, hoặc người nhìn thấy màn hình của đồng chí.",
    ),
  ];
}

/**
 * @param {number} count
 * @param {number} whole
 * @returns {string} with two decimals, rounded half up by whole numbers; – of nothing
 */
export function percentText(count, whole) {
  if (!whole) return "–";
  const hundredths = Math.floor((count * 20_000 + whole) / (2 * whole));
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${formatNumber(hundredths / 100, digits)}%`;
}

/** @param {string} base */
export function baseLabel(base) {
  const labels = {
    summoned: t("số triệu tập"),
    members: t("số thành viên"),
    present: t("số có mặt"),
    cast: t("số phiếu thu về"),
  };
  return labels[/** @type {keyof typeof labels} */ (base)] ?? base;
}

/**
 * Say when the vote passes.
 * @param {Pick<import("../live/messages.js").VoteRule,
 *   "base" | "numerator" | "denominator" | "strict">} rule
 */
export function ruleLabel({ base, numerator, denominator, strict }) {
  const share =
    numerator * 2 === denominator ? t("một nửa") : `${numerator}/${denominator}`;
  const fields = { share, base: baseLabel(base) };
  return strict
    ? t("Thông qua khi được quá {share} {base}", fields)
    : t("Thông qua khi được ít nhất {share} {base}", fields);
}
