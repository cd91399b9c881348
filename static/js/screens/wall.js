/** The hall screen: the current item and the page everybody sees, nothing else. */

import { CurrentItemController } from "../agenda/current_item_controller.js";
import { attach } from "../base/controller.js";
import { PageLineController } from "../documents/reading/page_line_controller.js";
import { LinkController } from "../live/link_controller.js";
import { Leading } from "../pagesync/leading.js";
import { makeRoom } from "../pagesync/make_room.js";

const room = makeRoom((_memory, memberId) => new Leading(memberId, false), {
  isTouchable: false,
});

attach(
  {
    link: LinkController,
    "current-item": CurrentItemController,
    "page-line": PageLineController,
  },
  { room, meeting: room.meeting },
);
