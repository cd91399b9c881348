import assert from "node:assert/strict";
import { test } from "node:test";
import { paperOptions } from "../../../static/js/meeting_papers/paper_texts.js";

test("what is not on a card is what a paper has without it", () => {
  assert.deepEqual(paperOptions({}), {
    number: "",
    date: null,
    printed_sets: 0,
    urgency: "normal",
    has_appendix: false,
  });
});

test("urgency and appendix are sent as chosen", () => {
  const options = paperOptions({
    number: " 12 ",
    date: "23/11/2026",
    urgency: "express",
    has_appendix: "on",
  });
  assert.deepEqual(options, {
    number: "12",
    date: "2026-11-23",
    printed_sets: 0,
    urgency: "express",
    has_appendix: true,
  });
});
