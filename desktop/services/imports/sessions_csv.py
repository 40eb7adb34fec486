"""Our own sessions.csv read back: looked through first, then applied in one transaction.

A session is taken whole or not at all: one bad row leaves out its session, names the line, and keeps every other session.
Reading the same file twice changes nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from desktop.i18n import in_a_row, tr, trn
from desktop.services.csv_cells import HEADER, NO, YES, NotANumber, number, plain_text, session_meaning, whole_number
from desktop.services.desk import Desk
from desktop.services.outcome import MANY_SETS, Cancelled, Progress, Receipt, Refused, Topic
from desktop.services.training import Training
from models import records
from models.records import Session, SetRecord
from rules.vocabulary import LoadType, Phase, Side, Unit

if TYPE_CHECKING:
    from models.store import Store

TOPICS = frozenset({Topic.EVERYTHING})
_STEP = 2_000


@dataclass(frozen=True)
class ImportPlan:
    """What applying a file would do. `refused` holds (line, words); `changed` and `added` are ready to be saved."""

    path: Path
    athletes: tuple[records.Athlete, ...] = ()
    added: tuple[Session, ...] = ()
    changed: tuple[Session, ...] = ()
    skipped: int = 0
    refused: tuple[tuple[int, str], ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.athletes or self.added or self.changed)


@dataclass(frozen=True)
class Written:
    """What an import found when it was saved: the athletes it made, and the sessions it changed as they were before."""

    newcomers: tuple[records.Athlete, ...] = ()
    before: tuple[Session, ...] = ()


class _Reader(Protocol):
    """What `csv.reader` makes: rows of cells, and how many lines of the file were read so far."""

    @property
    def line_num(self) -> int: ...
    def __next__(self) -> list[str]: ...


@dataclass(slots=True)
class _Line:
    """One row of the file by column, where it begins, and what is wrong with it as a row ('' if nothing)."""

    number: int
    cells: dict[str, str]
    trouble: str = ""


@dataclass(slots=True)
class _Row:
    """One line of the file: the cells that describe its session, and its set (position is given later)."""

    line: int
    head: tuple[str, str, str, str, str]
    done: SetRecord


class _RefusedLine(Refused):
    """What one line of the file was refused for."""

    def __init__(self, line: int, refusal: Refused) -> None:
        super().__init__(refusal.field, refusal.message)
        self.line = line


@dataclass(slots=True)
class _Gathered:
    rows: list[_Row] = field(default_factory=list[_Row])
    bad: bool = False


class SessionsCsvReader:
    name = "sessions.csv"

    def __init__(self, desk: Desk, training: Training) -> None:
        self._desk = desk
        self._training = training

    # --- looking through the file

    def plan(self, path: Path, progress: Progress | None = None) -> ImportPlan:
        """Read the file and compare it with the store; nothing is changed.

        Raises Refused when the file cannot be read at all (missing, not UTF-8, another header) and Cancelled.
        """
        refused: list[tuple[int, str]] = []
        gathered = self._gather(path, refused, progress)
        added: list[Session] = []
        changed: list[Session] = []
        athletes: dict[str, records.Athlete] = {}
        skipped = 0
        known = _Known(self._desk)
        for session_id, group in gathered.items():
            if group.bad:
                continue
            first = group.rows[0]
            try:
                session, newcomer = self._session(session_id, group, known)
            except Refused as refusal:
                line = refusal.line if isinstance(refusal, _RefusedLine) else first.line
                refused.append((line, _left_out(refusal)))
                continue
            before = known.session(session.athlete_id, session_id)
            if newcomer is not None:
                athletes.setdefault(newcomer.id, newcomer)
            if before is None:
                added.append(session)
            elif carried(before) == carried(session):
                skipped += 1
            else:
                changed.append(onto(before, session))
        refused.sort()
        return ImportPlan(path, tuple(athletes.values()), tuple(added), tuple(changed), skipped, tuple(refused))

    def _gather(self, path: Path, refused: list[tuple[int, str]], progress: Progress | None) -> dict[str, _Gathered]:
        """The rows by session. A row that cannot be read takes out the session it names; one that names none those beside it."""
        gathered: dict[str, _Gathered] = {}
        before = _Gathered()
        unreadable = False
        for count, line in enumerate(read_lines(path), 1):
            if progress is not None and count % _STEP == 0 and not progress(count, 0):
                raise Cancelled
            session_id = plain_text(line.cells.get("session_id", "")).strip()
            if not is_id(session_id):
                trouble = line.trouble or tr("session_id: '{text}' is not a session's id.", text=session_id)
                refused.append((line.number, tr("{trouble} The sessions beside it are left out.", trouble=trouble)))
                before.bad = unreadable = True
                continue
            group = gathered.setdefault(session_id, _Gathered())
            group.bad, unreadable, before = group.bad or unreadable, False, group
            try:
                if line.trouble:
                    raise Refused("row", line.trouble)
                row = parse_row(line.number, line.cells)
                if group.rows and group.rows[0].head == row.head:
                    row.head = group.rows[
                        0
                    ].head  # one object for all rows of a session: a big file stays small in memory
                group.rows.append(row)
            except Refused as refusal:
                group.bad = True
                refused.append((line.number, _left_out(refusal)))
        return gathered

    def _session(self, session_id: str, group: _Gathered, known: _Known) -> tuple[Session, records.Athlete | None]:
        first = group.rows[0]
        for row in group.rows[1:]:
            if row.head != first.head:
                said = tr(
                    "Line {line} disagrees with line {first} on athlete, date or session.",
                    line=row.line,
                    first=first.line,
                )
                raise Refused("session_id", said)
        for row in group.rows:  # one by one, so that the words can name the line
            try:
                self._training.validate_set(row.done)
            except Refused as refusal:
                raise _RefusedLine(row.line, refusal) from None
        athlete_id, name, day, kind_cell, phase = first.head
        newcomer = known.newcomer(athlete_id, name)
        try:
            kind, status = session_meaning(kind_cell, any(row.done.amount is not None for row in group.rows))
        except ValueError:
            raise Refused("session", tr("'{text}' is no kind of session.", text=kind_cell)) from None
        session = Session(
            id=session_id,
            athlete_id=athlete_id,
            on=date.fromisoformat(day),
            kind=kind,
            status=status,
            phase=Phase(phase) if phase else None,
            sets=placed([row.done for row in group.rows]),
        )
        if known.elsewhere(athlete_id, session_id):
            raise Refused("session_id", tr("This session belongs to another athlete in the store."))
        self._training.validate(session)
        return session, newcomer

    # --- doing it

    def apply(self, plan: ImportPlan) -> Receipt:
        """Save what was planned in one transaction; the undo takes out what was added and restores what was changed."""
        return self.receipt(plan, self.write(plan))

    def write(self, plan: ImportPlan, progress: Progress | None = None) -> Written:
        """The saving half of `apply`, for a long import in a lane of its own. Raises Cancelled, with nothing changed, and Refused
        where there is nothing to save: what changes nothing is no step to take back."""
        if plan.empty:
            raise Refused("file", tr("There is nothing new in this file."))
        store = self._desk.store
        sessions = [*plan.added, *plan.changed]

        def told() -> Iterator[Session]:
            for count, session in enumerate(sessions, 1):
                if progress is not None and not progress(count, len(sessions)):
                    raise Cancelled
                yield session

        with store.writing():
            newcomers = [a for a in plan.athletes if store.athletes.get(a.id) is None]
            for athlete in newcomers:
                store.athletes.save(athlete)
            before = [kept for s in plan.changed if (kept := store.sessions.get(s.id)) is not None]
            store.sessions.save_many(told())
        return Written(tuple(newcomers), tuple(before))

    def receipt(self, plan: ImportPlan, written: Written) -> Receipt:
        """What `write` did, as a receipt that can be undone."""
        many = sum(len(session.sets) for session in (*plan.added, *plan.changed)) >= MANY_SETS

        def again(desk: Desk, progress: Progress) -> Callable[[], Receipt]:
            once_more = SessionsCsvReader(desk, self._training).write(plan, progress)
            return lambda: self.receipt(plan, once_more)

        def back() -> Receipt:
            said = tr("Took back the import of {file}", file=plan.path.name)
            return Receipt(said, lambda: self.apply(plan), TOPICS, long=again if many else None)

        def undo() -> Receipt:
            _take_back(self._desk.store, plan, written)
            return back()

        def aside(desk: Desk, progress: Progress) -> Callable[[], Receipt]:
            _take_back(desk.store, plan, written, progress)
            return back

        count = len(plan.added) + len(plan.changed)
        text = trn("Imported {n} session from {file}", "Imported {n} sessions from {file}", count, file=plan.path.name)
        return Receipt(text, undo, TOPICS, long=aside if many else None)


def _take_back(store: Store, plan: ImportPlan, written: Written, progress: Progress | None = None) -> None:
    """Takes out what an import added and restores what it changed."""
    new = {athlete.id for athlete in written.newcomers}  # with whom their sessions go
    added = [session.id for session in plan.added if session.athlete_id not in new]
    count, total = 0, len(added) + len(written.before) + len(new)

    def told() -> None:
        nonlocal count
        count += 1
        if progress is not None and not progress(count, total):
            raise Cancelled

    def restored() -> Iterator[Session]:
        for session in written.before:
            told()
            yield session

    with store.writing():
        for session_id in added:
            told()
            store.sessions.remove(session_id)
        store.sessions.save_many(restored())
        for athlete_id in new:
            told()
            store.athletes.remove(athlete_id)


class _Known:
    """What the store already holds, read one athlete at a time: a file is sorted by athlete."""

    def __init__(self, desk: Desk) -> None:
        self._store = desk.store
        self._athletes = {athlete.id for athlete in desk.store.athletes.all(archived=True)}
        self._names: dict[str, str] = {}
        self._of: str | None = None
        self._sessions: dict[str, Session] = {}

    def newcomer(self, athlete_id: str, name: str) -> records.Athlete | None:
        """The athlete to be created, or None for one who is there. Refused without id or name."""
        if athlete_id in self._athletes:
            return None
        if not is_id(athlete_id):
            raise Refused("athlete_id", tr("'{text}' is not an athlete's id.", text=athlete_id))
        if not name.strip():
            raise Refused("athlete", tr("A new athlete needs a name."))
        if self._names.setdefault(athlete_id, name) != name:
            said = tr("One athlete has two names: '{one}' and '{other}'.", one=self._names[athlete_id], other=name)
            raise Refused("athlete", said)
        return records.Athlete(id=athlete_id, name=name)

    def session(self, athlete_id: str, session_id: str) -> Session | None:
        if athlete_id != self._of:
            there = athlete_id in self._athletes
            self._sessions = {s.id: s for s in self._store.sessions.of(athlete_id)} if there else {}
            self._of = athlete_id
        return self._sessions.get(session_id)

    def elsewhere(self, athlete_id: str, session_id: str) -> bool:
        if not self._athletes or self.session(athlete_id, session_id) is not None:
            return False
        return self._store.sessions.get(session_id) is not None


def read_lines(path: Path) -> Iterator[_Line]:
    """Every row below the header. Raises Refused when the file as a whole cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _lines(path, csv.reader(file, strict=True))
    except OSError as trouble:
        raise Refused("file", f"{path}: {trouble.strerror or trouble}.") from None  # the system's own words
    except UnicodeDecodeError:
        said = tr("{path}: the file is not UTF-8 text. Save it as 'CSV UTF-8' and try again.", path=path)
        raise Refused("file", said) from None


