/**
 * A vote as in the snapshot.
 * @param {object} [more]
 * @returns {any}
 */
export const vote = (more = {}) => ({
  id: 7,
  title: "Thông qua nghị quyết",
  question: "Đồng chí có tán thành dự thảo nghị quyết không?",
  kind: "open",
  is_secret: false,
  is_rehearsal: false,
  state: "open",
  form: "one",
  max_choices: 1,
  options: [
    { id: 1, label: "Tán thành", note: "" },
    { id: 2, label: "Không tán thành", note: "" },
    { id: 3, label: "Ý kiến khác", note: "" },
  ],
  levels: [],
  item_id: 3,
  document_id: null,
  document_sha: "",
  public_key: "",
  until_close: true,
  has_receipt: false,
  opened_at: "2026-11-29T02:00:00+00:00",
  eligible: 400,
  cast: 0,
  rule: { base: "summoned", numerator: 2, denominator: 3, strict: false },
  result: null,
  revision: 1,
  previous_id: null,
  ...more,
});

/** @param {object} [more] */
export const election = (more = {}) =>
  vote({
    kind: "election",
    form: "up_to",
    max_choices: 2,
    is_secret: true,
    ...more,
  });

/** @param {object} [more] */
export const confidence = (more = {}) =>
  vote({
    kind: "confidence",
    form: "levels",
    levels: ["high", "middle", "low"],
    ...more,
  });
