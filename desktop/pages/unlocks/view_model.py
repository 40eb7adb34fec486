"""Standings as nodes, rows and lines for the page. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.i18n import later, tr, trn
from desktop.qt import fmt
from desktop.services.rule_figures import CATEGORIES
from desktop.services.words import ExerciseCard, Explanation, TakeLine
from desktop.widgets.reason_list import MET, PARTIAL, UNMET, ReasonLine
from desktop.widgets.unlock_map.states import HELD, LOCKED, LOOK, OPEN, STATES, WAITS, WITHIN, state_of
from models.records import Assessment, Dossier, Override
from rules.verdicts import Standing
from rules.vocabulary import Category, Certainty, Status

_WORDS: Final = {
    Status.HEALTH_HOLD: later("Health hold"),
    Status.INJURY_LOCK: later("Injury"),
    Status.EXCLUDED_PAIN: later("Pain today"),
    Status.SUSPENDED_PAIN: later("Suspended after pain"),
    Status.EXCLUDED_EQUIPMENT: later("Equipment missing"),
    Status.EXCLUDED_MOBILITY: later("Too stiff for it"),
    Status.EXCLUDED_AGE: later("Not at this age"),
    Status.REQUIRES_COACH: later("A coach looks first"),
    Status.BLOCKED_BY_COACH: later("Withdrawn by the coach"),
    Status.PROVISIONAL: later("On trial"),
    Status.NOVELTY_HOLD: later("Nothing new for now"),
    Status.UNLOCKED: later("Unlocked"),
    Status.EXPIRED: later("Expired"),
    Status.LOCKED_PREREQ: later("Locked"),
}
RATINGS: Final = (
    later("0 · cannot, or stopped by pain"),
    later("1 · unsafe"),
    later("2 · repeated faults"),
    later("3 · acceptable: full available range, small faults corrected on cue"),
    later("4 · good: every rep looks the same"),
    later("5 · good under load and fatigue"),
)
_CERTAINTY: Final = {
    Certainty.EVIDENCE: later("supported by studies"),
    Certainty.CONSENSUS: later("experts agree"),
    Certainty.ARTICLE: later("from the founding article"),
    Certainty.DEFAULT: later("our default"),
}


def lanes() -> tuple[tuple[str, str], ...]:
    return tuple((category.value, tr(word)) for category, word in CATEGORIES.items())


def status_word(status: Status) -> str:
    return tr(_WORDS[status])


def pill(standing: Standing) -> tuple[str, str, str]:
    """Text, tone and icon of the state."""
    state = state_of(standing)
    return (tr("Within reach") if state == WITHIN else status_word(standing.status)), *LOOK[state][:2]


def days_missing(takes: Sequence[TakeLine]) -> tuple[int, int]:
    """Qualifying days there are and wanted, over the gates that are not met; (0, 0) where days are not what is missing."""
    unmet = [t for t in takes if not t.met and t.kind == "days"]
    return sum(int(t.have or 0) for t in unmet), sum(int(t.want) for t in unmet)


def missing(standing: Standing, words: Explanation) -> str:
    """What stands in the way, in a few words; '' for what is open."""
    if standing.is_open:
        return ""
    if standing.status not in (Status.LOCKED_PREREQ, Status.EXPIRED):
        return words.sentences[0]
    have, want = days_missing(words.takes)
    if want:
        return trn("{have} of {n} day", "{have} of {n} days", want, have=have)
    if any(not take.met and take.kind == "rating" for take in words.takes):
        return tr("a better rating by the coach")
    if any(not take.met for take in words.takes):
        return tr("days further apart")
    return tr("what it builds on first")


_SHORT: Final = {
    Status.EXCLUDED_EQUIPMENT: later("no {missing}"),
    Status.INJURY_LOCK: later("injury: {area}"),
    Status.EXCLUDED_PAIN: later("pain: {area}"),
    Status.EXCLUDED_MOBILITY: later("stiff {joint}"),
}


def subtitle(standing: Standing, words: Explanation, facts: Mapping[str, object]) -> str:
    """The second line of a node: since when, or what is missing. `facts` are the deciding rule's, in words."""
    if standing.status is Status.PROVISIONAL:
        return status_word(standing.status)
    if standing.is_open:
        if standing.fresh_until is not None:
            return tr("until {date}", date=fmt.short_date(standing.fresh_until))
        return tr("unlocked")
    if standing.status is Status.EXPIRED:
        return tr("expired · {missing}", missing=missing(standing, words))
    if standing.status is Status.LOCKED_PREREQ:
        return missing(standing, words)
    template = _SHORT.get(standing.status)
    return tr(template, **facts) if template is not None else status_word(standing.status)


@dataclass(frozen=True)
class UnlockRow:
    """One exercise in the list and the map."""

    slug: str
    name: str
    category: Category
    level: int
    state: str
    pill: tuple[str, str, str]
    subtitle: str
    missing: str
    standing: Standing

    @property
    def short(self) -> str:
        """What is missing in two or three words; '' for what is open."""
        return "" if self.state == OPEN else self.subtitle

    @property
    def lane(self) -> str:
        return tr(CATEGORIES[self.category])


@dataclass(frozen=True)
class Counts:
    state: str
    text: str
    tone: str
    icon: str
    empty: bool = False


