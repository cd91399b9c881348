/** Issued documents: register, one document, a unit's inbox; what is marked public. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { StaffMenuController } from "../accounts/staff_menu_controller.js";
import { CheckListController } from "../base/check_list_controller.js";
import { attach } from "../base/controller.js";
import { IssuedBookController } from "../issued_documents/book_controller.js";
import { IssuedDocumentController } from "../issued_documents/document_controller.js";
import { IssuedNewController } from "../issued_documents/new_controller.js";
import { IssuedReceivedController } from "../issued_documents/received_controller.js";
import { PublicChoiceController } from "../public_pages/public_choice_controller.js";

attach(
  {
    "check-list": CheckListController,
    "issued-book": IssuedBookController,
    "issued-document": IssuedDocumentController,
    "issued-new": IssuedNewController,
    "issued-received": IssuedReceivedController,
    "public-choice": PublicChoiceController,
    "sign-out": SignOutController,
    "staff-menu": StaffMenuController,
  },
  {},
);
