/** Make a survey and go to its builder. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";

/**
 * @param {number} meetingId NaN or 0: of the office
 * @param {{template?: string, copy_of?: number}} from
 */
export async function makeSurvey(meetingId, from) {
  const address = meetingId
    ? addresses.surveysMakeInMeeting(meetingId)
    : addresses.surveysMake();
  const { id } = await post(address, from);
  location.assign(addresses.surveysEdit(id));
}
