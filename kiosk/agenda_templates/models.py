"""Table of agenda templates."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class AgendaTemplate(Base):
    """Items for new agendas, of one account; belongs to no meeting."""

    __tablename__ = "agenda_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    # Other secretaries may use it too.
    is_shared: Mapped[bool] = mapped_column(default=False)
    # `rules.TemplateItem` as JSON.
    items: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
