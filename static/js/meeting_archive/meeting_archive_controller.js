/** Button that makes the archive of the meeting; one to stop, and the link to the file. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { ExportButton } from "../exports/export_button.js";
import { isBusy } from "../exports/export_poller.js";

/** @extends {Controller<{workspace: import("../meetings/workspace.js").Workspace}>} */
export class MeetingArchiveController extends Controller {
  /** @override */
  start() {
    const { meetingId } = this.context.workspace;
    const make = this.target("make");
    const stop = this.target("stop");
    const refusal = this.target("refusal");
    const state = addresses.meetingArchiveState(meetingId);
    const button = new ExportButton(
      make,
      [this.target("take")],
      () => state,
      {
        start: t("Lập hồ sơ cuộc họp (ZIP)"),
        running: (done, total) =>
          total && done
            ? t("Đang lập hồ sơ… {percent}%", {
                percent: Math.floor((100 * done) / total),
              })
            : t("Đang lập hồ sơ…"),
        failed: t("Chưa lập được hồ sơ, thử lại"),
        again: t("Hội nghị đã có việc mới, lập lại hồ sơ"),
      },
      {
        onDraw: (found) => {
          stop.hidden = !isBusy(found);
          refusal.textContent = found.state === "failed" ? found.refusal : "";
        },
      },
    );
    this.on(make, "click", () =>
      button.begin(addresses.meetingArchiveBegin(meetingId)),
    );
    this.on(stop, "click", () => button.begin(addresses.meetingArchiveStop(meetingId)));
    button.refresh();
  }
}
