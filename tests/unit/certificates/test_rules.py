"""Names of certificates, coverage and validity."""

import datetime as dt
import ipaddress

import pytest

from kiosk.certificates.rules import (
    BACKDATE,
    LOOPBACK,
    PRIVATE_NETWORKS,
    RENEW_DAYS,
    ROOT_DAYS,
    SERVER_DAYS,
    CertificateError,
    HostNames,
    as_address,
    days_left,
    is_covered,
    outside,
    read_names,
)

ADDRESS = ipaddress.ip_address("192.168.1.10")
V6 = ipaddress.ip_address("fe80::1")
NAMES = HostNames(("hop.tinh.vn", "*.xa.vn"), (ADDRESS, V6))
NOW = dt.datetime(2026, 11, 27, 1, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def test_lives_and_limits():
    assert (ROOT_DAYS, SERVER_DAYS, RENEW_DAYS) == (3650, 800, 30)
    assert BACKDATE == DAY
    assert LOOPBACK == ("localhost", "127.0.0.1")


@pytest.mark.parametrize(
    "address",
    ["10.1.2.3", "172.16.0.1", "172.31.255.1", "192.168.0.1", "127.0.0.1",
     "169.254.1.1", "100.64.0.1", "fd00::1", "fe80::1", "::1"],
)  # fmt: skip
def test_these_addresses_are_private(address):
    assert any(ipaddress.ip_address(address) in network for network in PRIVATE_NETWORKS)


@pytest.mark.parametrize("address", ["11.0.0.1", "172.32.0.1", "8.8.8.8", "2001::1"])
def test_others_are_not(address):
    assert not any(
        ipaddress.ip_address(address) in network for network in PRIVATE_NETWORKS
    )


def test_addresses_are_read_with_and_without_brackets():
    assert as_address("192.168.1.10") == ADDRESS
    assert as_address("[fe80::1]") == as_address("fe80::1") == V6
    assert as_address("hop.tinh.vn") is None


def test_names_are_sorted_out_tidied_and_kept_once():
    typed = [" HOP.tinh.vn. ", "192.168.1.10", "hop.tinh.vn", "[fe80::1]", "a"]
    names = read_names([*typed, "192.168.1.10"])
    assert names == HostNames(("hop.tinh.vn", "a"), (ADDRESS, V6))
    assert str(names) == "hop.tinh.vn, a, 192.168.1.10, fe80::1"


@pytest.mark.parametrize(
    "wrong", ["", "a_b", "-a.vn", "a..b", "1.2.3", "a" * 64, ".a" * 127, "hop tinh"]
)
def test_what_is_neither_a_name_nor_an_address_is_refused(wrong):
    with pytest.raises(CertificateError, match="không phải tên máy") as refusal:
        read_names(["hop.tinh.vn", wrong])
    assert repr(wrong.strip()) in str(refusal.value)


@pytest.mark.parametrize(
    ("left", "days"), [(DAY, 1), (2 * DAY - DAY / 24, 1), (DAY / 2, 0), (-DAY / 24, -1)]
)
def test_whole_days_are_counted(left, days):
    assert days_left(NOW + left, NOW) == days


@pytest.mark.parametrize(
    ("names", "first_outside"),
    [
        (HostNames(("tinh.vn", "hop.tinh.vn"), (ADDRESS,)), ""),
        (HostNames(("hop.tinh.vn", "xtinh.vn"), ()), "xtinh.vn"),
        (HostNames(("vn",), ()), "vn"),
        (HostNames((), (ADDRESS, ipaddress.ip_address("8.8.8.8"))), "8.8.8.8"),
        (HostNames((), ()), ""),
    ],
)
def test_a_root_speaks_for_its_names_and_networks_only(names, first_outside):
    permitted = HostNames(("xa.vn", "tinh.vn"), ())
    assert outside(names, permitted, PRIVATE_NETWORKS) == first_outside


@pytest.mark.parametrize(
    ("wanted", "covered"),
    [
        ("hop.tinh.vn", True),
        ("HOP.tinh.vn.", True),
        ("a.xa.vn", True),
        ("a.b.xa.vn", False),
        ("xa.vn", False),
        ("tinh.vn", False),
        ("*", False),
        ("", False),
        ("192.168.1.10", True),
        ("[fe80::1]", True),
        ("192.168.1.11", False),
    ],
)
def test_a_browser_accepts_its_names_and_one_label_for_a_star(wanted, covered):
    assert is_covered(wanted, NAMES) is covered


def test_a_star_alone_covers_no_single_label():
    assert not is_covered("a", HostNames(("*.",), ()))
