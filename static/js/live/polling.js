/** Poll the server while there is no live channel. */

/** Pause between two questions; a random part more, in milliseconds. */
const POLL_INTERVAL_MS = 5000;

export class Polling {
  /** @param {import("./live_meeting.js").LiveMeeting} meeting */
  constructor(meeting) {
    this.meeting = meeting;
  }

  /** Ask from now on; who has a channel is not asked for. */
  start() {
    const jitter = Math.random() * Math.min(this.meeting.spread, POLL_INTERVAL_MS);
    setTimeout(
      () => this.#poll().finally(() => this.start()),
      POLL_INTERVAL_MS + jitter,
    );
  }

  /** Say what is shown, and fetch the snapshot if it is old. */
  async #poll() {
    const { meeting } = this;
    if (meeting.channel.isOpen) return;
    const { report } = meeting.parts;
    const { newest } = meeting.reporter;
    if (!report || !newest || !meeting.state) return meeting.refresh();
    try {
      await meeting.reported(await report(newest));
    } catch (error) {
      meeting.failed(/** @type {{status?: number}} */ (error));
    }
  }
}
