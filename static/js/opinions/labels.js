/**
 * Labels of opinions for the secretary. Pure functions.
 *
 * @typedef {{id: number, author: string, position: string, unit: string,
 *   item: number | null, item_number: string, item_title: string, paper_title: string,
 *   page: number, version: number, quote: string, text: string, sent_at: string,
 *   received_at: string | null, received_by: string}} Opinion
 * @typedef {{key: string, title: string, opinions: Opinion[]}} Item
 */

import { t } from "../base/i18n.js";
import { formatDateTime } from "../base/local_time.js";

/** @param {Opinion[]} opinions */
export function lineOf(opinions) {
  if (!opinions.length) return t("Ý kiến bằng văn bản");
  const waiting = opinions.filter((one) => !one.received_at).length;
  const count = opinions.length;
  return waiting
    ? t("Ý kiến bằng văn bản: {count}, {waiting} chưa tiếp nhận", { count, waiting })
    : t("Ý kiến bằng văn bản: {count}, đã tiếp nhận hết", { count });
}

/**
 * Lay the opinions out by the item they were given on, in the order they come.
 * @param {Opinion[]} opinions
 * @returns {Item[]}
 */
export function byItem(opinions) {
  /** @type {Map<string, Item>} */
  const items = new Map();
  for (const opinion of opinions) {
    const title = `${opinion.item_number}. ${opinion.item_title}`;
    const key = `${opinion.item ?? title}`;
    const item = items.get(key) ?? { key, title, opinions: [] };
    item.opinions.push(opinion);
    items.set(key, item);
  }
  return [...items.values()];
}

/** @param {Opinion} opinion */
export function authorOf({ author, position, unit }) {
  return [author, position, unit].filter(Boolean).join(" · ");
}

/** @param {Opinion} opinion */
export function placeOf({ paper_title, version, page, sent_at }) {
  const time = formatDateTime(sent_at);
  return version > 1
    ? t("{paper} (bản {version}), trang {page} · {time}", {
        paper: paper_title,
        version,
        page,
        time,
      })
    : t("{paper}, trang {page} · {time}", { paper: paper_title, page, time });
}

/** @param {Opinion} opinion */
export function receiptOf({ received_at, received_by }) {
  if (!received_at) return "";
  return t("Đã tiếp nhận lúc {time}, {name}", {
    time: formatDateTime(received_at),
    name: received_by,
  });
}
