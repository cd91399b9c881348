/** What the buttons of a vote do, on the chair's panel and on the preparing screen. */

import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { askSecondRound } from "./second_round.js";
import { askShares } from "./shares_dialog.js";

/** @typedef {import("../live/messages.js").Vote} Vote */

/**
 * @param {import("./vote_actions.js").VoteActions} actions
 * @param {(vote: Vote) => (Node | null)[]} more what else the screen offers
 * @returns {import("./vote_card.js").CardPresses}
 */
export function cardPresses(actions, more) {
  const { requests } = actions;
  return {
    open: (vote) => actions.open(vote),
    close: (vote) => actions.close(vote),
    announce: (vote) => actions.announce(vote),
    cancel: (vote) => actions.cancel(vote),
    showTurnout: (vote) => actions.showTurnout(vote),
    enterShares: (vote) =>
      actions.run("enterShares", vote, async () => {
        const words = await askShares(vote);
        if (words) await requests.enterShares(vote.id, words);
      }),
    repeat: (vote) =>
      actions.run("repeat", vote, async () => {
        const form = await askSecondRound(vote);
        if (!form) return;
        await requests.secondRound(vote.id, form);
        toast(t("Đã chuẩn bị. Bấm “Mở biểu quyết” khi bắt đầu."));
      }),
    more,
  };
}
