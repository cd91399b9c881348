/** Values of a vote: in its form, in the snapshot and in requests. Pure functions. */

/** @typedef {import("../live/messages.js").Vote} Vote */
/**
 * @typedef {{title: string, question: string, kind: string, form: string,
 *   options: string, max_choices: number, is_secret: boolean, is_rehearsal: boolean,
 *   until_close: boolean, has_receipt: boolean, voter_rule: string, base: string, share: string,
 *   members: number, quorum: string, tie: string, item_id: number | null,
 *   document_id: number | null, share_count: number,
 *   share_threshold: number}} VoteValues `options`: a line each, what stands behind `|` is
 *   the note; `share` and `quorum`: a fraction, with `>` where more than it is needed
 */

/** The forms of ballots of each kind; the first is the usual one. */
export const FORMS = {
  hands: ["one", "up_to"],
  open: ["one"],
  secret: ["one"],
  paper: ["one", "up_to", "levels"],
  election: ["up_to"],
  confidence: ["levels"],
};

export const KINDS = /** @type {(keyof typeof FORMS)[]} */ (Object.keys(FORMS));

/** Usual shares for passing, and for the quorum. */
export const SHARES = ["1/2>", "2/3", "3/4", "4/5"];
export const QUORUMS = ["0/1", "1/2>", "2/3"];

/** @param {number | null} [itemId] @returns {VoteValues} */
export const emptyValues = (itemId = null) => ({
  title: "",
  question: "",
  kind: "open",
  form: "one",
  options: "",
  max_choices: 1,
  is_secret: false,
  is_rehearsal: false,
  until_close: false,
  has_receipt: false,
  voter_rule: "present",
  base: "present",
  share: "1/2>",
  members: 0,
  quorum: "2/3",
  tie: "fails",
  item_id: itemId,
  document_id: null,
  share_count: 0,
  share_threshold: 0,
});

/**
 * @param {number} numerator
 * @param {number} denominator
 * @param {boolean} strict
 */
export const fraction = (numerator, denominator, strict) =>
  `${numerator}/${denominator}${strict ? ">" : ""}`;

/** @param {string} text */
export function readFraction(text) {
  const [numerator = 0, denominator = 1] = text.replace(">", "").split("/").map(Number);
  return { numerator, denominator, strict: text.endsWith(">") };
}

/** @param {{label: string, note: string}[]} options */
export const optionsText = (options) =>
  options.map(({ label, note }) => (note ? `${label} | ${note}` : label)).join("\n");

/** @param {string} text */
export function readOptions(text) {
  return text
    .split("\n")
    .map((line) => {
      const [label = "", ...note] = line.split("|").map((part) => part.trim());
      return { label, note: note.join(" ").trim() };
    })
    .filter(({ label }) => label);
}

/**
 * The values of a rule.
 * @param {import("../live/messages.js").VoteRule} rule
 */
export const ruleValues = (rule) => ({
  base: rule.base,
  share: fraction(rule.numerator, rule.denominator, rule.strict),
  members: rule.members,
  quorum: fraction(
    rule.quorum_numerator,
    rule.quorum_numerator === 0 ? 1 : rule.quorum_denominator,
    rule.quorum_strict,
  ),
  tie: rule.tie,
});

/**
 * The values of a vote of the snapshot, or of the form that a refusal carries.
 * @param {Pick<Vote, "title" | "question" | "kind" | "form" | "options" | "max_choices" |
 *   "is_secret" | "is_rehearsal" | "until_close" | "rule" | "item_id" | "document_id" |
 *   "voter_rule" | "has_receipt" | "share_count" | "share_threshold">} vote
 * @returns {VoteValues}
 */
export const valuesOf = (vote) => ({
  title: vote.title,
  question: vote.question,
  kind: vote.kind,
  form: vote.form,
  options: optionsText(vote.options),
  max_choices: vote.max_choices,
  is_secret: vote.is_secret,
  is_rehearsal: vote.is_rehearsal,
  until_close: vote.until_close,
  has_receipt: vote.has_receipt ?? false,
  voter_rule: vote.voter_rule ?? "present",
  ...ruleValues(vote.rule),
  item_id: vote.item_id,
  document_id: vote.document_id,
  share_count: vote.share_count ?? 0,
  share_threshold: vote.share_threshold ?? 0,
});

/**
 * What follows from another kind.
 * @param {string} kind
 */
export function kindValues(kind) {
  const isSecret = ["secret", "paper", "election", "confidence"].includes(kind);
  const [form = "one"] = FORMS[/** @type {keyof typeof FORMS} */ (kind)] ?? [];
  const shares =
    isSecret && kind !== "paper" ? {} : { share_count: 0, share_threshold: 0 };
  return { kind, form, is_secret: isSecret, ...shares };
}

/**
 * Tell whether the vote may give receipts: a secret one on tablets that is no rehearsal.
 * @param {{kind: string, is_secret: boolean, is_rehearsal: boolean}} values
 */
export const mayHaveReceipt = ({ kind, is_secret: isSecret, is_rehearsal: isTrial }) =>
  isSecret && !isTrial && kind !== "paper" && kind !== "hands";

/** @param {VoteValues} values what the server takes */
export function payloadOf(values) {
  const { base, share, members, quorum, tie, options, ...rest } = values;
  const needed = readFraction(share);
  const present = readFraction(quorum);
  return {
    ...rest,
    has_receipt: values.has_receipt && mayHaveReceipt(values),
    options: readOptions(options),
    rule: {
      base,
      ...needed,
      members,
      quorum_numerator: present.numerator,
      quorum_denominator: present.denominator,
      quorum_strict: present.strict,
      tie,
    },
  };
}
