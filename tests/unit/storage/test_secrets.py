import hmac
import re

from kiosk.storage.secrets import hash_secret, new_secret

KEY = bytes(32)


def test_a_secret_has_128_random_bits_and_fits_in_an_address():
    secrets = {new_secret() for _ in range(200)}
    assert len(secrets) == 200
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", secret) for secret in secrets)


def test_the_same_secret_has_the_same_hash():
    assert hash_secret(KEY, "badge", "s") == hash_secret(KEY, "badge", "s")


def test_a_hash_is_bound_to_its_purpose_and_to_the_key():
    hashes = {
        hash_secret(KEY, "badge", "s"),
        hash_secret(KEY, "sign-in", "s"),
        hash_secret(bytes([1] * 32), "badge", "s"),
        hash_secret(KEY, "badge", "t"),
    }
    assert len(hashes) == 4


def test_purpose_and_secret_cannot_run_into_each_other():
    assert hash_secret(KEY, "ab", "c") != hash_secret(KEY, "a", "bc")


def test_the_hash_does_not_contain_the_secret():
    secret = new_secret()
    assert secret not in hash_secret(KEY, "badge", secret)


def test_hashes_stay_what_databases_hold_already():
    expected = hmac.new(KEY, b"badge\0s", "sha256").hexdigest()
    assert hash_secret(KEY, "badge", "s") == expected
