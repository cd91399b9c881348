/** The settings of an office as the server takes them. Pure functions. */

/**
 * @param {FormData} fields
 * @param {string[]} kinds
 */
export function officeSettings(fields, kinds) {
  /** @param {string} name */
  const text = (name) => String(fields.get(name) ?? "");
  return {
    parent_body: text("parent_body"),
    issuing_body: text("issuing_body"),
    place: text("place"),
    body_symbol: text("body_symbol"),
    spelling: text("spelling"),
    honorific: text("honorific"),
    numbering: text("numbering"),
    term_starts: text("term_starts"),
    has_date_on_minutes: fields.has("has_date_on_minutes"),
    recipients: text("recipients"),
    kinds: Object.fromEntries(
      kinds.map((kind) => [
        kind,
        {
          symbol: fields.has(`numbered-${kind}`) ? text(`symbol-${kind}`) : null,
          signatures: text(`signatures-${kind}`),
        },
      ]),
    ),
  };
}
