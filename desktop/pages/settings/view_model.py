"""Settings in words: the choices, sizes, what a restore does, what the program is and does not claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from desktop import i18n
from desktop.i18n import later, tr
from desktop.qt import fmt
from desktop.settings import TEXT_SIZE

# Marked for translation here, translated when shown.
_CHECKS: Final = {
    "integrity": later("The file"),
    "references": later("Nothing without its owner"),
    "version": later("The format"),
    "schema": later("The tables"),
    "entries": later("Exercises of sessions"),
    "latest days": later("Last days of exercises"),
    "plans": later("Versions of plans"),
}
_LICENCES: Final = (
    ("Switchback", "MIT"),
    ("Python", "PSF-2.0"),
    ("Qt, PySide6", "LGPL-3.0"),
    ("durable_rules", "MIT"),
    ("Peewee", "MIT"),
    ("SQLite", ""),
    ("Inter", "OFL-1.1"),
)


Choices = tuple[tuple[str, str], ...]
"""(value, text) of what a setting may be."""


def language_choices() -> Choices:
    """(code, name) of the languages whose texts are there; '' follows the computer."""
    named = tuple((code, i18n.name_of(code)) for code in i18n.languages())
    return (("", tr("As the computer")), *named)


def theme_choices() -> Choices:
    return (("system", tr("As the computer")), ("light", tr("Light")), ("dark", tr("Dark")))


def text_choices() -> Choices:
    return tuple((share, fmt.percent(int(share) / 100)) for share in TEXT_SIZE.choices)


def motion_choices() -> Choices:
    return (("system", tr("As the computer")), ("none", tr("Nothing moves by itself")))


def unit_choices() -> Choices:
    return (("kg", tr("Kilograms (kg)")), ("lb", tr("Pounds (lb)")))


def effort_choices() -> Choices:
    return (("rpe", tr("RPE, effort from 0 to 10")), ("rir", tr("RIR, repetitions in reserve")))


def sound_choices() -> Choices:
    return (("off", tr("Silent")), ("on", tr("Beep")))


def size(count: int) -> str:
    """Bytes as a reader takes them: 48 kB, 512.3 MB, 2 GB."""
    if count < 1_000_000:
        return tr("{size} kB", size=fmt.number(max(1, round(count / 1000)) if count else 0, 0))
    if count < 1_000_000_000:
        return tr("{size} MB", size=fmt.number(count / 1_000_000, 1))
    return tr("{size} GB", size=fmt.number(count / 1_000_000_000, 1))


def moment(at: datetime) -> str:
    """Fri 9 Oct 2026, 14:05"""
    return f"{fmt.day(at.date())}, {at:%H:%M}"


@dataclass(frozen=True)
class BackupRow:
    """One backup as the list shows it."""

    file: Path
    made: datetime
    size: int

    @property
    def when(self) -> str:
        return moment(self.made)


def check_line(finding: Any) -> tuple[bool, str]:
    """(well, words) of one check of the store."""
    name = tr(_CHECKS[finding.name]) if finding.name in _CHECKS else finding.name
    return finding.ok, tr("{name}: {text}", name=name, text=tr(finding.said.text, **finding.said.facts))


def restore_words(when: str, name: str = "") -> str:
    """What putting back a backup means: the one made `when`, or a file from elsewhere by its `name`."""
    if name:
        return tr(
            "Everything in the store is replaced by the backup {name}: athletes, races, sessions and settings. "
            "The present store is kept beside it as a file of its own, so nothing is lost. "
            "Undo starts anew after this.",
            name=name,
        )
    return tr(
        "Everything in the store is replaced by the backup of {when}: athletes, races, sessions and settings. "
        "The present store is kept beside it as a file of its own, so nothing is lost. "
        "Undo starts anew after this.",
        when=when,
    )


def licences() -> str:
    """Each with its part, never torn at the end of a line."""
    said = (tr("{name}: {text}", name=name, text=licence or tr("public domain")) for name, licence in _LICENCES)
    return "   ".join(one.replace(" ", "\u00a0") for one in said)


def claims() -> tuple[str, ...]:
    """What the program is not, a sentence each."""
    return (
        tr(
            "Switchback may help a coach to plan. It does not prevent injury, and it does not diagnose, treat or rehabilitate."
        ),
        tr("No score here clears anybody to train, and no race time is promised."),
        tr("It does not replace a coach, a physiotherapist or a doctor."),
        tr("Numbers marked as our default are ours, not science; studies of level running stand behind many others."),
        tr(
            "Stop and seek urgent help for chest pain, collapse, one-sided weakness or severe breathlessness; for back pain with "
            "numbness between the legs; after an ultra for dark urine with severe muscle pain; after a fall on the head for "
            "headache, vomiting or confusion; for a hot swollen calf."
        ),
        tr(
            "See a professional soon for pain of 6 or more, pain at night or at rest, focal bone pain, a joint that locks, gives "
            "way or swells, numbness, or pain of 3 or more for longer than 14 days."
        ),
    )
