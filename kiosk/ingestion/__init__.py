"""Turn uploaded files into pages: inspect, convert, render, recognise.

Runs in the worker and its sandboxed children only, never in the server.
"""

# Name of the worker in the journal.
WORKER = "worker"
