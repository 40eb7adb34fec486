"""The Peewee tables, private to `models`: nobody else sees a row, only the frozen records.

No table is bound to a database: every query names the one it runs on (`query.execute(database)`, through `models.link`), so that
two stores, or two connections to one store from two threads, live side by side in a process. Only portable column types and
checks are used. Dates are ISO text, sets of small numbers (weekdays, questions, cues) are bit masks, so that a CHECK can judge
them. What a kit holds are child rows and no JSON, for the same reason: the schema itself refuses an unknown item or a negative mass.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from peewee import SQL, Check, CompositeKey, DoubleField, ForeignKeyField, IntegerField, Model, TextField
from peewee import Case as _Case
from peewee import fn as _fn

from models.records import KeyRunKind, SessionKind, SessionStatus
from rules.vocabulary import (
    Category,
    Effort,
    Equipment,
    Experience,
    Goal,
    LoadType,
    MobilityLevel,
    PainArea,
    Phase,
    Priority,
    RaceStatus,
    Sex,
    Side,
    Unit,
)

fn: Any = _fn
Case: Any = _Case

MAX_BITS = 62  # a bit mask fits a signed 64-bit integer


class Table(Model):
    """Base of all tables, with the few query starters the repositories need."""

    @classmethod
    def pick(cls, *columns: Any) -> Any:
        model: Any = cls
        return model.select(*columns)

    @classmethod
    def put(cls, values: dict[str, Any]) -> Any:
        model: Any = cls
        return model.insert(values)

    @classmethod
    def put_row(cls, *names: str) -> Any:
        """An insert of one row with these columns in this order, to be compiled once and run for many rows."""
        model: Any = cls
        return model.insert_many([(None,) * len(names)], fields=[getattr(cls, name) for name in names])

    @classmethod
    def erase(cls) -> Any:
        model: Any = cls
        return model.delete()

    @classmethod
    def column(cls, name: str) -> Any:
        return getattr(cls, name)


def _words(column: str, words: Iterable[StrEnum | str]) -> Any:
    listed = ", ".join(f"'{word}'" for word in words)
    return Check(f"{column} IN ({listed})", name=f"{column}_word")


def _range(column: str, low: float, high: float | None = None) -> Any:
    text = f"{column} >= {low}" if high is None else f"{column} BETWEEN {low} AND {high}"
    return Check(text, name=f"{column}_range")


def _iso(column: str) -> Any:
    return Check(f"{column} LIKE '____-__-__'", name=f"{column}_iso")


def _filled(column: str) -> Any:
    return Check(f"length({column}) > 0", name=f"{column}_filled")


def _key() -> Any:
    return TextField(primary_key=True, constraints=[Check("length(id) > 0", name="id_filled")])


def _text() -> Any:
    return TextField(default="", constraints=[SQL("DEFAULT ''")])


def _name(column: str) -> Any:
    return TextField(constraints=[_filled(column)])


def _day(column: str, null: bool = False, index: bool = False) -> Any:
    return TextField(null=null, index=index, constraints=[_iso(column)])


def _word(column: str, words: type[StrEnum], null: bool = False) -> Any:
    return TextField(null=null, constraints=[_words(column, words)])


def _whole(column: str, low: int, high: int | None = None, null: bool = False) -> Any:
    return Whole(null=null, constraints=[_range(column, low, high)])


def _number(column: str, low: float = 0, high: float | None = None, null: bool = True) -> Any:
    return DoubleField(null=null, constraints=[_range(column, low, high)])


def _flag(column: str) -> Any:
    return Whole(constraints=[_range(column, 0, 1)])


def _later_flag(column: str) -> Any:
    """A flag that a table got when there were rows already: the schema says what these have."""
    return Whole(default=0, constraints=[SQL("DEFAULT 0"), _range(column, 0, 1)])


class Whole(IntegerField):
    """A whole number as it is given: Peewee's own field would quietly cut 2.5 to 2, this one lets the schema refuse it."""

    def adapt(self, value: Any) -> Any:
        return value


class MetaRow(Table):
    """Facts about the file itself: `schema_version`."""

    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "meta"


class SettingRow(Table):
    key = TextField(primary_key=True, constraints=[_filled("key")])
    value = TextField()

    class Meta:
        table_name = "setting"


class AthleteRow(Table):
    id = _key()
    name = _name("name")
    birth_date = _day("birth_date", null=True)
    body_mass_kg = _number("body_mass_kg", 1, 500)
    sex = _word("sex", Sex, null=True)
    experience = _word("experience", Experience, null=True)
    goal = _word("goal", Goal, null=True)
    max_sessions = _whole("max_sessions", 0, 14, null=True)
    session_minutes = _whole("session_minutes", 0, 1440, null=True)
    available_days = _whole("available_days", 0, 127)
    guardian_consent_on = _day("guardian_consent_on", null=True)
    notes = _text()
    archived = _flag("archived")

    class Meta:
        table_name = "athlete"


