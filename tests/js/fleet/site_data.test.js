import assert from "node:assert/strict";
import { test } from "node:test";
import { clearSiteData } from "../../../static/js/fleet/site_data.js";

function browser(before) {
  const items = new Map(before ? [["kiosk-tablet-stored", before]] : []);
  const storage = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
  };
  let cleaned = 0;
  const clean = async () => {
    cleaned += 1;
  };
  return { items, clean, parts: { storage, random: () => 0 }, cleaned: () => cleaned };
}

test("a new tablet clears nothing and records its holder", async () => {
  const { items, clean, parts, cleaned } = browser();
  await clearSiteData("1/2/3", clean, parts);
  assert.equal(cleaned(), 0);
  assert.equal(items.size, 1);
});

test("a page without holder clears the site data", async () => {
  const { items, clean, parts, cleaned } = browser("1/2/3");
  await clearSiteData("", clean, parts);
  assert.equal(cleaned(), 1);
  assert.equal(items.size, 0);
});

test("site data is kept for the same holder only", async () => {
  const { items, clean, parts, cleaned } = browser("1/2/3");
  await clearSiteData("1/2/3", clean, parts);
  assert.equal(cleaned(), 0);
  await clearSiteData("1/9/4", clean, parts);
  assert.equal(cleaned(), 1);
  assert.deepEqual([...items.values()], ["1/9/4"]);
});

test("a failed clearing is repeated by the next page", async () => {
  const { items, parts } = browser("1/2/3");
  const refuse = () => Promise.reject(new Error("offline"));
  await assert.rejects(clearSiteData("", refuse, parts));
  assert.equal(items.size, 1);
});
