"""What charts are given to show: plain values, in the unit shown, with words that are asked for only when somebody reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

DISC, SQUARE, DIAMOND = "disc", "square", "diamond"
BAR, OUTLINE, PHASE, DELOAD, FLAG, HELD, HOLLOW = "bar", "outline", "phase", "deload", "flag", "held", "hollow"
NOWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class Band:
    """Days shaded behind the data, `start` up to `end` (not included) as ordinals; `tone` is a colour role."""

    start: float
    end: float
    tone: str
    name: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A race: its letter stands on the flag."""

    at: float
    letter: str
    name: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """`hollow`: it counts for less (work off plan)."""

    at: float
    value: float
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A line through points, oldest first, told from others by colour, mark and dashes."""

    name: str
    points: tuple[Point, ...]
    tone: str
    mark: str = DISC
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """One bar: `done` filled, `planned` an outline around it (None: nothing was planned)."""

    start: float
    done: float
    planned: float | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Part of a lane: from `start` up to `end`, as high as its `value` is of the lanes' highest. Without a value (`held`) it is
    hatched from top to bottom."""

    start: float
    end: float
    value: float
    held: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of blocks, oldest first, with its name at its side; `summary(start, end)` is said of what is in sight."""

    name: str
    blocks: tuple[Block, ...]
    tone: str
    summary: Callable[[float, float], str] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Something a pointer or the arrow keys stop at: `at` its middle, `say()` its words, the first line as a heading."""

    at: float
    say: Callable[[], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: what is drawn (see the constants above), in which tone, and its word."""

    kind: str
    tone: str
    word: str
    dashed: bool = False
