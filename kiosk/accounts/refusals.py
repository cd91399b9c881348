"""Refusals that both deeds and routes give."""

from kiosk.errors import N_, NotFound


def dead_link() -> NotFound:
    """Return the refusal of a one-time link that opens nothing."""
    return NotFound(
        N_("Liên kết này đã dùng rồi hoặc đã hết hạn. Xin nhờ quản trị viên cấp lại."),
        code="dead_link",
    )
