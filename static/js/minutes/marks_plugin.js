/** What is shown over the text and is no part of it: others' cursors, comments, facts. */

import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { el } from "../base/dom.js";
import { factStates } from "./fact_states.js";
import { readRange } from "./positions.js";

/**
 * @typedef {object} Shown
 * @property {{client: string, name: string, cursor: string}[]} editors
 * @property {{id: number, anchor: string}[]} comments open ones
 * @property {number | null} comment the one that is looked at
 * @property {import("./fact_states.js").FactBlock[]} facts as gathered last
 */

/** Colours of other editors in the style sheet. */
const COLOURS = 4;

/** @type {PluginKey<{shown: Shown, set: DecorationSet}>} */
export const marksKey = new PluginKey("minutes-marks");

/** @type {Shown} */
const NOTHING = { editors: [], comments: [], comment: null, facts: [] };

/** @param {string} client */
const colourOf = (client) => Number(client) % COLOURS;

/** @param {Shown["editors"][number]} editor */
function cursor({ client, name }) {
  return el(
    "span",
    { class: `other-cursor other-cursor--${colourOf(client)}`, "aria-hidden": "true" },
    el("span", { class: "other-cursor-name" }, name),
  );
}

/**
 * @param {import("prosemirror-state").EditorState} state
 * @param {Shown["editors"][number]} editor
 */
function cursorDecorations(state, editor) {
  const range = readRange(state, editor.cursor);
  if (!range) return [];
  const marks = [
    Decoration.widget(range.to, () => cursor(editor), {
      key: `${editor.client}-${editor.name}`,
      side: 10,
    }),
  ];
  if (range.from < range.to) {
    const name = `other-selection other-selection--${colourOf(editor.client)}`;
    marks.push(Decoration.inline(range.from, range.to, { class: name }));
  }
  return marks;
}

/**
 * @param {import("prosemirror-state").EditorState} state
 * @param {Shown} shown
 */
function commentDecorations(state, { comments, comment }) {
  return comments.flatMap(({ id, anchor }) => {
    const range = readRange(state, anchor);
    if (!range || range.from === range.to) return [];
    const isLookedAt = id === comment ? " commented--current" : "";
    return [
      Decoration.inline(range.from, range.to, {
        class: `commented${isLookedAt}`,
        "data-comment": String(id),
      }),
    ];
  });
}

/**
 * @param {import("prosemirror-state").EditorState} state
 * @param {Shown} shown
 */
function factDecorations(state, { facts }) {
  return factStates(state.doc, facts).map(({ from, to, isEdited, newer }) =>
    Decoration.node(from, to, {
      class: `${isEdited ? "fact--edited" : ""} ${newer ? "fact--newer" : ""}`.trim(),
    }),
  );
}

/**
 * @param {import("prosemirror-state").EditorState} state
 * @param {Shown} shown
 */
function decorate(state, shown) {
  return DecorationSet.create(state.doc, [
    ...shown.editors.flatMap((editor) => cursorDecorations(state, editor)),
    ...commentDecorations(state, shown),
    ...factDecorations(state, shown),
  ]);
}

/** Show them; a transaction with the meta `marksKey` says what. */
export function marksPlugin() {
  return new Plugin({
    key: marksKey,
    state: {
      init: () => ({ shown: NOTHING, set: DecorationSet.empty }),
      apply(transaction, before, _old, state) {
        const given = transaction.getMeta(marksKey);
        if (!given && !transaction.docChanged) return before;
        const shown = { ...before.shown, ...given };
        return { shown, set: decorate(state, shown) };
      },
    },
    props: {
      decorations(state) {
        return marksKey.getState(state)?.set;
      },
    },
  });
}
