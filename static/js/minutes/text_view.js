/** The text in the page: ProseMirror over the shared document. */

import { baseKeymap, chainCommands } from "prosemirror-commands";
import { gapCursor } from "prosemirror-gapcursor";
import {
  ellipsis,
  inputRules,
  textblockTypeInputRule,
  wrappingInputRule,
} from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { EditorState } from "prosemirror-state";
import { goToNextCell, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import { t } from "../base/i18n.js";
import { commands, leaveFact } from "./commands.js";
import { marksPlugin } from "./marks_plugin.js";
import { writeRange } from "./positions.js";
import { schema } from "./schema.js";

/** The server reads the text below this name (kiosk/minutes/shared_text.py). */
export const ROOT = "prosemirror";
/** Until the browser has put the syllable into the text. */
const COMPOSED_MS = 20;

const item = /** @type {import("prosemirror-model").NodeType} */ (
  schema.nodes.list_item
);
const hardBreak = /** @type {import("prosemirror-model").NodeType} */ (
  schema.nodes.hard_break
);

/** @type {import("prosemirror-state").Command} */
const breakLine = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(hardBreak.create()).scrollIntoView());
  return true;
};

/** @type {Record<string, import("prosemirror-state").Command | undefined>} */
const KEYS = {
  "Mod-z": commands.undo,
  "Mod-y": commands.redo,
  "Mod-Shift-z": commands.redo,
  "Mod-b": commands.strong,
  "Mod-i": commands.em,
  "Mod-u": commands.underline,
  "Mod-Alt-1": commands.heading1,
  "Mod-Alt-2": commands.heading2,
  "Mod-Alt-0": commands.paragraph,
  Enter: chainCommands(leaveFact, splitListItem(item)),
  "Shift-Enter": breakLine,
  "Mod-]": sinkListItem(item),
  "Mod-[": liftListItem(item),
};

function rules() {
  const { nodes } = schema;
  const type = (/** @type {string} */ name) =>
    /** @type {import("prosemirror-model").NodeType} */ (nodes[name]);
  return inputRules({
    rules: [
      ellipsis,
      wrappingInputRule(/^\s*([-•])\s$/, type("bullet_list")),
      textblockTypeInputRule(/^##\s$/, type("heading"), { level: 2 }),
    ],
  });
}

/** @param {import("yjs").Doc} doc @param {boolean} isWriter */
function plugins(doc, isWriter) {
  const shared = [ySyncPlugin(doc.getXmlFragment(ROOT)), marksPlugin()];
  if (!isWriter) return shared;
  const keys = /** @type {Record<string, import("prosemirror-state").Command>} */ (
    KEYS
  );
  return [
    ...shared,
    yUndoPlugin(),
    rules(),
    keymap(keys),
    keymap({ Tab: goToNextCell(1), "Shift-Tab": goToNextCell(-1) }),
    keymap(baseKeymap),
    gapCursor(),
    tableEditing(),
  ];
}

/**
 * @param {HTMLElement} place
 * @param {import("./text_sync.js").TextSync} sync
 * @param {{isWriter: boolean, onChange: () => void,
 *   onComment?: (id: number) => void}} options
 */
export function openText(place, sync, { isWriter, onChange, onComment }) {
  const view = new EditorView(place, {
    state: EditorState.create({ schema, plugins: plugins(sync.doc, isWriter) }),
    editable: () => isWriter && ["draft", "in_review"].includes(sync.state),
    attributes: {
      "aria-label": t("Nội dung biên bản"),
      ...(isWriter ? { "aria-multiline": "true" } : {}),
      role: isWriter ? "textbox" : "document",
      tabindex: "0",
      lang: "vi",
      spellcheck: "false",
      class: "minutes-text",
    },
    /** @this {EditorView} @param {import("prosemirror-state").Transaction} transaction */
    dispatchTransaction(transaction) {
      // The first one comes while the view is being made.
      this.updateState(this.state.apply(transaction));
      const { from, to } = this.state.selection;
      if (isWriter) sync.moveCursor(writeRange(this.state, from, to));
      onChange();
    },
    handleClick(_view, _position, { target }) {
      const mark = target instanceof Element && target.closest("[data-comment]");
      if (mark) onComment?.(Number(mark.getAttribute("data-comment")));
      return false;
    },
  });
  // Others' words wait until a syllable is complete: a change of the page in the middle
  // of a composition ends it, and Telex loses the letters typed so far.
  sync.isComposing = () => view.composing;
  view.dom.addEventListener("compositionend", () =>
    setTimeout(() => sync.release(), COMPOSED_MS),
  );
  return view;
}