def counts(rows: Sequence[UnlockRow]) -> tuple[Counts, ...]:
    """The counters, in order."""
    found = {state: sum(1 for row in rows if row.state == state) for state in STATES}
    texts = {
        OPEN: trn("{n} unlocked", "{n} unlocked", found[OPEN]),
        WITHIN: trn("{n} within reach", "{n} within reach", found[WITHIN]),
        WAITS: trn("{n} waits", "{n} wait", found[WAITS]),
        LOCKED: trn("{n} locked", "{n} locked", found[LOCKED]),
        HELD: trn("{n} on hold", "{n} on hold", found[HELD]),
    }
    return tuple(Counts(state, texts[state], *LOOK[state][:2], empty=not found[state]) for state in STATES)


def first_look(rows: Sequence[UnlockRow], edges: Sequence[tuple[str, str]]) -> str:
    """The exercise to show while nobody chose one: what opens next; else what can be worked toward because something it builds on
    is open; else what is locked, waits or is open; last what only equipment, stiffness or a hold keeps away."""
    opened = {row.slug for row in rows if row.state == OPEN}
    prepared = {slug for before, slug in edges if before in opened}

    def rank(row: UnlockRow) -> int:
        if row.state == WITHIN:
            return 0
        if row.standing.status in (Status.LOCKED_PREREQ, Status.EXPIRED):
            return 1 if row.slug in prepared else 2
        return {WAITS: 3, OPEN: 4}.get(row.state, 5)

    return min(rows, key=rank).slug


def matches(row: UnlockRow, text: str, state: str) -> bool:
    """Whether a row is in what was searched for ('' everything) and of the state chosen ('' any)."""
    hay = " ".join((row.name, row.lane, row.pill[0], row.missing, row.slug)).casefold()
    return (not state or row.state == state) and all(word in hay for word in text.casefold().split())


# ------------------------------------------------------------------------------------------------ the panel


def kind_line(card: ExerciseCard) -> str:
    """'Lunge · dumbbells, bench · level 4'"""
    return tr("{category} · {equipment} · level {level}", category=tr(CATEGORIES[card.category]),
              equipment=card.equipment, level=card.level)  # fmt: skip


def take_lines(takes: Sequence[TakeLine]) -> tuple[ReasonLine, ...]:
    """A line for each thing it takes; what one day must show is said once for each gate."""
    lines: list[ReasonLine] = []
    said: set[tuple[int, str]] = set()
    for take in takes:
        have, want = float(take.have or 0), float(take.want or 1)
        state = MET if take.met else PARTIAL if have > 0 else UNMET
        share = min(1.0, have / want) if want else None
        key = (take.group, take.standard)
        text, detail = (take.standard, take.progress) if key not in said else (_capital(take.progress), "")
        said.add(key)
        lines.append(ReasonLine(text, state, detail, None if take.met else share))
    return tuple(lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def why_text(words: Explanation) -> str:
    """The rule's sentence, and those of the gates behind it, each once."""
    return "\n".join(dict.fromkeys(sentence for sentence in words.sentences if sentence))


_ASKS_COACH: Final = {
    Status.HEALTH_HOLD: later("Tell your coach when you have talked with a health professional."),
    Status.INJURY_LOCK: later("Tell your coach once it has healed. After 14 days ask a professional."),
    Status.EXCLUDED_EQUIPMENT: later("Your coach can add {missing} to your equipment."),
}
"""What is next where the rulebook's own words lead to the profile, which is the coach's: for athletes."""


def next_step(standing: Standing, words: Explanation, facts: Mapping[str, object], profile: bool) -> str:
    """What is to be done next; without a `profile` to go to, in words for the athlete. `facts` are the deciding rule's, in words."""
    if profile or standing.status not in _ASKS_COACH:
        return words.next_step
    return tr(_ASKS_COACH[standing.status], **facts)


def source_line(words: Explanation) -> str:
    sure = tr(_CERTAINTY[Certainty(words.certainty)]) if words.certainty else ""
    if sure.removeprefix("from ") in words.source:  # the source says it itself
        sure = ""
    parts = dict.fromkeys((words.source, sure))
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class HistoryRow:
    """A rating or an override of one exercise; `kind` 'assessment' or 'override'."""

    id: str
    kind: str
    text: str
    detail: str


def history(dossier: Dossier, slug: str, cues: int) -> tuple[HistoryRow, ...]:
    """What coaches said about an exercise, newest first."""
    found: list[Assessment | Override] = [r for r in (*dossier.assessments, *dossier.overrides) if r.exercise == slug]
    return tuple(_told(record, cues) for record in sorted(found, key=lambda r: (r.on, r.id), reverse=True))


def _told(record: Assessment | Override, cues: int) -> HistoryRow:
    if isinstance(record, Override):
        text = tr("{date} · opened by hand", date=fmt.date(record.on))
        return HistoryRow(record.id, "override", text, record.reason)
    text = tr("{date} · rated {rating} of 5", date=fmt.date(record.on), rating=record.rating)
    parts = [tr("{met} of {all} cues", met=len(record.cues), all=cues)] if cues else []
    if record.notes:
        parts.append(record.notes)
    return HistoryRow(record.id, "assessment", text, " · ".join(parts))
