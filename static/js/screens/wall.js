/** Hall screen: current item and live page, and the scenes over them. */

import { CurrentItemController } from "../agenda/current_item_controller.js";
import { attach } from "../base/controller.js";
import { PageStatusController } from "../documents/navigation/page_status_controller.js";
import { HallWallController } from "../hall_screens/hall_wall_controller.js";
import { WallSpeakerController } from "../hall_screens/wall_speaker_controller.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { LeaderView } from "../pagesync/leader_view.js";
import { createRoom } from "../pagesync/room_factory.js";

const room = createRoom((_memory, memberId) => new LeaderView(memberId, false), {
  isInteractive: false,
});

attach(
  {
    "connection-status": ConnectionStatusController,
    "current-item": CurrentItemController,
    "hall-wall": HallWallController,
    "page-status": PageStatusController,
    "wall-speaker": WallSpeakerController,
  },
  { room, meeting: room.meeting },
);
