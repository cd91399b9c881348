import assert from "node:assert/strict";
import test from "node:test";
import { sortSites, siteStatus, totals } from "../../../static/js/sites/labels.js";

/** @returns {any} */
const site = (more = {}) => ({
  id: 1,
  name: "Xã Sín Thầu",
  expected: 40,
  ready_at: "2026-11-27T07:00:00+07:00",
  help_at: null,
  total: 10,
  connected: 10,
  in_step: 10,
  silent: 0,
  ...more,
});

test("a call for help comes before everything, a lost link before slow tablets", () => {
  assert.equal(siteStatus(site({ help_at: "x", connected: 0 })), "help");
  assert.equal(siteStatus(site({ connected: 0, in_step: 0, silent: 31 })), "lost");
  assert.equal(siteStatus(site({ connected: 0, in_step: 0, silent: null })), "lost");
  assert.equal(siteStatus(site({ in_step: 7 })), "behind");
  assert.equal(siteStatus(site({ connected: 7, in_step: 7 })), "behind");
  assert.equal(siteStatus(site({ ready_at: null })), "waiting");
  assert.equal(siteStatus(site({ in_step: 9 })), "fine");
});

test("a drop shorter than half a minute is no loss", () => {
  assert.equal(siteStatus(site({ connected: 0, in_step: 0, silent: 20 })), "behind");
});

test("the status of a site without tablets is its operator's report", () => {
  const none = { total: 0, connected: 0, in_step: 0, silent: null };
  assert.equal(siteStatus(site(none)), "fine");
  assert.equal(siteStatus(site({ ...none, ready_at: null })), "waiting");
});

test("the worst come first, equals as the secretary ordered them", () => {
  const all = [
    site({ id: 1 }),
    site({ id: 2, ready_at: null }),
    site({ id: 3, help_at: "x" }),
    site({ id: 4 }),
  ];
  assert.deepEqual(
    sortSites(all, "worst").map(({ id }) => id),
    [3, 2, 1, 4],
  );
  assert.deepEqual(
    sortSites(all, "order").map(({ id }) => id),
    [1, 2, 3, 4],
  );
});

test("names are sorted in Vietnamese order", () => {
  const all = ["Xã Đồng Tâm", "Xã Dân Chủ", "Xã Ba 10", "Xã Ba 9"].map((name, id) =>
    site({ id, name }),
  );
  assert.deepEqual(
    sortSites(all, "name").map(({ name }) => name),
    ["Xã Ba 9", "Xã Ba 10", "Xã Dân Chủ", "Xã Đồng Tâm"],
  );
});

test("totals add up, people of no site among them, and never guess who is present", () => {
  const all = [site({ present: 3 }), site({ id: 0, name: "", present: 2 })];
  const sum = totals(all);
  assert.deepEqual([sum.sites, sum.expected, sum.present], [1, 80, 5]);
  assert.equal(totals([site()]).present, null);
});
