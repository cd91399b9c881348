"""The unit tests that are run on PostgreSQL as well."""

# What can differ on PostgreSQL: SQL of our own, order and folding of text, search,
# locks, transactions and migrations. Not rules, wording, drawing or file formats.
ON_POSTGRESQL = [
    # Transactions, locks and migrations; storage/test_postgresql.py is one of the unit
    # tests proper.
    *("storage/test_database.py", "storage/test_slow_queries.py"),
    *("storage/test_unit_of_work.py", "search/test_migration.py"),
    # Triggers, and hashes of what is read back.
    *(f"record/test_{name}.py" for name in ("journal", "job", "migration")),
    *("accounts/test_access_chain.py", "voting/test_digests.py"),
    # Search, order and folding of text.
    *(
        "search/test_search.py",
        "accounts/test_session_cache.py",
        "checkins/test_roll.py",
    ),
    *("presence/test_routes.py::TestListApart", "pagesync/test_queries.py"),
    "annotations/test_sharing.py::TestWhoMayBeChosen",
    "people/test_imports.py::TestBringing::test_names_are_kept_in_nfc_and_found_without_marks",
    # Searched by key, erased by any column, deleted by foreign keys.
    *("accounts/test_access_search.py", "accounts/test_refusals.py"),
    *("personal_data/test_erasure.py::TestErasing", "personal_data/test_export.py"),
    *(f"retention/test_removal.py::Test{n}" for n in ("TheDryRun", "TheRemoval")),
    # Two at once, and the same once more.
    *("web/test_idempotency.py", "script_notes/test_script_notes.py"),
    "conclusions/test_conclusions.py",
    "meeting_papers/test_compose.py",
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
    *("voting/test_conduct.py", "voting/test_votes.py", "voting/test_ballot_batch.py"),
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
    *(f"speaking/test_{n}.py" for n in ("floor", "requests", "statistics")),
    "timers/test_timers.py",
    # Rows and ids of every table, and the numbering after them.
    *(
        f"meeting_archive/test_round_trip.py::test_{name}"
        for name in (
            "every_table_has_rows_and_all_come_back_with_their_ids",
            "exporting_again_gives_the_same_files_byte_for_byte",
            "the_journal_is_whole_and_goes_on",
            "new_rows_are_numbered_after_the_imported_ones",
        )
    ),
    *("units/test_units.py", "tasks/test_flow.py", "tasks/test_carrying.py"),
    *("tasks/test_digest.py", "invitations/test_invitations.py"),
    "notices/test_webhooks.py",
    "minutes/facts/test_gather.py",
    "minutes/test_text.py",
    # Once each, for their questions.
    "site_overview/test_dashboard.py::test_who_has_come_is_counted_as_the_roll_counts",
    "fleet/test_dashboard.py::test_tablets_with_alerts_come_first_and_are_counted",
    "notebooks/test_notebook.py::test_asked_twice_it_is_bound_once",
    "archive_files/test_archive.py::TestTheJob::test_it_is_made_once_at_a_time",
    "handouts/test_jobs.py::TestKeeping::test_nobody_to_print_is_said",
    "printing/test_printout.py::TestRefusals::test_nothing_to_print_and_twice_at_once_are_refused",
]
