"""The demo's 145 sites: one main, 144 connected, in an invented province."""

from itertools import product

PROVINCE = "Sơn Lâm"
MAIN_SITE = "Điểm cầu chính – Trung tâm Hội nghị tỉnh"

_BODIES = (
    "Đảng bộ các cơ quan Đảng tỉnh",
    "Đảng bộ Uỷ ban nhân dân tỉnh",
    "Đảng bộ Công an tỉnh",
    "Đảng bộ Quân sự tỉnh",
    "Đảng bộ Trường Đại học Sơn Lâm",
    "Đảng bộ Bệnh viện Đa khoa tỉnh Sơn Lâm",
    "Đảng bộ các khu công nghiệp tỉnh Sơn Lâm",
    "Đảng bộ Bộ đội Biên phòng tỉnh",
)
_WARDS = (
    "Sơn Lâm",
    "Trường Xuân",
    "Tân Phú Thạnh",
    "Bắc Hồ",
    "Đông Hồ",
    "Nam Hồ",
    "Cầu Gỗ Lim",
    "Thông Reo",
    "Vạn Xuân Đông",
    "Vạn Xuân Tây",
    "Lộc An Thượng",
    "Quang Trung Sơn",
    "Mai Lĩnh",
    "Hoà Thắng",
    "An Khê Thượng",
    "Bình Sơn Hạ",
    "Phước Long Hồ",
)
_HIGHLAND_COMMUNES = (
    "Đăk Sơ Rông",
    "Ea Pơ Lang",
    "Ia Mơ Nưng",
    "Đạ Kơ Nàng",
    "K'Rong Blăng",
    "Đạ Lơ Mun",
    "Lũng Cẩm Sơn",
    "Chư Prăng Hạ",
)
_COMMUNE_FIRST_WORDS = (
    "An",
    "Bình",
    "Đông",
    "Hoà",
    "Phú",
    "Tân",
    "Thanh",
    "Vĩnh",
    "Xuân",
    "Mỹ",
)
_COMMUNE_SECOND_WORDS = (
    "Lâm",
    "Khê",
    "Nghĩa",
    "Lộc",
    "Thuỷ",
    "Quế",
    "Trạch",
    "Điền",
    "Thượng",
    "Cốc",
    "Lĩnh",
)


def _communes() -> list[str]:
    # Reordered so that neighbours have different names.
    pairs = list(product(_COMMUNE_FIRST_WORDS, _COMMUNE_SECOND_WORDS))
    return [f"{first} {second}" for first, second in (*pairs[::3], *pairs[1::3])] + [
        f"{first} {second}" for first, second in pairs[2::3]
    ]


def connected_sites() -> list[str]:
    """Return the names of the 144 connected sites."""
    communes = [*_communes(), *_HIGHLAND_COMMUNES]
    return [
        *(f"Điểm cầu {body}" for body in _BODIES),
        *(f"Điểm cầu phường {name}" for name in _WARDS),
        *(f"Điểm cầu xã {name}" for name in communes),
        "Điểm cầu đặc khu Hòn Sơn Ca",
    ]


def unit_of(site: str) -> str:
    """Return the party unit at a connected site."""
    name = site.removeprefix("Điểm cầu ")
    return name if name.startswith("Đảng bộ") else f"Đảng uỷ {name}"
