"""The words of the program in the language chosen: plain functions over a catalogue.

English is the source. resources/i18n/<language>/*.toml translate it: `[text]` maps the English text to the translation,
`[plural]` the pair "one|many" to the list of forms; `meta.toml` has `name`, `plural` (a rule of PLURALS) and `decimal`.
A placeholder is filled after translating: write tr("In {days} days", days=3), never tr(f"..."). A text that is kept in a
constant and translated where it is shown is marked with later("..."), so that the catalogues are found to lack it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from resources import FOLDER, table, tables

SOURCE: Final = "en"


def _slavic(count: int) -> int:
    if count % 10 == 1 and count % 100 != 11:
        return 0
    return 1 if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else 2


PLURALS: Final[Mapping[str, Callable[[int], int]]] = {
    "one": lambda count: 0 if count == 1 else 1,
    "zero-one": lambda count: 0 if abs(count) <= 1 else 1,
    "none": lambda _count: 0,
    "slavic": _slavic,
    "czech": lambda count: 0 if count == 1 else 1 if 2 <= count <= 4 else 2,
}


class Catalogue(NamedTuple):
    language: str
    name: str = "English"
    plural: str = "one"
    decimal: str = "."
    texts: Mapping[str, str] = MappingProxyType({})
    plurals: Mapping[str, tuple[str, ...]] = MappingProxyType({})


DAY_FIRST: Final = "dMy"


class _State:
    catalogue = Catalogue(SOURCE)
    day_order = DAY_FIRST


def languages() -> tuple[str, ...]:
    """Codes of the languages that can be chosen, the source first."""
    folder = FOLDER / "i18n"
    found = [entry.name for entry in folder.iterdir() if entry.is_dir()] if folder.is_dir() else []
    return (SOURCE, *sorted(code for code in found if code != SOURCE and not code.startswith(("_", "."))))


def read_catalogue(language: str) -> Catalogue:
    """The catalogue of a language, put together from the files of its folder; the empty source catalogue where there is none."""
    folder = FOLDER / "i18n" / language
    if language == SOURCE or not folder.is_dir():
        return Catalogue(SOURCE)
    texts: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    meta: dict[str, str] = {}
    for name in tables(folder):
        told = table(folder, name)
        meta |= told.get("meta", {})
        texts |= told.get("text", {})
        plurals |= {key: tuple(value) for key, value in told.get("plural", {}).items()}
    return Catalogue(
        language, meta.get("name", language), meta.get("plural", "one"), meta.get("decimal", "."), texts, plurals
    )


def name_of(language: str) -> str:
    """What a language calls itself. Its meta table alone is read: all its texts take longer than a page may."""
    if language == SOURCE:
        return Catalogue(SOURCE).name
    try:
        return str(table(FOLDER / "i18n" / language, "meta").get("meta", {}).get("name", language))
    except FileNotFoundError:
        return language


def use(language: str) -> Catalogue:
    """Puts a language in force ('fr', 'fr_CH' falls back to 'fr', anything unknown to English)."""
    _State.catalogue = read_catalogue(matching(language))
    return _State.catalogue


def matching(language: str) -> str:
    """The code of the language that `use(language)` puts in force."""
    known = languages()
    wide = language.replace("-", "_").partition("_")[0]
    return language if language in known else wide if wide in known else SOURCE


def use_catalogue(catalogue: Catalogue) -> None:
    _State.catalogue = catalogue


def language() -> str:
    return _State.catalogue.language


def use_day_order(order: str) -> None:
    """'dMy', 'Mdy' or 'yMd': how the reader's region writes a day. A window says so; without one the day comes first."""
    _State.day_order = order


def day_order() -> str:
    return _State.day_order


def later(text: str, /) -> str:
    """The text itself, marked to be translated: tr() is called where it is shown."""
    return text


def tr(text: str, /, **placeholders: object) -> str:
    """The text in the language in force, its {placeholders} filled."""
    found = _State.catalogue.texts.get(text, text)
    return found.format(**placeholders) if placeholders else found


def trn(one: str, many: str, count: int, /, **placeholders: object) -> str:
    """The one of two forms of a text that goes with `count`, which fills {n}, as "{n} session" and "{n} sessions" do."""
    forms = _State.catalogue.plurals.get(f"{one}|{many}")
    if forms is None:
        forms, rule = (one, many), PLURALS["one"]
    else:
        rule = PLURALS[_State.catalogue.plural]
    chosen = forms[min(rule(count), len(forms) - 1)]
    return chosen.format(n=count, **placeholders)


def in_a_row(parts: Iterable[str]) -> str:
    """Parts of a sentence one after the other, parted as the language does it: 'one; other'. '' for none."""
    joined = ""
    for part in parts:
        joined = tr("{one}; {other}", one=joined, other=part) if joined else part
    return joined


def number(value: float, decimals: int = 2) -> str:
    """A number inside a sentence, without needless zeros and with the decimal sign of the language: 22.5, 22,5 in French."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return ("0" if text == "-0" else text).replace(".", _State.catalogue.decimal)
