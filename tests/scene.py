"""Create meetings, members and documents for tests, directly in the database."""

import datetime as dt
import secrets
from dataclasses import dataclass, field

from sqlalchemy import func, select

from kiosk import clock
from kiosk.accounts.models import Account, SignIn
from kiosk.agenda.models import AgendaItem
from kiosk.badges.codes import roll_hash, roll_salt
from kiosk.badges.models import Badge
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import WIDTHS, DocumentState, Publication
from kiosk.fleet.models import Tablet
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role, Visibility
from kiosk.sites.models import Site
from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.storage.store import Store
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.units.actions import add_unit
from kiosk.units.models import UnitAccount
from kiosk.units.rules import UnitDetails
from kiosk.vietnamese import fold, name_key


@dataclass
class Scene:
    """Fills a store; every `make_…` commits and returns ids."""

    store: Store
    key: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.key = self.store.config.server_key()

    def make_meeting(
        self,
        title: str = "Hội nghị trực tuyến toàn tỉnh",
        state: MeetingState = MeetingState.OPEN,
    ) -> int:
        """Make a meeting and return its id."""
        with self.store.unit_of_work("test") as work:
            meeting = Meeting(
                title=title,
                body_name="Tỉnh uỷ Sơn Lâm",
                place="Trung tâm Hội nghị tỉnh",
                starts_at=clock.now(),
                state=state,
                changed_at=clock.now(),
                created_at=clock.now(),
            )
            work.session.add(meeting)
            work.session.flush()
            return meeting.id

    def make_member(
        self,
        meeting_id: int,
        role: Role = Role.OFFICIAL_DELEGATE,
        name: str = "Nguyễn Thị Minh Khai",
        **fields: str | int,
    ) -> int:
        """Add a person or screen to a meeting and return the member's id."""
        with self.store.unit_of_work("test") as work:
            member = Member(
                meeting_id=meeting_id,
                role=role,
                full_name=name,
                sort_key=name_key(name),
                folded_name=fold(name),
                **fields,
            )
            work.session.add(member)
            work.session.flush()
            return member.id

    def make_site(
        self, meeting_id: int, name: str = "Xã Nậm Cắn", **fields: str | int
    ) -> int:
        """Add a site to a meeting and return its id."""
        with self.store.unit_of_work("test") as work:
            site = Site(meeting_id=meeting_id, name=name, **fields)
            work.session.add(site)
            work.session.flush()
            return site.id

    def make_badge(self, member_id: int, code: str | None = None) -> str:
        """Issue a badge and return its secret."""
        secret = new_secret()
        with self.store.unit_of_work("test") as work:
            work.session.add(
                Badge(
                    member_id=member_id,
                    secret_hash=hash_secret(self.key, "badge", secret),
                    code_hash=hash_secret(self.key, "badge-code", code or secret),
                    roll_hash=self._roll_hash(work, member_id, secret),
                    issued_at=clock.now(),
                )
            )
        return secret

    def _roll_hash(self, work: UnitOfWork, member_id: int, secret: str) -> str:
        meeting_id = work.session.get_one(Member, member_id).meeting_id
        return roll_hash(roll_salt(self.key, meeting_id), secret)

    def sign_in(
        self, member_id: int | None = None, account_id: int | None = None
    ) -> str:
        """Sign a member or account in on a new device; return the cookie's value."""
        token = new_secret()
        with self.store.unit_of_work("test") as work:
            work.session.add(
                SignIn(
                    token_hash=hash_secret(self.key, "sign-in", token),
                    member_id=member_id,
                    account_id=account_id,
                    started_at=clock.now(),
                    expires_at=clock.now() + dt.timedelta(hours=2),
                )
            )
        return token

    def make_account(
        self, username: str = "", *, is_administrator: bool = False
    ) -> int:
        """Make a staff account with a random password; return its id.

        Without a user name it gets a unique one.
        """
        with self.store.unit_of_work("test") as work:
            account = Account(
                username=username or f"canbo-{secrets.token_hex(4)}",
                full_name="Lê Văn Thư",
                password_hash="!",
                is_administrator=is_administrator,
                created_at=clock.now(),
            )
            work.session.add(account)
            work.session.flush()
            return account.id

    def make_unit(self, name: str = "Sở Tài chính", **fields: str) -> int:
        """Add a unit and return its id."""
        with self.store.unit_of_work("test") as work:
            return add_unit(work, by="test", details=UnitDetails(name, **fields)).id

    def place_account(self, account_id: int, unit_id: int) -> None:
        """Make an account belong to a unit."""
        with self.store.unit_of_work("test") as work:
            work.session.add(UnitAccount(account_id=account_id, unit_id=unit_id))

    def make_tablet(self) -> str:
        """Enrol a tablet with the next free number; return its secret."""
        secret = new_secret()
        with self.store.unit_of_work("test") as work:
            last = work.session.scalar(select(func.max(Tablet.number))) or 0
            work.session.add(
                Tablet(
                    number=last + 1,
                    secret_hash=hash_secret(self.key, "tablet", secret),
                    enrolled_at=clock.now(),
                    enrolled_by="test",
                )
            )
        return secret

    def make_item(
        self,
        meeting_id: int,
        title: str = "Báo cáo kết quả chuyển đổi số",
        visibility: Visibility = Visibility.EVERYONE,
        parent_id: int | None = None,
        ordinal: int = 0,
    ) -> int:
        """Add an agenda item and return its id."""
        with self.store.unit_of_work("test") as work:
            item = AgendaItem(
                meeting_id=meeting_id,
                parent_id=parent_id,
                ordinal=ordinal,
                title=title,
                visibility=visibility,
                changed_at=clock.now(),
            )
            work.session.add(item)
            work.session.flush()
            return item.id

    def make_document(
        self,
        meeting_id: int,
        item_id: int | None,
        images: list[bytes],
        publication: Publication = Publication.PUBLISHED,
        title: str = "Báo cáo chuyển đổi số",
    ) -> int:
        """Add a ready document; each of `images` (WebP) is a page in every width."""
        files = self.store.files
        original = files.store_bytes(f"original of {title}".encode())
        words = files.store_bytes('[[0.1,0.1,0.2,0.02,"quán"]]'.encode())
        kept = [files.store_bytes(image) for image in images]
        with self.store.unit_of_work("test") as work:
            document = Document(
                meeting_id=meeting_id,
                item_id=item_id,
                title=title,
                file_name="bao-cao.pdf",
                media_type="application/pdf",
                original_sha256=original.sha256,
                original_size=original.size,
                uploaded_by="test",
                uploaded_at=clock.now(),
                state=DocumentState.READY,
                page_count=len(images),
                pages_ready=len(images),
                publication=publication,
            )
            work.session.add(document)
            work.session.flush()
            for number, image in enumerate(kept, 1):
                page = Page(
                    document_id=document.id,
                    number=number,
                    width=595.0,
                    height=842.0,
                    words_sha256=words.sha256,
                    text="quán triệt",
                )
                work.session.add(page)
                work.session.flush()
                work.session.add_all(
                    PageImage(
                        page_id=page.id,
                        width=width,
                        height=round(width * 842 / 595),
                        sha256=image.sha256,
                        size=image.size,
                    )
                    for width in WIDTHS
                )
            return document.id
