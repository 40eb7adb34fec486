"""What the page of rules shows: rules under the headings of their subjects, filtered, and one of them in full. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.i18n import tr, trn
from desktop.services.library import SUBJECTS, RuleEntry, found_in
from desktop.widgets.certainty import certainty_word
from rules.vocabulary import Certainty


@dataclass(frozen=True)
class Line:
    """A heading (`rule` None, how many are under it in `detail`) or a rule: its sentence."""

    title: str
    detail: str = ""
    rule: RuleEntry | None = None


@dataclass(frozen=True)
class Filters:
    """What is looked for: '' and None let everything through."""

    text: str = ""
    subject: str = ""
    certainty: Certainty | None = None

    @property
    def any(self) -> bool:
        return self != Filters()

    def keep(self, rule: RuleEntry) -> bool:
        return (
            (not self.subject or rule.subject == self.subject)
            and (self.certainty is None or rule.certainty is self.certainty)
            and found_in(rule.hay, self.text)
        )


def lines(rules: Iterable[RuleEntry], names: dict[str, str], filters: Filters) -> tuple[Line, ...]:
    """The rules kept, each group under its heading."""
    made: list[Line] = []
    for subject, group in groupby((one for one in rules if filters.keep(one)), key=lambda one: one.subject):
        members = tuple(group)
        made.append(Line(subject_word(subject), trn("{n} rule", "{n} rules", len(members))))
        made += [Line(titled(one, names), "", one) for one in members]
    return tuple(made)


def titled(rule: RuleEntry, names: dict[str, str]) -> str:
    """The sentence of a rule; that of a gate after the name of its exercise."""
    if rule.subject == "gates" and rule.exercises:
        return tr("{exercise} – {rule}", exercise=names[rule.exercises[0]], rule=rule.text)
    return rule.text


def spoken(line: Line) -> str:
    if line.rule is None:
        return tr("{subject}, {count}", subject=line.title, count=line.detail)
    return tr("{rule} {certainty}.", rule=line.title, certainty=certainty_word(line.rule.certainty))


def subject_word(subject: str) -> str:
    return tr(SUBJECTS[subject])


def subject_choices() -> tuple[tuple[object, str], ...]:
    return (("", tr("All subjects")), *((subject, tr(words)) for subject, words in SUBJECTS.items()))


def certainty_choices() -> tuple[tuple[object, str], ...]:
    return ((None, tr("All sources")), *((sure, certainty_word(sure)) for sure in Certainty))


def counts(rules: Sequence[RuleEntry]) -> dict[Certainty, int]:
    return {sure: sum(1 for one in rules if one.certainty is sure) for sure in Certainty}


def count_line(shown: int, all_: int) -> str:
    if shown == all_:
        return tr("{n} rules", n=all_)
    return tr("{shown} of {all} rules", shown=shown, all=all_)


def when_text(rule: RuleEntry) -> str:
    """The conditions, one a line; '' for what holds always."""
    return "\n".join(tr("• {condition}", condition=upper_first(condition)) for condition in rule.when)


def source_text(rule: RuleEntry) -> str:
    return upper_first(rule.source)


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def as_row(rule: RuleEntry) -> str:
    """A rule as one row of a table: subject, sentence, how sure, source, id."""
    cells = (subject_word(rule.subject), rule.text, certainty_word(rule.certainty), rule.source, rule.id)
    return "\t".join(" ".join(cell.split()) for cell in cells)


def as_text(rule: RuleEntry) -> str:
    """A rule in full, for a message or a note."""
    parts = [rule.text]
    if rule.when:
        parts.append(when_text(rule))
    parts += [tr("{what}: {how}", what=what, how=how) for what, how in rule.figures]
    if rule.next_step:
        parts.append(rule.next_step)
    parts.append(tr("{certainty} · {source}", certainty=certainty_word(rule.certainty), source=rule.source))
    parts.append(tr("rule {id}", id=rule.id))
    return "\n".join(parts)
