"""The numbered conclusions of a meeting: who does what until when."""