def _lines(path: Path, reader: _Reader) -> Iterator[_Line]:
    header: list[str] | None = None
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as trouble:
            if header is None:
                raise Refused(
                    "file", tr("{path}, line {n}: {trouble}.", path=path, n=number, trouble=trouble)
                ) from None
            yield _Line(number, {}, tr("The row cannot be read ({trouble}).", trouble=trouble))
            continue
        if header is None:
            header = checked_header(path, cells)
        elif cells:
            wrong = len(cells) != len(header)
            trouble = ""
            if wrong:
                trouble = tr("The row has {cells} cells, the header {columns}.", cells=len(cells), columns=len(header))
            yield _Line(number, dict(zip(header, cells, strict=False)), trouble)
    if header is None:
        raise Refused("file", tr("{path}: the file is empty.", path=path))


def checked_header(path: Path, cells: list[str]) -> list[str]:
    """The column names, in the file's own order. Refused, naming them, when columns are missing, unknown or doubled."""
    names = [cell.strip() for cell in cells]
    if len(names) == 1 and ";" in names[0]:
        said = tr("{path}, line 1: the columns are separated by semicolons; save the file with commas.", path=path)
        raise Refused("file", said)
    missing = [name for name in HEADER if name not in names]
    unknown = [name for name in names if name not in HEADER]
    if missing or unknown or len(set(names)) != len(names):
        parts = [tr("missing: {columns}", columns=", ".join(missing))] if missing else []
        parts += [tr("unknown: {columns}", columns=", ".join(unknown))] if unknown else []
        what = in_a_row(parts) or tr("a column is there twice")
        said = tr("{path}, line 1: these are not the columns of sessions.csv ({what}).", path=path, what=what)
        raise Refused("file", said)
    return names


