"""Names of the worker's jobs of minutes."""

DRAFT_JOB = "draft_minutes"
COMPACT_JOB = "compact_minutes"
PDF_JOB = "print_locked_minutes"
SIGNED_JOB = "check_signed_minutes"
