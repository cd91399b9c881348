import assert from "node:assert/strict";
import test from "node:test";
import { takeFragment } from "../../../static/js/badges/landing.js";

test("the secret leaves the address at once", () => {
  const replaced = [];
  const history = { replaceState: (...how) => replaced.push(how) };
  const place = { hash: "#AbCd", pathname: "/q" };
  assert.equal(takeFragment(place, history), "AbCd");
  assert.deepEqual(replaced, [[null, "", "/q"]]);
});

test("an address without one is left alone", () => {
  const history = { replaceState: () => assert.fail("nothing to clear") };
  assert.equal(takeFragment({ hash: "", pathname: "/q" }, history), "");
});
