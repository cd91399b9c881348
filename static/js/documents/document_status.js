/** Status texts of a document, and which actions are possible. Draws nothing. */

import { t } from "../base/i18n.js";
import { problemRemarks, fileRemarks } from "./page_problems.js";
import { fileWarnings } from "./file_remarks.js";
import { processingLabel } from "./processing_queue.js";

/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */
/** @typedef {"good" | "warn" | "error" | "plain"} Tone */

/** So many pages that may be misread are named. */
const MAX_UNSURE_SHOWN = 3;

/**
 * Return the status of a document.
 * @param {MeetingDocument} paper
 * @param {number} ahead documents before it in the queue (processing_queue.js)
 * @returns {{text: string, tone: Tone}}
 */
export function documentStatus(paper, ahead = 0) {
  const refusal = refusalText(paper);
  if (refusal) return { text: refusal, tone: "error" };
  if (paper.publication === "published") return published(paper);
  if (paper.state === "rendering") {
    return { text: progressText(paper), tone: "plain" };
  }
  if (paper.state !== "ready") {
    return { text: processingLabel(paper, ahead), tone: "plain" };
  }
  if (paper.publication === "withdrawn") return { text: t("Đã thu hồi"), tone: "warn" };
  return { text: t("Sẵn sàng, chưa phát hành"), tone: "plain" };
}

/** @param {MeetingDocument} paper */
function refusalText({ state, secrecy_stamp }) {
  if (state === "refused") return t("Bị từ chối");
  return secrecy_stamp ? t("Không được phát hành") : "";
}

/** @param {MeetingDocument} paper @returns {{text: string, tone: Tone}} */
function published(paper) {
  const { state, pages_ready: page, page_count: count } = paper;
  const text =
    state === "ready"
      ? t("Đã phát hành")
      : t("Đã phát hành, đang xử lý trang {page}/{count}", { page, count });
  return { text, tone: "good" };
}

/** @param {MeetingDocument} paper */
function progressText({ pages_ready: page, page_count: count }) {
  return t("Đang xử lý trang {page}/{count}", { page, count });
}

/**
 * Warnings for the secretary: classification marks first, then scans.
 * @param {MeetingDocument} paper
 * @returns {{text: string, isSevere: boolean}[]}
 */
export function documentRemarks(paper) {
  const { secrecy_stamp: stamp, secrecy_page: page = 0, low_dpi: dpi } = paper;
  /** @type {{text: string, isSevere: boolean}[]} */
  const said = [];
  if (stamp) {
    const text = t(
      "Trang {page} có dấu “{stamp}”: không được phát hành. Xin xoá, hoặc xác nhận không phải dấu mật.",
      { page, stamp },
    );
    said.push({ text, isSevere: true });
  }
  said.push(...problemRemarks(paper), ...fileRemarks(paper));
  const version = versionNote(paper);
  if (version) said.push({ text: version, isSevere: false });
  const reading = recognition(paper);
  if (reading) said.push({ text: reading, isSevere: false });
  if (dpi) {
    const text = t(
      "Bản quét thô ({dpi} dpi), chữ có thể sai. Nên quét lại ở 300 dpi.",
      {
        dpi,
      },
    );
    said.push({ text, isSevere: false });
  }
  if (paper.blank_pages) {
    const text = t("Có {count} trang trống.", { count: paper.blank_pages });
    said.push({ text, isSevere: false });
  }
  const more = [...fileWarnings(paper), ...unsurePages(paper)];
  return [...said, ...more.map((text) => ({ text, isSevere: false }))];
}

/**
 * Which pages a machine has read without being sure; the first few by name.
 * @param {MeetingDocument} paper
 */
function unsurePages({ unsure_pages: pages = [] }) {
  const said = pages
    .slice(0, MAX_UNSURE_SHOWN)
    .map(([page, confidence]) =>
      t("Trang {page}: máy đọc không chắc ({confidence} %)", { page, confidence }),
    );
  const count = pages.length - said.length;
  if (count > 0) said.push(t("Còn {count} trang nữa máy đọc không chắc.", { count }));
  return said;
}

/**
 * What becomes of the old version.
 * @param {MeetingDocument} paper
 */
function versionNote({ replaces_id, state, publication }) {
  if (replaces_id === null || publication !== "draft") return "";
  if (state === "refused") return t("Bản trước vẫn giữ nguyên. Xin xoá bản này.");
  return t(
    "Phát hành thì thay bản trước; ai đang đọc bản trước được dẫn sang đúng chỗ.",
  );
}

/** @param {MeetingDocument} paper */
function recognition({ recognition: state, pages_recognised, pages_to_recognise }) {
  const counts = { done: pages_recognised, count: pages_to_recognise };
  if (state === "running") return t("Đang nhận dạng chữ {done}/{count}", counts);
  if (state === "partly") return t("Có trang không nhận dạng được chữ.");
  if (state === "stopped") return t("Đã dừng nhận dạng chữ {done}/{count}", counts);
  return "";
}

/** @param {MeetingDocument} paper */
export function isProcessing({ state }) {
  return state !== "ready" && state !== "refused";
}

/** @param {MeetingDocument} paper */
export function canPublish(paper) {
  const { item_id, state, publication, pages_ready } = paper;
  if (paper.secrecy_stamp) return false;
  // The first pages may be read while the rest is still being made.
  // A new version leads its readers on, so all its pages must be there.
  const isBegun =
    state === "rendering" && pages_ready > 0 && paper.replaces_id === null;
  const isReadable = state === "ready" || isBegun;
  return item_id !== null && isReadable && publication !== "published";
}

/** @param {MeetingDocument} paper */
export function canReissue({ publication, secrecy_stamp }) {
  return publication === "published" && !secrecy_stamp;
}

/**
 * Text of the confirmation before a document is withdrawn.
 * @param {MeetingDocument} paper
 */
export function withdrawalText({ title, version }) {
  const text = t("“{title}” biến mất ngay khỏi mọi máy của đại biểu.", { title });
  if (version < 2) return text;
  const more = t(
    "Các bản trước cũng được thu hồi. Muốn dùng lại bản trước, xin phát hành lại bản đó.",
  );
  return `${text} ${more}`;
}

/** @param {MeetingDocument} paper */
export function canDelete({ publication, secrecy_stamp }) {
  return publication === "draft" || Boolean(secrecy_stamp);
}

/**
 * Those that "publish all" would give to the delegates: never what was taken back.
 * @param {readonly MeetingDocument[]} papers
 */
export function publishableDocuments(papers) {
  return papers.filter(
    (paper) =>
      canPublish(paper) && paper.state === "ready" && paper.publication === "draft",
  );
}

/**
 * Position of a document one step up or down within its item.
 * @param {readonly MeetingDocument[]} papers of all items, in order
 * @param {MeetingDocument} paper
 * @param {-1 | 1} step
 * @returns {{item: number | null, after: number | null} | null}
 */
export function neighbourPosition(papers, paper, step) {
  const ids = papers.filter((p) => p.item_id === paper.item_id).map(({ id }) => id);
  const at = ids.indexOf(paper.id) + step;
  if (at < 0 || at >= ids.length) return null;
  const others = ids.filter((id) => id !== paper.id);
  return { item: paper.item_id, after: others[at - 1] ?? null };
}