def parse_row(line: int, cells: dict[str, str]) -> _Row:
    """Refused with the column and what is wrong in it."""
    day = cells["date"].strip()
    try:
        if date.fromisoformat(day).isoformat() != day:
            raise ValueError(day)
    except ValueError:
        raise Refused("date", _in_column("date", tr("'{text}' is not a date like 2027-01-31", text=day))) from None
    phase = cells["phase"].strip()
    if phase and phase not in Phase.__members__:
        raise Refused("phase", _in_column("phase", tr("'{text}' is no phase", text=phase)))
    athlete_id = plain_text(cells["athlete_id"]).strip()
    head = (athlete_id, plain_text(cells["athlete"]), day, cells["session"].strip(), phase)
    return _Row(line, head, parse_set(cells))


def parse_set(cells: dict[str, str]) -> SetRecord:
    column = ""
    try:
        column = "set"
        count = whole_number(cells[column])
        if count is None:
            raise NotANumber(tr("the cell is empty"))
        numbers: dict[str, float | None] = {}
        for column in ("planned_amount", "planned_load_kg", "amount", "load_kg", "rir", "rpe"):
            numbers[column] = number(cells[column])
        marks: dict[str, int | None] = {}
        for column in ("pain", "next_day_pain", "technique"):
            marks[column] = whole_number(cells[column])
        column = "side"
        side = Side(cells[column].strip()) if cells[column].strip() else None
        column = "unit"
        unit = Unit(cells[column].strip())
        column = "load_type"
        load_type = LoadType(cells[column].strip())
        column = "off_plan"
        off_plan = {YES: True, NO: False, "": False}[cells[column].strip().lower()]
    except NotANumber as trouble:
        raise Refused(column, _in_column(column, str(trouble))) from None
    except (ValueError, KeyError):
        said = tr("'{text}' is not a word known here", text=cells[column])
        raise Refused(column, _in_column(column, said)) from None
    return SetRecord(
        id=records.new_id(),
        exercise=intern(plain_text(cells["exercise"]).strip()),
        position=1,
        number=count,
        unit=unit,
        load_type=load_type,
        side=side,
        planned_amount=numbers["planned_amount"],
        planned_load=numbers["planned_load_kg"],
        amount=numbers["amount"],
        load=numbers["load_kg"],
        rir=numbers["rir"],
        rpe=numbers["rpe"],
        pain=marks["pain"],
        next_day_pain=marks["next_day_pain"],
        technique=marks["technique"],
        off_plan=off_plan,
        notes=plain_text(cells["notes"]),
    )


