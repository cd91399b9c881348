/** Commands of the toolbar and of the keyboard. */

import { chainCommands, setBlockType, toggleMark } from "prosemirror-commands";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  isInTable,
  mergeCells,
  splitCell,
} from "prosemirror-tables";
import { redoCommand, undoCommand } from "y-prosemirror";
import { schema } from "./schema.js";

/** @typedef {import("prosemirror-state").Command} Command */

const { nodes, marks } = schema;
const NEW_TABLE = { rows: 3, columns: 3 };
const item = /** @type {import("prosemirror-model").NodeType} */ (nodes.list_item);

/** @param {string} name */
const node = (name) =>
  /** @type {import("prosemirror-model").NodeType} */ (nodes[name]);
/** @param {string} name */
const mark = (name) =>
  /** @type {import("prosemirror-model").MarkType} */ (marks[name]);

/** @type {Command} */
const insertTable = (state, dispatch) => {
  if (isInTable(state)) return false;
  const cell = () => node("table_cell").createAndFill();
  const row = () =>
    node("table_row").create(
      null,
      Array.from({ length: NEW_TABLE.columns }, cell).filter((made) => made !== null),
    );
  const table = node("table").create(null, Array.from({ length: NEW_TABLE.rows }, row));
  if (dispatch) {
    const transaction = state.tr.replaceSelectionWith(table);
    const inside = state.selection.from + 4;
    const place = transaction.doc.resolve(
      Math.min(inside, transaction.doc.content.size),
    );
    transaction.setSelection(TextSelection.near(place));
    dispatch(transaction.scrollIntoView());
  }
  return true;
};

/**
 * The empty paragraph at the end of a fact in which the cursor is.
 * @param {import("prosemirror-state").Selection} selection
 */
function isAtEndOfFact({ $from, empty }) {
  const depth = $from.depth - 1;
  if (!empty || depth < 1 || $from.parent.content.size > 0) return false;
  const around = $from.node(depth);
  const isLast = $from.index(depth) === around.childCount - 1;
  return around.type === node("fact") && around.childCount > 1 && isLast;
}

/**
 * Enter there: go on behind the fact.
 * @type {Command}
 */
export const leaveFact = (state, dispatch) => {
  const { selection } = state;
  if (!isAtEndOfFact(selection)) return false;
  const { $from } = selection;
  const transaction = state.tr.delete($from.before(), $from.after());
  const behind = transaction.mapping.map($from.after($from.depth - 1));
  transaction.insert(behind, node("paragraph").create());
  transaction.setSelection(TextSelection.create(transaction.doc, behind + 1));
  dispatch?.(transaction.scrollIntoView());
  return true;
};

/** A heading pressed again becomes a paragraph. @param {number} level @returns {Command} */
function heading(level) {
  return (state, dispatch, view) => {
    const { parent } = state.selection.$from;
    const isOne =
      parent.type === node("heading") && Number(parent.attrs.level) === level;
    const command = isOne
      ? setBlockType(node("paragraph"))
      : setBlockType(node("heading"), { level });
    return command(state, dispatch, view);
  };
}

/** In a list of this kind: out of it. @param {string} name @param {object} [attrs] @returns {Command} */
function list(name, attrs = {}) {
  return (state, dispatch, view) => {
    const { $from } = state.selection;
    const around = $from.depth > 1 ? $from.node(-2) : null;
    const style = /** @type {{style?: string}} */ (attrs).style;
    const isOne =
      around?.type === node(name) && (!style || around.attrs.style === style);
    if (isOne) return liftListItem(item)(state, dispatch, view);
    return wrapInList(node(name), attrs)(state, dispatch, view);
  };
}

/** @type {Record<string, Command>} */
export const commands = {
  strong: toggleMark(mark("strong")),
  em: toggleMark(mark("em")),
  underline: toggleMark(mark("underline")),
  heading1: heading(1),
  heading2: heading(2),
  paragraph: setBlockType(node("paragraph")),
  bullets: list("bullet_list"),
  numbers: list("ordered_list", { style: "numbers" }),
  letters: list("ordered_list", { style: "letters" }),
  indent: sinkListItem(item),
  outdent: liftListItem(item),
  table: insertTable,
  row: addRowAfter,
  column: addColumnAfter,
  "merge-cells": chainCommands(mergeCells, splitCell),
  "delete-row": deleteRow,
  "delete-column": deleteColumn,
  "delete-table": deleteTable,
  undo: /** @type {Command} */ (undoCommand),
  redo: /** @type {Command} */ (redoCommand),
};

/**
 * Tell whether a command's state is on at the cursor; only those that can be.
 * @param {string} name
 * @param {import("prosemirror-state").EditorState} state
 */
export function isOn(name, state) {
  const { from, to, empty, $from } = state.selection;
  if (name in marks) {
    const type = mark(name);
    return empty
      ? Boolean(type.isInSet(state.storedMarks ?? $from.marks()))
      : state.doc.rangeHasMark(from, to, type);
  }
  if (!name.startsWith("heading")) return false;
  const { type, attrs } = $from.parent;
  return type === node("heading") && `heading${attrs.level}` === name;
}
