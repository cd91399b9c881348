"""People who answer the survey of `test_survey.py`: with phones, and as a crowd."""

import http.client
import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.layout import PHONE_VIEWPORT

# Without scripts an address may send a hundred answers at once (0043).
ADDRESSES = ["127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"]
CONNECTIONS = 8

OPINIONS = ("Tốt", "Khá", "Chưa tốt")
WORKS = ("Chuyển đổi số", "Cải cách hành chính", "Công tác cán bộ")
SIDES = ("Tài liệu", "Phục vụ")
GRADES = ("Hài lòng", "Chưa hài lòng")
SITES = ("Điểm cầu tỉnh", "Xã Krông Năng")
WORDS = "Âm thanh ở cuối hội trường chưa rõ."
KEYS = dict(zip(OPINIONS, ("o1", "o2", "o3"), strict=True))


@dataclass(frozen=True)
class SurveyAnswers:
    """What one person answers, in the words of the survey."""

    opinion: str
    # Only asked of those with the last opinion.
    reason: str
    works: tuple[str, ...]
    points: int
    grades: tuple[str, str]
    order: tuple[str, ...]
    years: int
    day: str
    site: str

    @classmethod
    def by(cls, number: int) -> "SurveyAnswers":
        """Return the answers of the person with this number, no two groups alike."""
        opinion = OPINIONS[number % 3]
        return cls(
            opinion=opinion,
            reason=WORDS if opinion == OPINIONS[2] else "",
            works=WORKS[: number % 3 + 1],
            points=number % 5 + 1,
            grades=(GRADES[number % 2], GRADES[number // 2 % 2]),
            order=WORKS if number % 4 else WORKS[::-1],
            years=number % 7,
            day=f"2026-11-{number % 4 + 1:02}",
            site=SITES[number % 2],
        )

    def fields(self) -> list[tuple[str, str]]:
        """Return the fields of the form, as a browser sends them."""
        places = {work: str(place) for place, work in enumerate(self.order, 1)}
        return [
            ("q1", KEYS[self.opinion]),
            *([("q2", self.reason)] if self.reason else []),
            *(("q3", f"o{WORKS.index(work) + 1}") for work in self.works),
            ("q4", str(self.points)),
            *(
                (f"q5.r{row}", f"o{GRADES.index(grade) + 1}")
                for row, grade in enumerate(self.grades, 1)
            ),
            *((f"q6.o{at}", places[work]) for at, work in enumerate(WORKS, 1)),
            ("q7", str(self.years)),
            ("q8", self.day),
            ("class.site", self.site),
        ]


@dataclass
class Phones:
    """Phones in the hall: each a browser context of its own."""

    chromium: Browser
    address: str
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, *, has_scripts: bool = True) -> Page:
        """Open the address on another phone."""
        context = self.chromium.new_context(
            viewport=PHONE_VIEWPORT,
            locale="vi-VN",
            java_script_enabled=has_scripts,
            service_workers="block",
            is_mobile=True,
            has_touch=True,
        )
        self.contexts.append(context)
        page = context.new_page()
        page.goto(self.address)
        return page

    def close(self) -> None:
        """Put them all away."""
        for context in self.contexts:
            context.close()


def fill_in(phone: Page, given: SurveyAnswers) -> None:
    """Answer every question; the form is not sent yet."""
    for name, value in given.fields():
        control = phone.locator(f'[name="{name}"]')
        kind = control.first.evaluate("(one) => one.type")
        if kind in ("radio", "checkbox"):
            phone.locator(f'[name="{name}"][value="{value}"]').check()
        elif kind == "select-one":
            control.select_option(value)
        else:
            control.fill(value)


def send(phone: Page) -> None:
    phone.get_by_role("button", name="Gửi phiếu").click(no_wait_after=True)


def expect_thanks(phone: Page) -> None:
    expect(phone.get_by_text("Đã nhận phiếu của đồng chí")).to_be_visible()


def send_crowd(address: str, numbers: list[int]) -> Counter[int]:
    """Send the answers of so many people without scripts; return the statuses."""
    shares = [numbers[at::CONNECTIONS] for at in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        sent = pool.map(
            lambda at: _send_share(address, ADDRESSES[at % len(ADDRESSES)], shares[at]),
            range(CONNECTIONS),
        )
        return sum(sent, Counter())


def _send_share(address: str, sender: str, numbers: list[int]) -> Counter[int]:
    place = urlsplit(address)
    line = http.client.HTTPConnection(
        "127.0.0.1", place.port, timeout=60, source_address=(sender, 0)
    )
    statuses: Counter[int] = Counter()
    for number in numbers:
        body = [
            *SurveyAnswers.by(number).fields(),
            ("retry_key", secrets.token_hex(16)),
        ]
        # A device is known by a random name of 22 letters.
        device = secrets.token_urlsafe(16)
        line.request(
            "POST",
            place.path,
            urlencode(body),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"kiosk-device={device}",
                "Host": place.netloc,
                "Origin": f"http://{place.netloc}",
            },
        )
        reply = line.getresponse()
        reply.read()
        statuses[reply.status] += 1
    line.close()
    return statuses


def counts(everybody: list[SurveyAnswers]) -> dict[str, Counter[str]]:
    """Return how often each answer was given, by question."""
    return {
        "opinion": Counter(one.opinion for one in everybody),
        "works": Counter(work for one in everybody for work in one.works),
        "points": Counter(str(one.points) for one in everybody),
        "years": Counter(str(one.years) for one in everybody),
        "site": Counter(one.site for one in everybody),
    }
