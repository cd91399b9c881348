"""Names of the worker's jobs for results."""

COUNT_JOB = "count_survey"
