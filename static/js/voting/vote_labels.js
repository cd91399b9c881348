/** What the fields of a vote are called and how their values read. */

import { t } from "../base/i18n.js";
import { baseLabel, kindLabel } from "./labels.js";
import { readFraction } from "./vote_values.js";

/** @param {string} form */
export function formLabel(form) {
  const labels = {
    one: t("Chọn một ý kiến"),
    up_to: t("Chọn người, nhiều nhất một số"),
    levels: t("Chọn mức cho từng người"),
  };
  return labels[/** @type {keyof typeof labels} */ (form)] ?? form;
}

/** @param {string} text */
export function shareLabel(text) {
  const { numerator, denominator, strict } = readFraction(text);
  const share = `${numerator}/${denominator}`;
  return strict ? t("Quá {share}", { share }) : t("Từ {share} trở lên", { share });
}

/** @param {string} text */
export function quorumLabel(text) {
  return text.startsWith("0/") ? t("Không cần") : shareLabel(text);
}

/** @param {string} tie */
export const tieLabel = (tie) =>
  tie === "chair" ? t("Theo bên của chủ toạ") : t("Không thông qua");

/** @param {string} rule */
export const voterRuleLabel = (rule) =>
  rule === "summoned"
    ? t("Mọi đại biểu chính thức được triệu tập")
    : t("Đại biểu chính thức có mặt khi mở");

const asIs = (/** @type {string | number} */ value) => String(value);
const yesNo = (/** @type {boolean} */ value) => (value ? t("Có") : t("Không"));

/** For showing two versions of a vote. */
export const FIELD_LABELS = {
  title: { label: t("Tên biểu quyết"), format: asIs },
  question: { label: t("Câu hỏi"), format: asIs },
  kind: {
    label: t("Hình thức"),
    format: (/** @type {string} */ kind) => kindLabel({ kind }),
  },
  form: { label: t("Cách ghi phiếu"), format: formLabel },
  options: { label: t("Phương án hoặc danh sách"), format: asIs },
  max_choices: { label: t("Số người được bầu"), format: asIs },
  is_secret: { label: t("Phiếu kín"), format: yesNo },
  is_rehearsal: { label: t("Biểu quyết thử"), format: yesNo },
  until_close: { label: t("Được đổi phiếu đến khi kết thúc"), format: yesNo },
  has_receipt: {
    label: t("Có mã biên nhận: mỗi người tự tìm được phiếu của mình sau khi công bố"),
    format: yesNo,
  },
  voter_rule: { label: t("Ai được biểu quyết"), format: voterRuleLabel },
  base: { label: t("Tính trên"), format: baseLabel },
  share: { label: t("Tỷ lệ cần đạt"), format: shareLabel },
  members: { label: t("Số thành viên của cơ quan"), format: asIs },
  quorum: { label: t("Số cần có mặt khi mở"), format: quorumLabel },
  tie: { label: t("Khi bằng phiếu"), format: tieLabel },
};
