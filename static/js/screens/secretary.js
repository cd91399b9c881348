/** Secretary's screen: the meeting, its agenda and documents, one form at a time. */

import { SearchController } from "../search/search_controller.js";
import { SignOutController } from "../accounts/sign_out_controller.js";
import { AgendaEditorController } from "../agenda/agenda_editor_controller.js";
import { AgendaImportController } from "../agenda_imports/agenda_import_controller.js";
import { AgendaTemplatesController } from "../agenda_templates/agenda_templates_controller.js";
import { AnnouncementFormController } from "../announcements/announcement_form_controller.js";
import { attach } from "../base/controller.js";
import { DocumentActions } from "../documents/document_actions.js";
import { DocumentList } from "../documents/document_list.js";
import {
  UnassignedDocumentsController,
  PublishAllController,
} from "../documents/unassigned_controller.js";
import { Uploads } from "../documents/upload.js";
import { acceptDrops, chooseFiles } from "../documents/upload_drop.js";
import { sendTo } from "../documents/upload_send.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { openMeeting } from "../live/open_meeting.js";
import { MeetingArchiveController } from "../meeting_archive/meeting_archive_controller.js";
import { Workspace } from "../meetings/workspace.js";
import { MeetingHeaderController } from "../meetings/meeting_header_controller.js";
import { Recalls } from "../offline/recalls.js";
import { OpinionsController } from "../opinions/opinions_controller.js";
import { PresenceController } from "../presence/presence_controller.js";
import { PrintoutController } from "../printing/printout_controller.js";
import { UnreadCountController } from "../reading_log/unread_count_controller.js";

const meeting = openMeeting();
const panel = /** @type {HTMLElement} */ (document.getElementById("panel"));
const workspace = new Workspace(meeting, panel);
const uploads = new Uploads(sendTo(meeting.parts.meetingId), () =>
  workspace.scheduleRender(),
);
const actions = new DocumentActions(workspace, uploads);
const recalls = new Recalls(meeting, () => workspace.scheduleRender());
const documentList = new DocumentList(workspace.meetingId, actions, uploads, recalls);
recalls.start();

/** @type {import("../documents/upload_drop.js").OnFiles} */
const addUploads = (files, itemId) => {
  uploads.add(files, itemId);
};

workspace.onRender((state) => {
  uploads.removeFinished(new Set(state.documents.map(({ id }) => id)));
  uploads.moveOrphans(new Set(state.items.map(({ id }) => id)));
});

attach(
  {
    "connection-status": ConnectionStatusController,
    "sign-out": SignOutController,
    "meeting-header": MeetingHeaderController,
    "announcement-form": AnnouncementFormController,
    presence: PresenceController,
    printout: PrintoutController,
    "meeting-archive": MeetingArchiveController,
    "unread-count": UnreadCountController,
    opinions: OpinionsController,
    "agenda-editor": AgendaEditorController,
    "agenda-import": AgendaImportController,
    "agenda-templates": AgendaTemplatesController,
    "unassigned-documents": UnassignedDocumentsController,
    "publish-all": PublishAllController,
    search: SearchController,
  },
  {
    meeting,
    workspace,
    actions,
    documentListFor: (/** @type {number | null} */ itemId) => {
      const all = meeting.state?.documents ?? [];
      documentList.updateQueue(all);
      const own = all.filter((paper) => paper.item_id === itemId);
      return documentList.draw(own, itemId, workspace.selectedKey);
    },
    chooseFiles: (/** @type {number | null} */ itemId) =>
      chooseFiles(itemId, addUploads),
  },
);
workspace.onRender(() => documentList.evictUnused());

acceptDrops(document.body, addUploads);
addEventListener("beforeunload", (event) => {
  if (uploads.isBusy) event.preventDefault();
});
