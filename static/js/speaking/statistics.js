/**
 * Who has spoken how often and how long. Pure functions.
 *
 * @typedef {{member_id: number, name: string, position: string, unit: string,
 *   site: string, times: number, seconds: number}} SpokenPerson
 * @typedef {{unit: string, people: number, spoken: number, times: number,
 *   seconds: number, budget_seconds: number}} SpokenUnit
 * @typedef {{people: SpokenPerson[], more: number,
 *   units: SpokenUnit[]}} SpeakingStatistics `more`: so many people are left out
 */

/**
 * Return the part of its budget that a unit has used, in percent; null: no budget.
 * @param {SpokenUnit} unit
 */
export function budgetShare({ seconds, budget_seconds: budget }) {
  return budget > 0 ? Math.round((100 * seconds) / budget) : null;
}
