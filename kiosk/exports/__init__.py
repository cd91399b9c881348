"""Files made on request by the worker: requested, followed, cancelled, downloaded."""
