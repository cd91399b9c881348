import assert from "node:assert/strict";
import test from "node:test";
import { getAddress, withQuery } from "../../../static/js/base/address_builder.js";
import * as addresses from "../../../static/js/base/addresses.js";

test("the chair's steps go to the address that the server has", () => {
  assert.equal(addresses.meetingAdminChangeState(7), "/m/7/state");
});

test("a part is encoded, so it stays one segment of the path", () => {
  assert.equal(getAddress`/x/${"a/b?c#d é"}/y`, "/x/a%2Fb%3Fc%23d%20%C3%A9/y");
});

test("an address without parts is what stands in the route", () => {
  assert.equal(addresses.badgesShowIdle(), "/");
});

test("a meeting that is left out or null gives the address without a meeting", () => {
  assert.equal(addresses.fleetHistory(3), "/fleet/tablets/3/orders");
  assert.equal(addresses.fleetHistory(3, null), "/fleet/tablets/3/orders");
  assert.equal(addresses.fleetHistory(3, "9"), "/m/9/fleet/tablets/3/orders");
});

test("a query is encoded and keeps numbers", () => {
  const url = withQuery(getAddress`/x`, { find: "Đỗ & Ánh", after: 0 });
  const query = new URL(url, "http://localhost").searchParams;
  assert.deepEqual(Object.fromEntries(query), { find: "Đỗ & Ánh", after: "0" });
});
