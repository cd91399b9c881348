import assert from "node:assert/strict";
import { test } from "node:test";

import { openSurveys } from "../../../static/js/surveys/open_surveys.js";

const NOW = Date.parse("2026-11-29T08:00:00Z");
const BEFORE = "2026-11-29T07:59:00+00:00";
const AFTER = "2026-11-29T15:01:00+07:00";
const SURVEY = {
  id: 1,
  code: "abc",
  title: "",
  access: "members",
  site_id: null,
  opens_at: null,
  closes_at: null,
};

for (const [words, changes, isOpen] of [
  ["without times and site", {}, true],
  ["of this site", { site_id: 7 }, true],
  ["of another site", { site_id: 8 }, false],
  ["opened before", { opens_at: BEFORE }, true],
  ["opened later", { opens_at: AFTER }, false],
  ["closed later", { closes_at: AFTER }, true],
  ["closed before", { closes_at: BEFORE }, false],
]) {
  test(`a survey ${words} is ${isOpen ? "open" : "not open"}`, () => {
    const found = openSurveys([{ ...SURVEY, ...changes }], 7, NOW);
    assert.equal(found.length, isOpen ? 1 : 0);
  });
}
