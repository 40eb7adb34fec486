"""What the program proves of itself without a window: rules, worked cases, old stores, files it brings, what it writes and reads."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import count
from pathlib import Path
from typing import Any

from desktop import i18n
from desktop.services.access import pins
from desktop.services.backups import restore_file
from desktop.services.help import LINK, PAGES, PICTURE, TOPICS, Help, written
from desktop.services.sample import fill
from desktop.services.sample_squad import texts
from desktop.shell.actions import ACTIONS
from desktop.shell.help.reader import picture
from desktop.shell.palette.entries import PAGES as PALETTE_PAGES
from desktop.shell.palette.entries import Entry
from desktop.shell.palette.ranking import Ranking
from models import dumps
from models.migrations import SCHEMA_VERSION
from rules import cases
from rules.proof import rule_count, silent_rules

Opened = Callable[[Path], Any]
"""The services over the store of a folder, which is made where there is none."""


class Broken(Exception):
    """A check did not hold."""


def squad(services: Any) -> str:
    fill(services, texts())
    return f"athletes: {len(services.athletes.roster())}"


def sound(services: Any) -> str:
    for finding in services.backups.doctor():
        if not finding.ok:
            raise Broken(f"{finding.name}: {finding.text}")
    return f"sound, athletes: {len(services.athletes.roster())}"


def put_back(services: Any, opened: Opened, folder: Path) -> str:
    """A backup, put back elsewhere, holds the same."""
    file = services.backups.backup(folder)
    restore_file(file, folder / services.store.path.name)
    again = opened(folder)
    try:
        if again.athletes.roster() != services.athletes.roster():
            raise Broken("what was put back is not what was kept")
        return f"{sound(again)}, put back"
    finally:
        again.close()


def rules(services: Any) -> str:
    silent = silent_rules(services.rulebook)
    if silent:
        raise Broken(f"did not fire: {', '.join(silent)}")
    return f"{rule_count(services.rulebook)} fired, {len(services.rulebook.rules)} with a sentence and a source"


def worked_cases(file: Traversable, rulebook: Any) -> str:
    results = list(cases.run({file.name: file.read_text("utf-8")}, rulebook))
    wrong = [str(result) for result in results if not result.ok]
    if wrong or not results:
        raise Broken(wrong[0] if wrong else "there are none")
    return f"{len(results)} decided as they should be"


def case_files() -> list[Traversable]:
    found = [file for file in (files("resources") / "cases").iterdir() if file.name.endswith(".toml")]
    if not found:
        raise Broken("no worked cases came with the program")
    return sorted(found, key=lambda file: file.name)


def schema(number: int, name: str, opened: Opened, folder: Path) -> str:
    """A store of that version, made from its dump, opens and is as sound as one of today."""
    dump = files("resources") / "schemas" / f"schema_{number:04}.sql"
    if not dump.is_file():
        raise Broken(f"{dump.name} did not come with the program")
    folder.mkdir()
    dumps.write(dump.read_text("utf-8"), folder / name)
    services = opened(folder)
    try:
        roster = services.athletes.roster()
        if not roster or not any(services.store.sessions.of(athlete.id) for athlete in roster):
            raise Broken("nobody and nothing is in it any more")
        if number < SCHEMA_VERSION and not services.backups.backups():
            raise Broken("it was brought up to date without a backup")
        return sound(services)
    finally:
        services.close()


def every_resource() -> str:
    counter = count()
    for file in _walk(files("resources")):
        data = file.read_bytes()
        if not data:
            raise Broken(f"{file.name} is empty")
        if file.name.endswith((".toml", ".json", ".md", ".sql", ".qss", ".txt")):
            _read_text(file.name, data)
        next(counter)
    number = next(counter)
    if not number:
        raise Broken("there are none")
    return f"{number} read"


def _read_text(name: str, data: bytes) -> None:
    try:
        text = data.decode("utf-8")
        if name.endswith(".toml"):
            tomllib.loads(text)
        if name.endswith(".json"):
            json.loads(text)
    except ValueError as wrong:  # both of them are
        raise Broken(f"{name}: {wrong}") from wrong


def _walk(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from () if entry.name == "packaging" else _walk(entry)  # of a source tree, no part of the program
        elif not entry.name.endswith((".py", ".pyc")):
            yield entry


def palette() -> str:
    names = ("Squad", "Season", "Settings")
    ranking = Ranking(Entry(name, PALETTE_PAGES, name, lambda: None) for name in names)
    found = ranking.best("sesaon", {})
    if not found or found[0][1].title != "Season":
        raise Broken("what is mistyped is not found")
    return "finds what is mistyped"


def pin() -> str:
    kept = pins.hashed("482915")
    if not pins.fits(kept, "482915") or pins.fits(kept, "482916"):
        raise Broken("tells right from wrong no more")
    return "kept as a hash"


def help_in(code: str, services: Any) -> str:
    """Every topic with its numbers filled in; its links lead somewhere, its pictures are there. `code` must be in force."""
    texts = Help(lambda: services.rulebook, {spec.id: spec.shortcut for spec in ACTIONS})
    links = pictures = 0
    for topic_id in TOPICS:
        written(topic_id, code)  # in this very language, not in the source's for want of it
        for block in texts.topic(topic_id).blocks:
            for link in LINK.finditer(block.text):
                kind, _, where = link[2].partition(":")
                if where not in {"topic": TOPICS, "page": PAGES}.get(kind, ()):
                    raise Broken(f"{topic_id}: {link[2]} leads nowhere")
                links += 1
            if block.kind == PICTURE:
                if picture(block.file).isNull():
                    raise Broken(f"{topic_id}: {block.file} is no picture")
                pictures += 1
    return f"{len(TOPICS)} topics, {links} links, {pictures} pictures"


def texts_of(code: str) -> str:
    found = len(i18n.read_catalogue(code).texts)
    if not found:
        raise Broken("there are none")
    return f"{found} translated"


def csv(services: Any, opened: Opened, folder: Path) -> str:
    """What is exported, read into an empty store and exported again is the same, byte by byte."""
    folder.mkdir()
    first, second = folder / "sessions.csv", folder / "again.csv"
    written_sets = services.exports.write(first)
    other = opened(folder)
    try:
        plan = other.imports.plan(first)
        if plan.refused:
            raise Broken(f"line {plan.refused[0][0]}: {plan.refused[0][1]}")
        other.imports.apply(plan)
        other.exports.write(second)
    finally:
        other.close()
    if not written_sets or first.read_bytes() != second.read_bytes():
        raise Broken("what came back is not what was written")
    return f"{written_sets} sets written, read and written the same"
