"""What a language lacks, as TOML to be filled in, by file: python -m tests.i18n fr.

`--into FOLDER` writes it into files of FOLDER instead of printing it; `--unused` names what no text of the source asks for any more.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.i18n import texts


def lacking(language: str) -> dict[str, str]:
    """A skeleton for each file that lacks something: comments say where a text stands."""
    has = texts.translation(language)
    have, plurals = {key for key, _, _ in has.text}, {key for key, _, _ in has.plural}
    empty = ", ".join(['""'] * texts.forms(has.rule))
    found: dict[str, str] = {}
    for file, wanted in texts.collected().items():
        lines = _entries({json.dumps(t, ensure_ascii=False): w for t, w in wanted.text.items() if t not in have}, '""')
        keys = {"|".join(pair): where for pair, where in wanted.plural.items()}
        more = _entries(
            {json.dumps(key, ensure_ascii=False): where for key, where in keys.items() if key not in plurals},
            f"[{empty}]",
        )
        parts = ["[text]", *lines] if lines else []
        parts += ["", "[plural]", *more] if more else []
        if parts:
            found[file] = "\n".join(parts).strip() + "\n"
    return found


def _entries(keys: dict[str, str], value: str) -> list[str]:
    lines: list[str] = []
    before = ""
    for key, where in keys.items():
        place = where.partition(":")[0]
        if place != before:
            lines += ["", f"# {place}"] if lines else [f"# {place}"]
        before = place
        lines.append(f"{key} = {value}")
    return lines


def unused(language: str) -> list[str]:
    text, plural = texts.known()
    has = texts.translation(language)
    pairs = {"|".join(pair) for pair in plural}
    return [f"{file}: {key}" for key, _, file in has.text if key not in text] + [
        f"{file}: {key}" for key, _, file in has.plural if key not in pairs
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.i18n", description="What a language lacks.")
    parser.add_argument("language")
    parser.add_argument("--into", type=Path)
    parser.add_argument("--unused", action="store_true")
    asked = parser.parse_args()
    if asked.unused:
        print("\n".join(unused(asked.language)))
        return 0
    for file, skeleton in lacking(asked.language).items():
        if asked.into is None:
            print(f"# ---- {file}\n{skeleton}")
        else:
            asked.into.mkdir(parents=True, exist_ok=True)
            (asked.into / file).write_text(skeleton, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
