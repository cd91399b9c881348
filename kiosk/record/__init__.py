"""The record: signed checkpoints over a meeting's chained journal, and its check."""
