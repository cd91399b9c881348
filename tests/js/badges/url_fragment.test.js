import assert from "node:assert/strict";
import test from "node:test";
import { takeUrlFragment } from "../../../static/js/badges/url_fragment.js";

test("the secret is removed from the address", () => {
  const replaced = [];
  const history = { replaceState: (...how) => replaced.push(how) };
  const place = { hash: "#AbCd", pathname: "/q" };
  assert.equal(takeUrlFragment(place, history), "AbCd");
  assert.deepEqual(replaced, [[null, "", "/q"]]);
});

test("an address without one is left alone", () => {
  const history = { replaceState: () => assert.fail("nothing to clear") };
  assert.equal(takeUrlFragment({ hash: "", pathname: "/q" }, history), "");
});
