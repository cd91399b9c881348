"""The floor: requests to speak, the queue, speeches, questioning and statistics."""
