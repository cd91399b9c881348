/** The record of a vote as files: made on request, then taken. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { ExportButton } from "../exports/export_button.js";

const KINDS = ["pdf", "xlsx", "csv", "json"];

/**
 * @param {number} meetingId
 * @param {number} voteId
 * @returns {HTMLElement} the button and, once they are there, links to the files
 */
export function resultExport(meetingId, voteId) {
  const file = addresses.votingTakeExport(meetingId, voteId);
  const make = el("button", { class: "button", type: "button" }, t("Tạo biên bản"));
  const links = KINDS.map((kind) =>
    el(
      "a",
      {
        class: "button",
        href: withQuery(file, { kind }),
        download: true,
        hidden: true,
      },
      kind.toUpperCase(),
    ),
  );
  const button = new ExportButton(
    make,
    links,
    () => addresses.votingExportState(meetingId, voteId),
    {
      start: t("Tạo biên bản"),
      running: () => t("Đang tạo biên bản…"),
      failed: t("Chưa tạo được biên bản, thử lại"),
      again: t("Tạo lại biên bản"),
    },
  );
  make.addEventListener("click", () =>
    button.begin(addresses.votingBeginExport(meetingId, voteId)),
  );
  button.refresh();
  return el("div", { class: "row vote-export" }, make, ...links);
}
