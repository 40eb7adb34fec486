"""Every text that may be shown, as it stands in the source: of the program's own calls, of the rulebook, of the vocabulary.

`collected()` gives them by the file of a language's folder in which their translation belongs. A first argument of tr() or
trn() that is no literal is a text kept elsewhere: `indirect()` names these calls, and the walk through the window
(tests/scenes/test_translated.py) proves that what they are given was collected.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from string import Formatter

from desktop import app
from desktop.i18n import PLURALS
from desktop.services.words import SPOKEN, VOCABULARY, in_english
from desktop.settings import SETTINGS
from models import repositories, sqlite_file
from models.errors import StoreError

ROOT = Path(__file__).resolve().parents[2]
FILES = ("window.toml", "services.toml", "rules.toml", "exercises.toml")
"""Where translations stand, in this order of precedence: a text used in two places stands in the first."""

Plural = tuple[str, str]


@dataclass(frozen=True)
class Call:
    """One tr, trn or later: its literal texts (two of each for trn), or what it is given instead, as source."""

    where: str
    name: str
    texts: tuple[str, ...] = ()
    plurals: tuple[Plural, ...] = ()
    indirect: str = ""


@dataclass
class Texts:
    """Source texts and plurals of one file, each with the first place it was found in."""

    text: dict[str, str] = field(default_factory=dict)
    plural: dict[Plural, str] = field(default_factory=dict)


def calls_in(source: str, where: str) -> Iterator[Call]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in ("tr", "trn", "later"):
            continue
        line = f"{where}:{node.lineno}"
        first = list(_literals(node.args[0]))
        if name == "trn":
            second = list(_literals(node.args[1])) if len(node.args) > 1 else []
            pairs = tuple(zip(first, second, strict=True)) if first and len(first) == len(second) else ()
            yield Call(line, name, plurals=pairs, indirect="" if pairs else ast.unparse(node.args[0]))
        else:
            yield Call(line, name, tuple(first), indirect="" if first else ast.unparse(node.args[0]))


def _literals(node: ast.expr) -> Iterator[str]:
    """The text of a literal, or the texts of a choice between literals; nothing for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        branches = [list(_literals(branch)) for branch in (node.body, node.orelse)]
        if all(branches):
            yield from (text for branch in branches for text in branch)


@lru_cache(maxsize=1)
def calls() -> tuple[Call, ...]:
    """Every call in desktop/, in the order of the files."""
    found: list[Call] = []
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        found.extend(calls_in(path.read_text("utf-8"), path.relative_to(ROOT).as_posix()))
    return tuple(found)


def indirect() -> tuple[Call, ...]:
    return tuple(call for call in calls() if call.indirect)


def collected() -> dict[str, Texts]:
    """The texts by the file they are translated in (see FILES), each text in one file only."""
    found = {name: Texts() for name in FILES}
    for call in calls():
        texts = found["services.toml" if call.where.startswith("desktop/services/") else "window.toml"]
        _add(texts, call.texts, call.where)
        for plural in call.plurals:
            texts.plural.setdefault(plural, call.where)
    for setting in SETTINGS:
        _add(found["window.toml"], [setting.text], "desktop/settings.py")
    _add(found["services.toml"], store_texts(), "models")
    _add_rulebook(found)
    for name in FILES:
        for other in FILES[: FILES.index(name)]:
            for text in found[other].text.keys() & found[name].text.keys():
                del found[name].text[text]
            for plural in found[other].plural.keys() & found[name].plural.keys():
                del found[name].plural[plural]
    return found


def store_texts() -> Iterator[str]:
    """What the store and its folder say when something is wrong: first arguments of their errors, and the table by code."""
    kinds = {kind.__name__ for kind in _kinds(StoreError)} | {"Said", "UnusableFolder"}
    for path in [*sorted((ROOT / "models").rglob("*.py")), ROOT / "desktop" / "paths.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in kinds and node.args:
                yield from _literals(node.args[0])
    yield from (text for _, text in sqlite_file.BY_CODE.values())
    yield repositories.READER_SAYS


def _kinds(kind: type[StoreError]) -> Iterator[type[StoreError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _kinds(one)


def worded(text: str) -> bool:
    """Whether a text has words of its own, a sign that languages set off in their own way, or an order of words: '{load}' and
    '1-2' are the same in every language, '{name}: {why}' and '{load} {held}' are not."""
    literals = [literal for literal, *_ in Formatter().parse(text)]
    return " " in literals[1:] or any(letter.isalpha() or letter in ":;" for literal in literals for letter in literal)


def _add(texts: Texts, more: Iterable[str], where: str) -> None:
    for text in more:
        if worded(text):
            texts.text.setdefault(text, where)


def _add_rulebook(found: dict[str, Texts]) -> None:
    book = app.rulebook()
    for exercise in book.exercises.values():
        _add(
            found["exercises.toml"],
            [exercise.name, exercise.modification, exercise.ceiling_reason, *exercise.cues],
            exercise.slug,
        )
    for rule in book.rules.values():
        _add(found["rules.toml"], [rule.sentence, rule.next_step, rule.source], rule.id)
    _add(found["rules.toml"], SPOKEN.values(), "SPOKEN")
    for words in VOCABULARY:
        _add(found["rules.toml"], map(in_english, words), words.__name__)


def known() -> tuple[frozenset[str], frozenset[Plural]]:
    """All texts and all plurals."""
    files = collected().values()
    return (
        frozenset(text for texts in files for text in texts.text),
        frozenset(plural for texts in files for plural in texts.plural),
    )


def placeholders(text: str) -> set[tuple[str, str, str]]:
    """(name, format, conversion) of everything a text leaves to be filled in."""
    found = Formatter().parse(text)
    return {(name, spec or "", conversion or "") for _, name, spec, conversion in found if name is not None}


def forms(rule: str) -> int:
    """How many forms a plural rule chooses between."""
    return 1 + max(PLURALS[rule](count) for count in range(300))


@dataclass(frozen=True)
class Translation:
    """A language's folder as it stands: its rule for plurals, and every entry with the file it was found in."""

    language: str
    rule: str
    text: tuple[tuple[str, str, str], ...]
    plural: tuple[tuple[str, tuple[str, ...], str], ...]


def translation(language: str) -> Translation:
    rule, text, plural = "one", [], []
    for path in sorted((ROOT / "resources" / "i18n" / language).glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        rule = table.get("meta", {}).get("plural", rule)
        text += [(key, value, path.name) for key, value in table.get("text", {}).items()]
        plural += [(key, tuple(value), path.name) for key, value in table.get("plural", {}).items()]
    return Translation(language, rule, tuple(text), tuple(plural))
