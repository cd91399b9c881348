"""The live channel: Socket.IO on eventlet. Knows no subject."""
