"""Invented people of the demo: names, positions, units and seats."""

import random
from dataclasses import dataclass

from kiosk.demo.sites import MAIN_SITE, PROVINCE, connected_sites, unit_of
from kiosk.roles import Role

MAIN_SITE_DELEGATES = 400
SEATS_IN_ROW = 20
# One in so many delegates at the main site is invited, not official.
INVITED_EVERY = 9
_PEOPLE_SEED = 2026

_FAMILY_NAMES = {
    "Nguyễn": 38,
    "Trần": 11,
    "Lê": 9,
    "Phạm": 7,
    "Hoàng": 3,
    "Huỳnh": 3,
    "Phan": 4,
    "Vũ": 2,
    "Võ": 2,
    "Đặng": 2,
    "Bùi": 2,
    "Đỗ": 2,
    "Hồ": 2,
    "Ngô": 1,
    "Dương": 1,
    "Lý": 1,
    "Đinh": 1,
    "Mai": 1,
    "Trịnh": 1,
    "Tạ": 1,
}
_MIDDLE_MEN = ("Văn", "Đức", "Hữu", "Quang", "Minh", "Xuân", "Thanh", "Công", "Đình")
_MIDDLE_WOMEN = ("Thị", "Thị", "Thị Thu", "Thị Ngọc", "Thị Kim", "Thanh", "Ngọc")
_GIVEN_MEN = (
    *("Hùng", "Dũng", "Tuấn", "Hải", "Thắng", "Sơn", "Long", "Cường", "Bình"),
    *("Khánh", "Đạt", "Nghĩa", "Phúc", "Tâm", "Thuận", "Trí", "Vinh", "Quý"),
    *("Đồng", "Lâm", "Chương", "Hoà", "Kiên", "Thưởng", "Uy", "Ân"),
)
_GIVEN_WOMEN = (
    *("Hương", "Lan", "Hà", "Thuỷ", "Nga", "Hằng", "Hạnh", "Linh", "Trang", "Yến"),
    *("Phượng", "Nguyệt", "Oanh", "Thảo", "Vân", "Xuân", "Quỳnh", "Diễm", "Ngân"),
    *("Tuyết", "Nhường", "Ánh"),
)
_HIGHLAND = (
    *("K'Brếu", "K'Tuyền", "Ka Sa Nhiên", "Ka Thuyết", "Ya Lương Bình"),
    *("Ma Thị Duyên", "Y Bliăng Niê Kđăm", "H'Nguyệt Êban", "Lơ Mu Ha Thiên"),
    *("Rơ Ông Ha Quyền", "Giàng A Thắng", "Vàng Thị Mỷ"),
)
# Long names to test screens and badges.
_LONG_NAMES = (
    "Công Tằng Tôn Nữ Hoàng Phương Thuỳ Dương",
    "Nguyễn Hoàng Bảo Ngọc Thuỷ Tiên Khánh Quỳnh",
    "Trần Nguyễn Thị Huyền Trang Phương Uyên",
    "Huỳnh Nguyễn Đăng Khoa Trường Thịnh Vượng",
    "Lê Đặng Thị Như Nguyệt Quỳnh Hương",
    "Phạm Trương Hoàng Nghĩa Đường Thượng Khuông",
)
_LONG_EVERY = 61
_HIGHLAND_EVERY = 14

_POSITIONS = {
    "Bí thư": 2,
    "Phó Bí thư Thường trực": 2,
    "Phó Bí thư, Chủ tịch Uỷ ban nhân dân": 2,
    "Phó Chủ tịch Hội đồng nhân dân": 1,
    "Uỷ viên Ban Thường vụ, Trưởng Ban Xây dựng Đảng": 2,
    "Uỷ viên Ban Chấp hành": 6,
    "Chủ nhiệm Uỷ ban Kiểm tra": 1,
    "Chủ tịch Uỷ ban Mặt trận Tổ quốc Việt Nam": 1,
    "Chánh Văn phòng Đảng uỷ": 2,
    "Phó Trưởng Phòng Văn hoá – Xã hội": 2,
    "Giám đốc Trung tâm Phục vụ hành chính công": 2,
    "Bí thư Chi bộ": 5,
    "Công chức chuyên trách chuyển đổi số": 3,
}
_MAIN_UNITS = (
    "Văn phòng Tỉnh uỷ",
    "Ban Tổ chức Tỉnh uỷ",
    "Ban Tuyên giáo và Dân vận Tỉnh uỷ",
    "Ban Nội chính Tỉnh uỷ",
    "Cơ quan Uỷ ban Kiểm tra Tỉnh uỷ",
    "Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh",
    "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh",
    "Văn phòng Uỷ ban nhân dân tỉnh",
    "Sở Khoa học và Công nghệ",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Nông nghiệp và Môi trường",
    "Sở Giáo dục và Đào tạo",
    "Trung tâm Giám sát, điều hành thông minh tỉnh",
)


