"""Change one byte of an exported archive, in each kind of evidence.

Each function receives the files by path and returns them changed, with the words that
the verifier must name.
"""

import json
import re


def changed_line(files, path, number, old, new):
    """Replace `old` in a line, counted from 1, by `new` of the same length."""
    lines = files[path].splitlines(keepends=True)
    assert old in lines[number - 1]
    assert len(old) == len(new)
    lines[number - 1] = lines[number - 1].replace(old, new, 1)
    return files | {path: b"".join(lines)}


def change_named_ballot(files):
    path = next(
        name
        for name in sorted(files)
        if re.fullmatch(r"results/vote-\d+\.json", name)
        and not json.loads(files[name])["vote"]["is_secret"]
    )
    text = files[path]
    place = text.index(b'"choices"')
    at = text.index(b'": 1', place) - 1
    # The answer that was chosen, in its last digit.
    other = b"2" if text[at : at + 1] != b"2" else b"3"
    return files | {path: text[:at] + other + text[at + 1 :]}, path


def change_secret_ballot(files):
    path = next(
        name
        for name in sorted(files)
        if re.fullmatch(r"results/vote-\d+\.json", name)
        and json.loads(files[name])["vote"]["is_secret"]
    )
    text = files[path]
    at = text.index(b'": 1', text.index(b'"choices"')) - 1
    other = b"5" if text[at : at + 1] != b"5" else b"4"
    return files | {path: text[:at] + other + text[at + 1 :]}, path


def change_journal(files):
    path = "journal/journal.jsonl"
    actor = re.compile(rb'"actor":"([^"]+)"')
    found = actor.search(files[path].splitlines()[4]).group(1)
    return changed_line(files, path, 5, found, b"X" + found[1:]), "dòng 5"


def change_document(files):
    path = next(name for name in sorted(files) if re.match(r"documents/\d+-", name))
    data = bytearray(files[path])
    data[3] ^= 1
    return files | {path: bytes(data)}, path


def change_access_line(files):
    path = "access_log/access.jsonl"
    shown = re.compile(rb'"address":"[0-9.]*([0-9])"')
    number, found = next(
        (at, one)
        for at, line in enumerate(files[path].splitlines(), 1)
        if (one := shown.search(line))
    )
    other = b"8" if found[1] != b"8" else b"9"
    return changed_line(
        files, path, number, found[0], found[0][:-2] + other + b'"'
    ), path


CHANGES = [
    change_named_ballot,
    change_secret_ballot,
    change_journal,
    change_document,
    change_access_line,
]
