"""Kiosk, a paperless-meeting server for conference rooms.

A secretary publishes an agenda and its documents, delegates sign in with a QR badge,
the chair turns a page and every tablet shows it. Each domain subject has its own
folder; `docs/architecture.md` describes them.
"""
