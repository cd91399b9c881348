/** The delegate's screen: agenda, reader, and whose page it is. */

import { AgendaController } from "../agenda/agenda_controller.js";
import { NoteListController } from "../annotations/list_controller.js";
import { Notes } from "../annotations/make_notes.js";
import { PaletteController } from "../annotations/palette_controller.js";
import * as addresses from "../base/addresses.js";
import { attach } from "../base/controller.js";
import { BookmarksController } from "../documents/reading/bookmarks_controller.js";
import { LinksController } from "../documents/reading/links_controller.js";
import { LookController } from "../documents/reading/look_controller.js";
import { OutlineController } from "../documents/reading/outline_controller.js";
import { PageLineController } from "../documents/reading/page_line_controller.js";
import { TextController } from "../documents/reading/text_controller.js";
import {
  ChangesController,
  VersionController,
} from "../documents/reading/version_controller.js";
import { ViewController } from "../documents/reading/view_controller.js";
import { NoticeController } from "../documents/reader/notice_controller.js";
import { ThumbnailsController } from "../documents/reader/thumbnails_controller.js";
import { TurningController } from "../documents/reader/turning_controller.js";
import { ZoomController } from "../documents/reader/zoom_controller.js";
import { LinkController } from "../live/link_controller.js";
import { Keeping } from "../offline/keeping.js";
import { KeepingController, LostController } from "../offline/keeping_controllers.js";
import { keptState } from "../offline/kept.js";
import { Library } from "../offline/library.js";
import { Vault } from "../offline/vault.js";
import { Following } from "../pagesync/following.js";
import { FollowingController } from "../pagesync/following_controller.js";
import { NotebookController } from "../notebooks/notebook_controller.js";
import { makeRoom } from "../pagesync/make_room.js";
import { FullScreenController } from "../base/full_screen_controller.js";
import { stayHere } from "../base/stay.js";
import { CoverController } from "./cover_controller.js";
import { post } from "../base/api.js";
import { rememberOffline } from "../readings/read_offline.js";
import { land } from "../search/landing.js";
import { SearchController } from "../search/search_controller.js";
import { SignOutController } from "./sign_out_controller.js";

const {
  meeting: id = "",
  member = "",
  holder = "",
  notes: notesKey = "",
} = document.body.dataset;
const vault = new Vault();
const room = makeRoom(
  (memory, memberId) => new Following(memberId, memory.read("following")),
  { keptSnapshot: () => keptState(vault, holder) },
);
const keeping = new Keeping(room.meeting, holder, vault);
const library = new Library(vault, () => room.state);
const notes = new Notes(room, id, member, notesKey);

attach(
  {
    link: LinkController,
    links: LinksController,
    agenda: AgendaController,
    notice: NoticeController,
    turning: TurningController,
    zoom: ZoomController,
    text: TextController,
    view: ViewController,
    look: LookController,
    outline: OutlineController,
    bookmarks: BookmarksController,
    "page-line": PageLineController,
    version: VersionController,
    changes: ChangesController,
    thumbnails: ThumbnailsController,
    following: FollowingController,
    search: SearchController,
    cover: CoverController,
    palette: PaletteController,
    "note-list": NoteListController,
    notebook: NotebookController,
    "sign-out": SignOutController,
    keeping: KeepingController,
    lost: LostController,
    "full-screen": FullScreenController,
  },
  { room, meeting: room.meeting, notes, keeping, library },
);

rememberOffline(room, (pages) =>
  post(addresses.readingsNote(room.meeting.parts.meetingId), { pages }),
);
land(room);
if (member) notes.start();
keeping.start();
stayHere();
