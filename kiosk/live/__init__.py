"""Talking to screens. Knows Socket.IO and eventlet; nothing of papers or votes."""
