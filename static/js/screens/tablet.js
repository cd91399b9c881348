/** Delegate's screen: agenda, reader, follow button. */

import { AgendaController } from "../agenda/agenda_controller.js";
import { LatenessController } from "../agenda/lateness_controller.js";
import { NoteListController } from "../annotations/note_list_controller.js";
import { Notes } from "../annotations/notes.js";
import { ToolbarController } from "../annotations/toolbar_controller.js";
import { AnnouncementNoticeController } from "../announcements/announcement_notice_controller.js";
import * as addresses from "../base/addresses.js";
import { attach } from "../base/controller.js";
import { BookmarksController } from "../documents/navigation/bookmarks_controller.js";
import { LinksController } from "../documents/navigation/links_controller.js";
import { DisplaySettingsController } from "../documents/navigation/display_settings_controller.js";
import { OutlineController } from "../documents/navigation/outline_controller.js";
import { PageStatusController } from "../documents/navigation/page_status_controller.js";
import { TextController } from "../documents/text_view/text_controller.js";
import {
  ChangesController,
  VersionController,
} from "../documents/navigation/version_controller.js";
import { ViewController } from "../documents/text_view/view_controller.js";
import { ReaderNoticeController } from "../documents/reader/reader_notice_controller.js";
import { ThumbnailsController } from "../documents/reader/thumbnails_controller.js";
import { PageTurnController } from "../documents/reader/page_turn_controller.js";
import { ZoomController } from "../documents/reader/zoom_controller.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { MinutesAskedController } from "../minutes/asked_controller.js";
import { OfflineSync } from "../offline/offline_sync.js";
import {
  OfflineProgressController,
  OfflineNoticeController,
} from "../offline/offline_status_controllers.js";
import { cachedState } from "../offline/cached_state.js";
import { TextIndex } from "../offline/text_index.js";
import { CacheStore } from "../offline/cache_store.js";
import { FollowerView } from "../pagesync/follower_view.js";
import { FollowButtonController } from "../pagesync/follow_button_controller.js";
import { NotebookController } from "../notebooks/notebook_controller.js";
import { createRoom } from "../pagesync/room_factory.js";
import { FullScreenController } from "../base/full_screen_controller.js";
import { lockNavigation } from "../base/navigation_lock.js";
import { DrawerController } from "./drawer_controller.js";
import { post } from "../base/api.js";
import { logOfflineReads } from "../reading_log/offline_read_log.js";
import { land } from "../search/page_link.js";
import { SearchController } from "../search/search_controller.js";
import { RequestController } from "../speaking/request_controller.js";
import { StripController } from "../speaking/strip_controller.js";
import { BallotController } from "../voting/ballot_controller.js";
import { ResultSheetController } from "../voting/result_sheet_controller.js";
import { SurveyAskedController } from "../surveys/asked_controller.js";
import { ServiceCallController } from "../service_calls/service_call_controller.js";
import { SignOutController } from "./sign_out_controller.js";

const {
  meeting: id = "",
  member = "",
  holder = "",
  notes: notesKey = "",
} = document.body.dataset;
const cacheStore = new CacheStore();
const room = createRoom(
  (memory, memberId) => new FollowerView(memberId, memory.read("following")),
  { cachedSnapshot: () => cachedState(cacheStore, holder) },
);
const offlineSync = new OfflineSync(room.meeting, holder, cacheStore);
const textIndex = new TextIndex(cacheStore, () => room.state);
const notes = new Notes(room, id, member, notesKey);

attach(
  {
    "connection-status": ConnectionStatusController,
    "announcement-notice": AnnouncementNoticeController,
    "minutes-asked": MinutesAskedController,
    "survey-asked": SurveyAskedController,
    links: LinksController,
    agenda: AgendaController,
    lateness: LatenessController,
    "reader-notice": ReaderNoticeController,
    "page-turn": PageTurnController,
    zoom: ZoomController,
    text: TextController,
    view: ViewController,
    "display-settings": DisplaySettingsController,
    outline: OutlineController,
    bookmarks: BookmarksController,
    "page-status": PageStatusController,
    version: VersionController,
    changes: ChangesController,
    thumbnails: ThumbnailsController,
    "follow-button": FollowButtonController,
    search: SearchController,
    drawer: DrawerController,
    "note-toolbar": ToolbarController,
    "note-list": NoteListController,
    notebook: NotebookController,
    ballot: BallotController,
    "vote-result": ResultSheetController,
    "service-call": ServiceCallController,
    "sign-out": SignOutController,
    "offline-progress": OfflineProgressController,
    "offline-notice": OfflineNoticeController,
    "full-screen": FullScreenController,
    "floor-request": RequestController,
    "floor-strip": StripController,
  },
  { room, meeting: room.meeting, notes, offlineSync, textIndex },
);

logOfflineReads(room, (pages) =>
  post(addresses.readingsNote(room.meeting.parts.meetingId), { pages }),
);
land(room);
if (member) notes.start();
offlineSync.start();
lockNavigation();
