/** The sheet of a consultation: of a member signed in, or of a personal link. */

import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { ConsultationAnswerController } from "../consultations/answer_controller.js";
import { LinkSource, MemberSource } from "../consultations/answer_source.js";
import { linkSecret } from "../consultations/draft_values.js";

function chooseSource() {
  const { consultation } = document.body.dataset;
  if (consultation) return new MemberSource(pageMeetingId(), Number(consultation));
  const secret = linkSecret(location.hash);
  return secret ? new LinkSource(secret) : null;
}

attach(
  { "consultation-answer": ConsultationAnswerController },
  { source: chooseSource() },
);
