"""A plain reading of the PDFs that Qt writes: pages, their sizes, the fonts inside and the text, glyph by glyph."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page: its size in points and its text, with every run of white space as one blank."""

    width: float
    height: float
    text: str


@dataclass(frozen=True)
class Pdf:
    pages: tuple[Page, ...]
    fonts: frozenset[str]
    embedded: int
    """How many of the fonts are inside the file."""


def read(data: bytes) -> Pdf:
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    objects = {int(m[1]): m[2] for m in re.finditer(rb"(\d+) 0 obj\s(.*?)endobj", data, re.DOTALL)}
    fonts = {n: body for n, body in objects.items() if b"/Subtype /Type0" in body}
    letters = {n: _letters(_stream(objects, _ref(body, b"ToUnicode"))) for n, body in fonts.items()}
    pages = [
        _page(objects, body, letters) for _, body in sorted(objects.items()) if re.search(rb"/Type /Page\b(?!s)", body)
    ]
    names = frozenset(_found(rb"/BaseFont /(\S+)", body).decode() for body in fonts.values())
    return Pdf(tuple(pages), names, sum(b"/FontFile" in body for body in objects.values()))


def plain(text: str) -> str:
    """Text as `Page.text` has it."""
    return " ".join(text.split())


def _page(objects: dict[int, bytes], body: bytes, letters: dict[int, dict[str, str]]) -> Page:
    box = [float(number) for number in _found(rb"/MediaBox \[([^\]]*)\]", body).split()]
    resources = objects[_ref(body, b"Resources")]
    named = {m[1].decode(): int(m[2]) for m in re.finditer(rb"/(F\d+) (\d+) 0 R", resources)}
    content = _stream(objects, _ref(body, b"Contents"))
    pieces: list[str] = []
    for block in re.findall(rb"BT\n(.*?)\nET", content, re.DOTALL):
        font = letters[named[_found(rb"/(F\d+) ", block).decode()]]
        pieces.append(
            "".join(
                font.get(code, "?") for run in re.findall(rb"<([0-9A-F]+)> Tj", block) for code in _codes(run.decode())
            )
        )
    return Page(box[2] - box[0], box[3] - box[1], plain(" ".join(pieces)))


def _codes(run: str) -> list[str]:
    return [run[start : start + 4] for start in range(0, len(run), 4)]


def _letters(cmap: bytes) -> dict[str, str]:
    """Glyph codes to letters; the blank is written as the tab, with which it shares a glyph."""
    found: dict[str, str] = {}
    for first, _last, many in re.findall(r"<(\w{4})> <(\w{4})> \[([^\]]*)\]", cmap.decode("latin-1")):
        for offset, code in enumerate(re.findall(r"<(\w+)>", many)):
            found[f"{int(first, 16) + offset:04X}"] = bytes.fromhex(code).decode("utf-16-be")
    return found


def _ref(body: bytes, key: bytes) -> int:
    return int(_found(rb"/" + key + rb" (\d+) 0 R", body))


def _stream(objects: dict[int, bytes], number: int) -> bytes:
    body = objects[number]
    raw = _found(rb"stream\r?\n(.*?)\r?\nendstream", body)
    return zlib.decompress(raw) if b"/FlateDecode" in body else raw


def _found(pattern: bytes, body: bytes) -> bytes:
    match = re.search(pattern, body, re.DOTALL)
    assert match is not None, f"no {pattern!r} in the PDF"
    return match[1]
