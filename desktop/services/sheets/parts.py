"""What a sheet of paper says: plain texts in the order in which they are read. Whoever paints them decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Advice:
    """A heading and its sentences."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """What a reader needs once: how hard, what to write, what to do when it hurts, what always holds, when to get help."""

    advice: tuple[Advice, ...]
    urgent: Advice
    soon: Advice
    foot: str


@dataclass(frozen=True, slots=True)
class Task:
    """One exercise on the sheet. `mark` is its number ('2', '3a' where two are done in turns, '' in the warm-up), `columns` what
    to write down for a set: load ('' for body weight), amount and effort. `version` is how this athlete does it, `easier` what
    to do if that is too much; both may be ''. `whys` are sentences, the one that chose the exercise first."""

    mark: str
    name: str
    dose: str
    load: str
    bar: str
    effort: str
    rest: str
    pairing: str
    lead_in: str
    notes: tuple[str, ...]
    cues: tuple[str, ...]
    version: str
    easier: str
    whys: tuple[str, ...]
    sets: int
    columns: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """One session. `letter` and `title` name the template in words, `remarks` say what is special about it, `warm_up` what to do
    before the drills in `warm_up_tasks`. `file_name` has no folder and no ending."""

    who: str
    letter: str
    title: str
    phase: str
    on: date
    day: str
    place: str
    minutes: str
    remarks: tuple[str, ...]
    whys: tuple[str, ...]
    left_out: tuple[str, ...]
    warm_up: str
    warm_up_tasks: tuple[Task, ...]
    tasks: tuple[Task, ...]
    guide: Guide
    file_name: str


@dataclass(frozen=True, slots=True)
class DayBlock:
    """One day of the week: its short name, and what is on it, most important first (empty: nothing)."""

    name: str
    entries: tuple[str, ...]
    trains: bool = False


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """One week: its seven days and its sessions, in the order of their days."""

    who: str
    title: str
    phase: str
    remarks: tuple[str, ...]
    days: tuple[DayBlock, ...]
    sessions: tuple[SessionSheet, ...]
    left_out: tuple[str, ...]
    opens: tuple[str, ...]
    guide: Guide
    file_name: str
