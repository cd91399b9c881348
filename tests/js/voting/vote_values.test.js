import assert from "node:assert/strict";
import test from "node:test";
import {
  emptyValues,
  kindValues,
  optionsText,
  payloadOf,
  readFraction,
  readOptions,
  valuesOf,
} from "../../../static/js/voting/vote_values.js";
import { vote } from "./ballots.js";

test("options are lines; what stands behind a bar is the note", () => {
  const text = " Lò Văn Pánh | Bí thư Huyện uỷ \n\nTrần Thị Ngọc";
  const options = readOptions(text);
  assert.deepEqual(options, [
    { label: "Lò Văn Pánh", note: "Bí thư Huyện uỷ" },
    { label: "Trần Thị Ngọc", note: "" },
  ]);
  assert.equal(optionsText(options), "Lò Văn Pánh | Bí thư Huyện uỷ\nTrần Thị Ngọc");
});

test("a fraction with a sign means more than it", () => {
  assert.deepEqual(readFraction("1/2>"), {
    numerator: 1,
    denominator: 2,
    strict: true,
  });
  assert.equal(readFraction("4/5").strict, false);
});

test("what is read of a vote is what is sent of it", () => {
  const rule = {
    ...{ base: "members", numerator: 2, denominator: 3, strict: false, members: 55 },
    ...{
      quorum_numerator: 1,
      quorum_denominator: 2,
      quorum_strict: true,
      tie: "chair",
    },
  };
  const stored = vote({ rule, voter_rule: "summoned" });
  const sent = payloadOf(valuesOf(stored));
  assert.deepEqual(sent.rule, rule);
  assert.deepEqual(
    sent.options.map(({ label }) => label),
    ["Tán thành", "Không tán thành", "Ý kiến khác"],
  );
  assert.equal(sent.voter_rule, "summoned");
  assert.equal("base" in sent, false);
});

test("another kind brings its ballot and its secrecy", () => {
  assert.equal(kindValues("election").form, "up_to");
  assert.equal(kindValues("election").is_secret, true);
  assert.deepEqual(kindValues("open"), {
    ...{ kind: "open", form: "one", is_secret: false },
    ...{ share_count: 0, share_threshold: 0 },
  });
});

test("a new one belongs to the item it was begun at", () => {
  assert.equal(emptyValues(3).item_id, 3);
  assert.equal(payloadOf(emptyValues()).rule.quorum_numerator, 2);
});
