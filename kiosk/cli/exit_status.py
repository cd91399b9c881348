"""Exit statuses of the commands."""

# An error that may be temporary: no worker, no database, an unreadable file.
FAILED_STATUS = 1
# The request was refused; the reason is printed.
REFUSED_STATUS = 2