@dataclass(frozen=True)
class DemoPerson:
    """A person or a screen with a role in the demo."""

    role: Role
    full_name: str
    position: str = ""
    unit: str = ""
    seat: str = ""
    site: str = MAIN_SITE


# The connected site of the demo's operators.
OPERATED_SITE = connected_sites()[0]

STAFF = (
    DemoPerson(
        Role.CHAIR,
        "Đỗ Nguyễn Thượng Nghĩa",
        "Phó Bí thư Thường trực Tỉnh uỷ",
        f"Tỉnh uỷ {PROVINCE}",
        "CT-01",
    ),
    DemoPerson(
        Role.SECRETARY,
        "Lê Thị Phương Quyên",
        "Phó Chánh Văn phòng Tỉnh uỷ",
        "Văn phòng Tỉnh uỷ",
        "TK-01",
    ),
    DemoPerson(
        Role.PRESENTER,
        "Trần Hữu Khuê",
        "Trưởng Ban Tuyên giáo và Dân vận Tỉnh uỷ",
        "Ban Tuyên giáo và Dân vận Tỉnh uỷ",
        "BC-01",
    ),
    DemoPerson(
        Role.PRESENTER,
        "Phạm Thị Thuỳ Dương",
        "Giám đốc Sở Khoa học và Công nghệ",
        "Sở Khoa học và Công nghệ",
        "BC-02",
    ),
    DemoPerson(
        Role.PRESENTER,
        "K'Brếu Đăng Trường",
        "Bí thư Đảng uỷ xã Đăk Sơ Rông",
        "Đảng uỷ xã Đăk Sơ Rông",
        "BC-03",
    ),
    DemoPerson(Role.GUEST, "Nguyễn Thế Phong", "Phóng viên", "Báo Sơn Lâm", "KM-01"),
    DemoPerson(
        Role.GUEST,
        "Vũ Ngọc Ánh",
        "Chuyên gia tư vấn",
        "Viện Nghiên cứu Đô thị số",
        "KM-02",
    ),
    DemoPerson(
        Role.GUEST, "Hồ Quang Lượng", "Doanh nhân", "Hợp tác xã Chè Mây Ngàn", "KM-03"
    ),
    DemoPerson(Role.ENTRANCE, "Bàn đón tiếp số 1", "Tổ đón tiếp", "Văn phòng Tỉnh uỷ"),
    DemoPerson(Role.WALL, "Màn hình hội trường", "Màn hình", "Văn phòng Tỉnh uỷ"),
    DemoPerson(
        Role.SITE_LEAD,
        "K'Să Lơ Mu Thiên Hương",
        "Phó Bí thư Thường trực Đảng uỷ",
        unit_of(OPERATED_SITE),
        site=OPERATED_SITE,
    ),
    DemoPerson(
        Role.SITE_TECHNICIAN,
        "Bàn Phúc Tài",
        "Chuyên viên Văn phòng Đảng uỷ",
        unit_of(OPERATED_SITE),
        site=OPERATED_SITE,
    ),
)


def _pick(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), weights=list(weights.values()))[0]


def _name(chance: random.Random, index: int) -> str:
    if index % _LONG_EVERY == _LONG_EVERY - 1:
        return _LONG_NAMES[index // _LONG_EVERY % len(_LONG_NAMES)]
    if index % _HIGHLAND_EVERY == _HIGHLAND_EVERY - 1:
        return chance.choice(_HIGHLAND)
    women = chance.random() < 0.42  # noqa: PLR2004 as at a real conference
    middle = chance.choice(_MIDDLE_WOMEN if women else _MIDDLE_MEN)
    given = chance.choice(_GIVEN_WOMEN if women else _GIVEN_MEN)
    return f"{_pick(chance, _FAMILY_NAMES)} {middle} {given}"


def _seat(index: int) -> str:
    row, place = divmod(index, SEATS_IN_ROW)
    return f"{chr(ord('A') + row)}-{place + 1:02d}"


def delegates(count: int) -> list[DemoPerson]:
    """Return the first `count` delegates: 400 at the main site, then the others.

    Always the same people in the same order, so that a larger count only adds people.
    """
    chance = random.Random(_PEOPLE_SEED)  # noqa: S311 nothing secret: invented names
    sites = connected_sites()
    found = []
    for index in range(count):
        name, position = _name(chance, index), _pick(chance, _POSITIONS)
        main_unit = chance.choice(_MAIN_UNITS)
        if index < MAIN_SITE_DELEGATES:
            invited = index % INVITED_EVERY == INVITED_EVERY - 1
            role = Role.INVITED_DELEGATE if invited else Role.OFFICIAL_DELEGATE
            found.append(DemoPerson(role, name, position, main_unit, _seat(index)))
            continue
        place, site_index = divmod(index - MAIN_SITE_DELEGATES, len(sites))
        site = sites[site_index]
        found.append(
            DemoPerson(
                Role.OFFICIAL_DELEGATE,
                name,
                position,
                unit_of(site),
                f"{place + 1:02d}",
                site,
            )
        )
    return found
