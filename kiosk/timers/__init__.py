"""Timers of the current item and of the speaker, kept by the server's clock."""
