/** Form that adds one person to the meeting. */

import * as addresses from "../base/addresses.js";
import { FormController } from "../base/form_controller.js";

export class NewMemberController extends FormController {
  /** @override */
  get address() {
    return addresses.badgesAddMember(this.context.meetingId);
  }

  /**
   * @override
   * @param {Record<string, string>} fields
   */
  body({ site, ...fields }) {
    return { ...fields, site: site ? Number(site) : null };
  }

  /** @override */
  done() {
    // Back with the new person found, so that the badge can be issued at once.
    const field = this.form.elements.namedItem("name");
    const name = field instanceof HTMLInputElement ? field.value : "";
    location.assign(`${location.pathname}?${new URLSearchParams({ q: name })}`);
  }
}
