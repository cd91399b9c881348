/**
 * What the types of addresses refuse. Checked by tsc, which also reports an expected error
 * that does not occur; never run.
 */

import { withQuery } from "../../../static/js/base/address_builder.js";
import * as addresses from "../../../static/js/base/addresses.js";
import { get, post, send } from "../../../static/js/base/api.js";

export function typesOfAddresses() {
  get(addresses.printingState(1));
  post(addresses.printingBegin(1));
  get(withQuery(addresses.printingState(1), { after: 2 }));
  // @ts-expect-error an address of POST
  get(addresses.printingBegin(1));
  // @ts-expect-error an address of GET
  post(addresses.printingState(1));
  // @ts-expect-error an address of GET
  send(addresses.printingState(1), new Blob());
  // @ts-expect-error still an address of GET
  post(withQuery(addresses.printingState(1), { after: 2 }));
  // @ts-expect-error written by hand
  get("/m/1/printout/state");
  // @ts-expect-error something is put behind an address
  get(`${addresses.printingTake(1)}/state`);
  // @ts-expect-error a part is missing
  addresses.printingState();
  // @ts-expect-error a part may be missing
  addresses.printingState(document.body.dataset.meeting);
}