def _athlete() -> Any:
    return ForeignKeyField(AthleteRow, field="id", column_name="athlete_id", on_delete="CASCADE", backref="+")


class KitRow(Table):
    id = _key()
    athlete = _athlete()
    name = _name("name")
    bar_kg = _number("bar_kg", 0, 1000)
    days = _whole("days", 0, 127)

    class Meta:
        table_name = "kit"


class KitItemRow(Table):
    kit = ForeignKeyField(KitRow, column_name="kit_id", on_delete="CASCADE", backref="+", index=False)
    item = _word("item", Equipment)

    class Meta:
        table_name = "kit_item"
        primary_key = CompositeKey("kit", "item")


class MassKind(StrEnum):
    PLATE = "plate"
    DUMBBELL = "dumbbell"
    KETTLEBELL = "kettlebell"


class KitMassRow(Table):
    """One mass of a kit; `position` keeps the order in which they were given."""

    kit = ForeignKeyField(KitRow, column_name="kit_id", on_delete="CASCADE", backref="+", index=False)
    kind = _word("kind", MassKind)
    position = _whole("position", 1)
    kg = _number("kg", 0, 1000, null=False)

    class Meta:
        table_name = "kit_mass"
        primary_key = CompositeKey("kit", "kind", "position")


class KeyRunRow(Table):
    id = _key()
    athlete = _athlete()
    weekday = _whole("weekday", 1, 7)
    kind = _word("kind", KeyRunKind)
    minutes = _whole("minutes", 0, 2880, null=True)
    descent_m = _whole("descent_m", 0, 30000, null=True)

    class Meta:
        table_name = "key_run"


class MobilityRow(Table):
    id = _key()
    athlete = _athlete()
    day = _day("day")
    ankle_left_cm = _number("ankle_left_cm", 0, 50)
    ankle_right_cm = _number("ankle_right_cm", 0, 50)
    knee = _word("knee", MobilityLevel, null=True)
    hip = _word("hip", MobilityLevel, null=True)

    class Meta:
        table_name = "mobility_screen"


class PainRow(Table):
    id = _key()
    athlete = _athlete()
    area = _word("area", PainArea)
    day = _day("day")
    score = _whole("score", 0, 10)
    notes = _text()

    class Meta:
        table_name = "pain_report"


class InjuryRow(Table):
    id = _key()
    athlete = _athlete()
    area = _word("area", PainArea)
    since = _day("since")
    cleared_on = _day("cleared_on", null=True)
    notes = _text()

    class Meta:
        table_name = "injury_flag"


class ReadinessRow(Table):
    id = _key()
    athlete = _athlete()
    day = _day("day")
    yes = _whole("yes", 0, 1023)
    cleared_on = _day("cleared_on", null=True)

    class Meta:
        table_name = "readiness_screen"


class RaceRow(Table):
    id = _key()
    athlete = _athlete()
    name = _name("name")
    day = _day("day")
    priority = _word("priority", Priority)
    distance_km = _number("distance_km", 0, 5000)
    ascent_m = _number("ascent_m", 0, 200000)
    status = _word("status", RaceStatus)
    effort = _word("effort", Effort)
    completed_km_effort = _number("completed_km_effort", 0, 10000)
    notes = _text()

    class Meta:
        table_name = "race"


class SessionRow(Table):
    id = _key()
    athlete = ForeignKeyField(
        AthleteRow, field="id", column_name="athlete_id", on_delete="CASCADE", backref="+", index=False
    )
    day = _day("day", index=True)
    kind = _word("kind", SessionKind)
    status = _word("status", SessionStatus)
    phase = _word("phase", Phase, null=True)
    minutes = _whole("minutes", 0, 1440, null=True)
    soreness = _whole("soreness", 0, 10, null=True)
    readiness = _whole("readiness", 1, 5, null=True)
    notes = _text()
    slot = _day("slot", null=True)
    eased = _later_flag("eased")
    deload = _later_flag("deload")

    class Meta:
        table_name = "session"
        # unique only so that the database knows the order of days and ids to be strict, and an export need not be sorted
        indexes = ((("athlete", "day", "id"), True),)


class EntryRow(Table):
    """One exercise in a session. Athlete, day and `done` repeat the session's, so that counting sets reads one index; the store
    writes them together and the doctor compares them. The number `id` is given by the one writer, not by the database."""

    id = IntegerField(primary_key=True)
    session = ForeignKeyField(SessionRow, column_name="session_id", on_delete="CASCADE", backref="+", index=False)
    athlete = ForeignKeyField(
        AthleteRow, field="id", column_name="athlete_id", on_delete="CASCADE", backref="+", index=False
    )
    day = _day("day")
    done = _flag("done")
    exercise = _name("exercise")
    position = _whole("position", 1)
    unit = _word("unit", Unit)
    load_type = _word("load_type", LoadType)

    class Meta:
        table_name = "entry"
        indexes = (
            (("session", "position", "exercise", "unit", "load_type"), True),
            (("athlete", "exercise", "day"), False),
            (("day", "athlete"), False),
        )


