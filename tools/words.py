"""Check the words of the code: none of `words.txt`, and every class name once.

    python tools/words.py [FOLDER …]

Prints each finding as `file:line: word -> replacement`; the exit status is 1 if there
is one. Strings are not searched: they may hold what users or other programs write.
"""

import ast
import io
import re
import sys
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIST = ROOT / "tools/words.txt"
FOLDERS = ("kiosk", "static/js", "tests", "tools", "bench")
WORDS_OF_A_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# A comment, a string or a template literal of a script, or a name.
SCRIPT_TOKENS = re.compile(
    r"(?P<text>//[^\n]*|/\*.*?\*/)"
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"
    r"|(?P<name>[A-Za-z_$][\w$]*)",
    re.DOTALL,
)
# Methods of the standard library: the position in a file.
OF_THE_LIBRARY = {".tell"}
Banned = dict[str, str]
# Line number, whether it is a name, and the name or text.
Piece = tuple[int, bool, str]


def banned_words(lines: str) -> tuple[Banned, Banned]:
    """Return the replacement of each word: those of names, and those of texts."""
    names, texts = {}, {}
    for line in lines.splitlines():
        if line and not line.startswith("#"):
            scope, rest = line.split(maxsplit=1)
            word, replacement = re.split(r"\s{2,}", rest, maxsplit=1)
            names[word.lower()] = replacement
            if scope == "any":
                texts[word.lower()] = replacement
    return names, texts


def python_pieces(source: str) -> Iterator[Piece]:
    """Yield the names, comments and docstrings of Python code."""
    before = ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_searched = token.type in {tokenize.NAME, tokenize.COMMENT}
        if is_searched and before + token.string not in OF_THE_LIBRARY:
            yield token.start[0], token.type == tokenize.NAME, token.string
        before = token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            says = ast.get_docstring(node, clean=False)
            if says is not None:
                yield node.body[0].lineno, False, says


def script_pieces(source: str) -> Iterator[Piece]:
    """Yield the names and comments of a script."""
    for found in SCRIPT_TOKENS.finditer(source):
        if found.lastgroup:
            line = source.count("\n", 0, found.start()) + 1
            yield line, found.lastgroup == "name", found.group()


def findings(
    pieces: Iterator[Piece], names: Banned, texts: Banned
) -> Iterator[tuple[int, str]]:
    """Yield line number and `word -> replacement` of each banned word."""
    in_text = re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, texts))})(?![\w-])", re.IGNORECASE
    )
    for line, is_name, piece in pieces:
        if is_name:
            # The name of a test is a sentence.
            banned = texts if piece.startswith(("test_", "Test")) else names
            for word in WORDS_OF_A_NAME.findall(piece):
                if word.lower() in banned:
                    yield line, f"{piece}: {word} -> {banned[word.lower()]}"
        else:
            for found in in_text.finditer(re.sub(r"\s+", " ", piece)):
                word = found.group()
                before = piece[: piece.find(word.split()[0])]
                yield line + before.count("\n"), f"{word} -> {texts[word.lower()]}"


def repeated_classes(sources: dict[Path, str]) -> dict[str, list[Path]]:
    """Return the files of each class name that is declared more than once."""
    declared = defaultdict(list)
    for path, source in sources.items():
        for name in re.findall(r"^class (\w+)", source, re.MULTILINE):
            declared[name].append(path)
    return {name: paths for name, paths in declared.items() if len(paths) > 1}


def check(folders: list[str]) -> list[str]:
    """Return one line for each finding below `folders`."""
    names, texts = banned_words(LIST.read_text("utf-8"))
    found = []
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            reads = {".py": python_pieces, ".js": script_pieces, ".mjs": script_pieces}
            if path.suffix not in reads or "versions" in path.parts:
                continue
            where = path.relative_to(ROOT)
            pieces = [
                (0, True, path.stem),
                *reads[path.suffix](path.read_text("utf-8")),
            ]
            found += [
                f"{where}:{line}: {says}"
                for line, says in findings(iter(pieces), names, texts)
            ]
    sources = {
        path.relative_to(ROOT): path.read_text("utf-8")
        for path in sorted((ROOT / "kiosk").rglob("*.py"))
    }
    found += [
        f"{paths[0]}: class {name} is also in {', '.join(map(str, paths[1:]))}"
        for name, paths in repeated_classes(sources).items()
    ]
    return found


def main() -> int:
    """Print the findings and their number by folder; return the exit status."""
    found = check(sys.argv[1:] or list(FOLDERS))
    print("\n".join(found))
    folders = Counter("/".join(line.split(":")[0].split("/")[:2]) for line in found)
    for folder, count in sorted(folders.items()):
        print(f"{count:5}  {folder}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
