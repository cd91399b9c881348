import assert from "node:assert/strict";
import test from "node:test";
import { staticBase, staticVersion } from "../../../static/js/base/static_files.js";

test("version and folder are read from the address of a static file", () => {
  for (const file of ["js/screens/enrolled.js", "bundles/enrolled-AB12.js"]) {
    const address = `https://10.0.0.2:8443/static/00c0ffee/${file}`;
    assert.equal(staticVersion(address), "00c0ffee");
    assert.equal(staticBase(address), "/static/00c0ffee/");
  }
});

test("an address of something else has neither", () => {
  for (const address of [
    "http://x/js/a.js",
    "http://x/m/static/12/a.js",
    "file:///a",
  ]) {
    assert.equal(staticVersion(address), "");
    assert.equal(staticBase(address), "");
  }
});
