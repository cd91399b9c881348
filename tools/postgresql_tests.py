"""The unit tests that are run on PostgreSQL as well."""

# What can differ on PostgreSQL: SQL of our own, order and folding of text, search,
# locks, transactions and migrations. Not rules, wording, drawing or file formats.
ON_POSTGRESQL = [
    # Transactions, locks and migrations; storage/test_postgresql.py is one of the unit
    # tests proper.
    *("storage/test_database.py", "storage/test_slow_queries.py"),
    *("storage/test_unit_of_work.py", "search/test_migration.py"),
    # Search, order and folding of text.
    *(
        "search/test_search.py",
        "accounts/test_session_cache.py",
        "checkins/test_roll.py",
    ),
    *("presence/test_routes.py::TestListApart", "pagesync/test_queries.py"),
    "annotations/test_sharing.py::TestWhoMayBeChosen",
    "people/test_imports.py::TestBringing::test_names_are_kept_in_nfc_and_found_without_marks",
    # Two at once, and the same once more.
    "annotations/test_transfer.py::test_many_notes_go_over_in_batches",
    "annotations/test_transfer.py::test_to_carry_again_changes_nothing",
    "annotations/test_note_merge.py::test_what_one_tablet_writes_the_other_reads",
    "annotations/test_note_merge.py::test_sending_again_after_a_lost_answer_changes_nothing",
    "annotations/test_note_merge.py::test_erasing_all_really_deletes_and_the_other_tablet_learns_of_it",
    "annotations/test_note_merge.py::test_very_many_are_told_in_parts",
    "annotations/test_note_merge.py::test_a_removed_paper_takes_its_notes_along",
    "annotations/test_sharing.py::test_a_removed_member_leaves_no_share",
    "annotations/test_sharing.py::test_it_follows_to_the_new_version",
    *(f"checkins/test_scanning.py::Test{n}" for n in ("Conflicts", "Once", "Roll")),
    "badges/test_pins.py::TestTrying",
    *(f"badges/test_sign_in.py::Test{name}" for name in ("TakingOver", "LettingIn")),
    *(f"badges/test_admin.py::Test{name}" for name in ("AddingPeople", "Reissuing")),
    "people/test_imports.py::TestBringing::test_the_same_file_once_more_changes_nothing",
    "opinions/test_opinions.py::test_sent_again_after_a_lost_answer_it_is_the_same",
    "opinions/test_opinions.py::test_it_outlives_note_item_paper_and_author",
    # What is put in order, copied, counted or removed by one question for many rows.
    *("accounts/test_admin.py::TestClosing", "accounts/test_setup.py", "sites"),
    *("accounts/test_staff_sign_in.py::TestSigningIn", "agenda/test_actions.py"),
    *("meeting_admin/test_clone.py", "meeting_admin/test_publication.py"),
    *("meeting_admin/test_state.py::TestThoseShutOut", "meetings/test_actions.py"),
    *("offline/test_held.py", "offline/test_manifest.py"),
    *(f"pagesync/test_actions.py::Test{n}" for n in ("TurnPage", "CallItem")),
    *(f"reading_log/test_reading_log.py::Test{n}" for n in ("Asking", "ReadBefore")),
    "reading_log/test_reading_log.py::TestWritingDown::test_pages_add_up_and_moments_move_on",
    "reading_log/test_reading_log.py::TestWritingDown::test_it_goes_with_the_document",
    "screens/test_snapshot.py::TestItems::test_numbers_are_the_same_on_all_screens",
    *(f"screens/test_snapshot.py::Test{n}" for n in ("Documents", "Snapshots")),
    *(f"documents/test_preparing.py::Test{n}" for n in ("Move", "Rename")),
    "documents/test_preparing.py::TestDelete::test_a_draft_goes_with_its_pages_and_files",
    *("documents/test_reading.py::TestPages", "documents/test_upload.py::TestAccepted"),
    # Once each, for their questions.
    "site_overview/test_dashboard.py::test_who_has_come_is_counted_as_the_roll_counts",
    "fleet/test_dashboard.py::test_tablets_with_alerts_come_first_and_are_counted",
    "notebooks/test_notebook.py::test_asked_twice_it_is_bound_once",
    "archive_files/test_archive.py::TestTheJob::test_it_is_made_once_at_a_time",
    "handouts/test_jobs.py::TestKeeping::test_nobody_to_print_is_said",
    "printing/test_printout.py::TestRefusals::test_nothing_to_print_and_twice_at_once_are_refused",
]
