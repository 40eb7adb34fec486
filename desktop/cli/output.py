"""What the command line prints: lines that cannot hurt a terminal, and JSON that reads the same everywhere."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from typing import Any

# Control characters could move the cursor or recolour the terminal; direction marks could make a name read as another one.
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_HARMFUL_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def safe(text: object) -> str:
    """The text with control characters and direction marks written as escapes."""
    return _HARMFUL.sub(lambda found: _escape(found.group()), str(text))


def _escape(character: str) -> str:
    code = ord(character)
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(code) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def say(*parts: object) -> None:
    """One line on standard output."""
    print(safe(" ".join(str(part) for part in parts)))


def complain(text: object) -> None:
    """One line on standard error."""
    print(f"switchback: {safe(text)}", file=sys.stderr)


def show_json(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    print(_HARMFUL_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text))


def table(rows: Sequence[Sequence[object]]) -> None:
    """Columns padded to their widest cell; the last one is left ragged."""
    cells = [[safe(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))] if cells else []
    for row in cells:
        padded = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        print("  ".join([*padded, row[-1]]).rstrip())
