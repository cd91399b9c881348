/**
 * Schema of the minutes' text. The server reads the same nodes and marks
 * (kiosk/minutes/shared_text.py); others are refused by both.
 */

import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

/** Headings of minutes: part, section, item. */
const LEVELS = [1, 2, 3];

const tables = tableNodes({
  tableGroup: "block",
  cellContent: "block+",
  cellAttributes: {},
});

/** @param {HTMLElement} element */
const factOf = (element) => ({
  key: element.dataset.fact ?? "",
  digest: element.dataset.digest ?? "",
});

/** @type {Record<string, import("prosemirror-model").NodeSpec>} */
const nodes = {
  doc: { content: "block+" },
  paragraph: {
    content: "inline*",
    group: "block",
    parseDOM: [{ tag: "p" }],
    toDOM: () => ["p", 0],
  },
  heading: {
    attrs: { level: { default: 1 } },
    content: "inline*",
    group: "block",
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({
      tag: `h${level}`,
      attrs: { level: Math.min(level, LEVELS.length) },
    })),
    // The screen has a first heading of its own.
    toDOM: ({ attrs }) => [`h${Number(attrs.level) + 1}`, 0],
  },
  bullet_list: {
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ul" }],
    toDOM: () => ["ul", 0],
  },
  ordered_list: {
    attrs: { order: { default: 1 }, style: { default: "numbers" } },
    content: "list_item+",
    group: "block",
    parseDOM: [
      {
        tag: "ol",
        getAttrs: (element) => ({
          order: Number(element.getAttribute("start") ?? 1) || 1,
          style: element.dataset.style === "letters" ? "letters" : "numbers",
        }),
      },
    ],
    toDOM: ({ attrs }) => [
      "ol",
      { start: String(attrs.order), "data-style": attrs.style },
      0,
    ],
  },
  list_item: {
    content: "paragraph block*",
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: () => ["li", 0],
  },
  table: tables.table,
  table_row: tables.table_row,
  table_cell: tables.table_cell,
  table_header: tables.table_header,
  // A fact of the meeting; its `digest` is that of its content as it was inserted.
  fact: {
    attrs: { key: { default: "" }, digest: { default: "" } },
    content: "block+",
    group: "block",
    defining: true,
    isolating: true,
    parseDOM: [{ tag: "section[data-fact]", getAttrs: factOf }],
    toDOM: ({ attrs }) => [
      "section",
      { class: "fact", "data-fact": attrs.key, "data-digest": attrs.digest },
      0,
    ],
  },
  text: { group: "inline" },
  hard_break: {
    inline: true,
    group: "inline",
    selectable: false,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
};

/** @type {Record<string, import("prosemirror-model").MarkSpec>} */
const marks = {
  strong: {
    parseDOM: [{ tag: "strong" }, { tag: "b" }, { style: "font-weight=bold" }],
    toDOM: () => ["strong", 0],
  },
  em: {
    parseDOM: [{ tag: "em" }, { tag: "i" }, { style: "font-style=italic" }],
    toDOM: () => ["em", 0],
  },
  underline: {
    parseDOM: [{ tag: "u" }, { style: "text-decoration=underline" }],
    toDOM: () => ["u", 0],
  },
};

export const schema = new Schema({ nodes, marks });
