/** What the forms of consultations send. */

/**
 * @param {Record<string, FormDataEntryValue>} fields
 * @param {{deadline: string, members: number[], documents: number[]}} chosen
 *   `deadline`: as forms keep it, Vietnamese time
 */
export function draftDetails(fields, { deadline, members, documents }) {
  return {
    title: String(fields.title ?? ""),
    question: String(fields.question ?? ""),
    deadline: withZone(deadline),
    remind_hours: Number(fields.remind_hours ?? 0),
    members,
    documents,
  };
}

/**
 * @param {string} local `2026-11-23T07:30`, Vietnamese time
 * @returns {string} with its zone
 */
export function withZone(local) {
  return local && `${local}:00+07:00`;
}

/**
 * @param {string} secret
 * @returns {string | null} the secret of a personal link; null: there is none
 */
export function linkSecret(secret) {
  const found = /^#?([\w-]{22})$/.exec(secret);
  return found?.[1] ?? null;
}
