/** Field to choose the text of a prepared speech. */

import { field, select } from "../base/fields.js";
import { t } from "../base/i18n.js";

/** @typedef {{id: number, title: string}} DocumentChoice */

const NONE = "none";

/**
 * @param {DocumentChoice[]} documents that the speaker reads
 * @param {(documentId: number | null) => void} onChange
 * @returns {{element: HTMLElement, set: (documentId: number | null) => void}}
 */
export function documentField(documents, onChange) {
  const options = documents.map(({ id, title }) => ({ value: `${id}`, label: title }));
  const list = select(
    [{ value: NONE, label: t("Không kèm bài") }, ...options],
    (value) => onChange(value === NONE ? null : Number(value)),
  );
  return {
    element: field(t("Bài tham luận, hiện lên khi đồng chí phát biểu"), list),
    set: (documentId) => {
      const isOffered = documents.some(({ id }) => id === documentId);
      list.value = isOffered ? `${documentId}` : NONE;
    },
  };
}