def _left_out(refusal: Refused) -> str:
    return tr("{trouble} The session is left out.", trouble=refusal.message)


def _in_column(column: str, trouble: str) -> str:
    """`column` as the file writes it, in every language."""
    return tr("{column}: {trouble}.", column=column, trouble=trouble)


def is_id(text: str) -> bool:
    """Whether it is a UUID the way the store writes them."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


_SIDES = {None: 0, Side.LEFT: 1, Side.RIGHT: 2}


def placed(sets: list[SetRecord]) -> tuple[SetRecord, ...]:
    """The sets with their positions, which the file tells by the order of its rows: a new one begins with another exercise,
    or where the numbers of the same exercise start again."""
    position, before = 0, None
    found: list[SetRecord] = []
    for one in sets:
        place = (one.number, _SIDES[one.side])
        if before is None or before[0] != one.exercise or place <= before[1]:
            position += 1
        before = (one.exercise, place)
        found.append(replace(one, position=position))
    return tuple(found)


def ordered(session: Session) -> tuple[SetRecord, ...]:
    return tuple(sorted(session.sets, key=lambda s: (s.position, s.number, _SIDES[s.side])))


def carried(session: Session) -> tuple[object, ...]:
    """What a file carries of a session: two sessions alike in it are the same for an import."""
    sets = placed(list(ordered(session)))
    kept = tuple(replace(one, id="", coach_technique=None) for one in sets)
    return (session.athlete_id, session.on, session.kind, session.status, session.phase, kept)


def onto(before: Session, session: Session) -> Session:
    """The changed session, with what the file does not carry kept from the store: notes, minutes, ids of the sets."""
    kept = {(s.exercise, s.position, s.number, s.side): s for s in placed(list(ordered(before)))}
    sets: list[SetRecord] = []
    for one in session.sets:
        old = kept.get((one.exercise, one.position, one.number, one.side))
        sets.append(one if old is None else replace(one, id=old.id, coach_technique=old.coach_technique))
    return replace(
        before, on=session.on, kind=session.kind, status=session.status, phase=session.phase, sets=tuple(sets)
    )