class SetRow(Table):
    """One set. `side` is '' where there is none, so that the unique key also holds for two-sided exercises."""

    id = _key()
    entry = ForeignKeyField(EntryRow, column_name="entry_id", on_delete="CASCADE", backref="+", index=False)
    number = _whole("number", 1)
    side = TextField(constraints=[_words("side", ("", *Side))])
    planned_amount = _number("planned_amount", 0, 1000000)
    planned_load = _number("planned_load", 0, 10000)
    amount = _number("amount", 0, 1000000)
    load = _number("load", 0, 10000)
    rir = _number("rir", 0, 10)
    rpe = _number("rpe", 0, 10)
    pain = _whole("pain", 0, 10, null=True)
    next_day_pain = _whole("next_day_pain", 0, 10, null=True)
    technique = _whole("technique", 0, 5, null=True)
    coach_technique = _whole("coach_technique", 0, 5, null=True)
    off_plan = _flag("off_plan")
    notes = _text()

    class Meta:
        table_name = "set_row"
        indexes = ((("entry", "number", "side"), True),)


class AssessmentRow(Table):
    id = _key()
    athlete = _athlete()
    exercise = _name("exercise")
    day = _day("day")
    rating = _whole("rating", 0, 5)
    cues = _whole("cues", 0)
    notes = _text()

    class Meta:
        table_name = "assessment"


class DeclarationRow(Table):
    id = _key()
    athlete = _athlete()
    exercise = _name("exercise")
    day = _day("day")
    load = _number("load", 0, 10000)

    class Meta:
        table_name = "declaration"


class OverrideRow(Table):
    id = _key()
    athlete = _athlete()
    exercise = _name("exercise")
    day = _day("day")
    reason = _name("reason")

    class Meta:
        table_name = "override"


class AbsenceRow(Table):
    id = _key()
    athlete = _athlete()
    since = _day("since")
    until = TextField(constraints=[_iso("until"), Check("until >= since", name="until_order")])
    ill = _flag("ill")
    notes = _text()

    class Meta:
        table_name = "absence"


class WishRow(Table):
    id = _key()
    athlete = ForeignKeyField(
        AthleteRow, field="id", column_name="athlete_id", on_delete="CASCADE", backref="+", index=False
    )
    slot = _day("slot")
    moved_to = _day("moved_to", null=True)
    skipped = _flag("skipped")
    soreness = _whole("soreness", 0, 10, null=True)
    readiness = _whole("readiness", 1, 5, null=True)

    class Meta:
        table_name = "wish"
        indexes = ((("athlete", "slot"), True),)


class WishSwapRow(Table):
    """The exercise wished for in one category."""

    wish = ForeignKeyField(WishRow, column_name="wish_id", on_delete="CASCADE", backref="+", index=False)
    category = _word("category", Category)
    exercise = _name("exercise")

    class Meta:
        table_name = "wish_swap"
        primary_key = CompositeKey("wish", "category")


class PlanRow(Table):
    """One version of what was planned. Rows are added and, with their athlete, removed; none is ever changed."""

    id = _key()
    athlete = ForeignKeyField(
        AthleteRow, field="id", column_name="athlete_id", on_delete="CASCADE", backref="+", index=False
    )
    slot = _day("slot", index=True)
    version = _whole("version", 1)
    day = _day("day")
    written_on = _day("written_on")
    kind = _word("kind", SessionKind)
    phase = _word("phase", Phase)
    minutes = _whole("minutes", 0, 1440)
    eased = _flag("eased")
    deload = _flag("deload")
    withdrawn = _flag("withdrawn")
    content = _text()

    class Meta:
        table_name = "written_plan"
        indexes = ((("athlete", "slot", "version"), True),)


class LatestRow(Table):
    """Derived from the sets in the transaction that writes them: see `records.LatestDays`."""

    athlete = ForeignKeyField(
        AthleteRow, field="id", column_name="athlete_id", on_delete="CASCADE", backref="+", index=False
    )
    exercise = _name("exercise")
    last_at_all = _day("last_at_all")
    last_on_plan = _day("last_on_plan", null=True)
    last_technique = _whole("last_technique", 0, 5, null=True)
    previous_on_plan = _day("previous_on_plan", null=True)
    previous_technique = _whole("previous_technique", 0, 5, null=True)

    class Meta:
        table_name = "latest_days"
        primary_key = CompositeKey("athlete", "exercise")


TABLES: tuple[type[Table], ...] = (
    MetaRow,
    SettingRow,
    AthleteRow,
    KitRow,
    KitItemRow,
    KitMassRow,
    KeyRunRow,
    MobilityRow,
    PainRow,
    InjuryRow,
    ReadinessRow,
    RaceRow,
    SessionRow,
    EntryRow,
    SetRow,
    AssessmentRow,
    DeclarationRow,
    OverrideRow,
    LatestRow,
    AbsenceRow,
    WishRow,
    WishSwapRow,
    PlanRow,
)
