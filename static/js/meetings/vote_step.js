/** What comes next about a vote; the panel of votes asks before it. Pure functions. */

import { t } from "../base/i18n.js";

/** @typedef {import("./next_step.js").NextStep} NextStep */

/**
 * An open vote is closed before anything else.
 * @param {any} state
 * @returns {NextStep | undefined}
 */
export function openVoteStep({ votes = [] }) {
  const vote = votes.find((/** @type {any} */ { state }) => state === "open");
  if (!vote) return undefined;
  const counted = vote.cast ?? null;
  const note =
    counted === null
      ? ""
      : t("Đã có {cast}/{eligible} phiếu", { cast: counted, eligible: vote.eligible });
  return {
    kind: "close_vote",
    vote_id: vote.id,
    tab: "voting",
    label: t("Kết thúc biểu quyết: {title}", { title: nameOf(vote) }),
    note,
  };
}

/**
 * A closed vote is announced, once its counts are there.
 * @param {any} state
 * @returns {NextStep | undefined}
 */
export function countedVoteStep({ votes = [] }) {
  const vote = votes.find((/** @type {any} */ { state }) => state === "closed");
  if (!vote) return undefined;
  if (!vote.result) {
    return {
      kind: "show",
      vote_id: vote.id,
      tab: "voting",
      label: t("Nhập kết quả kiểm phiếu: {title}", { title: nameOf(vote) }),
    };
  }
  return {
    kind: "announce_vote",
    vote_id: vote.id,
    tab: "voting",
    label: t("Công bố kết quả: {title}", { title: nameOf(vote) }),
  };
}

/**
 * A vote that is prepared for the current item is opened; a rehearsal only by hand.
 * @param {any} state
 * @returns {NextStep | undefined}
 */
export function draftVoteStep({ votes = [], live }) {
  const vote = votes.find(
    (/** @type {any} */ { state, item_id: item, is_rehearsal: isRehearsal }) =>
      state === "draft" && !isRehearsal && item !== null && item === live.item_id,
  );
  if (!vote) return undefined;
  const label = t("Mở biểu quyết: {title}", { title: nameOf(vote) });
  return {
    kind: "open_vote",
    vote_id: vote.id,
    tab: "voting",
    label,
  };
}

/**
 * An election of the current item that ended in a tie is held again, unless that is
 * prepared or was held.
 * @param {any} state
 * @returns {NextStep | undefined}
 */
export function tiedVoteStep({ votes = [], live }) {
  const isRepeated = (/** @type {number} */ id) =>
    votes.some(
      (/** @type {any} */ { previous_id: previous, state }) =>
        previous === id && state !== "cancelled",
    );
  const vote = votes.find(
    (/** @type {any} */ one) =>
      isTied(one) &&
      one.item_id !== null &&
      one.item_id === live.item_id &&
      !isRepeated(one.id),
  );
  if (!vote) return undefined;
  return {
    kind: "repeat_vote",
    vote_id: vote.id,
    tab: "voting",
    label: t("Chuẩn bị bầu vòng hai: {title}", { title: nameOf(vote) }),
    note: t("Còn người bằng phiếu"),
  };
}

/** @param {any} vote */
const isTied = ({ state, kind, is_rehearsal: isRehearsal, result }) =>
  state === "announced" &&
  kind === "election" &&
  !isRehearsal &&
  Boolean(result?.tie?.length);

/**
 * A rehearsal is never taken for a vote.
 * @param {any} vote
 */
const nameOf = ({ title, is_rehearsal: isRehearsal }) =>
  isRehearsal ? t("{title} (biểu quyết thử)", { title }) : title;
