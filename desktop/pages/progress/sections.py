"""The five sections of the page: each fills its chart and answers with its title, its caption and its table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from desktop.i18n import tr, trn
from desktop.pages.progress import words
from desktop.pages.progress.view_model import (
    Head,
    Row,
    Say,
    Section,
    behind_keys,
    by_day,
    by_week,
    deloads,
    moment,
    phase_on,
)
from desktop.qt import fmt
from desktop.services.progress import LiftDay, PainSpan, Practised, ProgressView, SidesDay, TrainedWeek
from desktop.widgets.charts.lanes import LaneChart
from desktop.widgets.charts.lines import LineChart
from desktop.widgets.charts.parts import (
    BAR,
    DISC,
    HELD,
    HOLLOW,
    OUTLINE,
    SQUARE,
    Block,
    Key,
    Lane,
    Point,
    Series,
    Week,
)
from desktop.widgets.charts.sides import SidesChart
from desktop.widgets.charts.weeks import WeekChart
from desktop.widgets.phases import phase_word
from desktop.widgets.words import area_word
from rules.vocabulary import Category

_MOST_PAIN = 10.0

# ------------------------------------------------------------------------------------------------ load and strength


def lift_heads() -> tuple[Head, ...]:
    return (
        Head(tr("Day"), 124),
        Head(tr("Sets"), 56, right=True),
        Head(tr("Best set"), 168),
        Head(tr("Estimated maximum"), 152, right=True),
        Head(tr("Pain"), 56, right=True),
        Head(tr("Phase"), 120),
        Head(tr("Remarks")),
    )


def show_lift(chart: LineChart, view: ProgressView, one: Practised) -> Section:
    series = _lift_series(one)
    keys = [Key(each.mark, each.tone, each.name, each.dashed) for each in series]
    if any(day.off_plan for day in one.days):
        keys.append(Key(HOLLOW, series[-1].tone, tr("Off plan")))
    readings = by_day(view, ((day.on, partial(_say_lift, one, day)) for day in one.days))
    chart.show_lines(series, readings, (*keys, *behind_keys(view)), "", deloads(view), whole=not one.in_kilograms)
    if not one.in_kilograms:
        caption = tr("Best set, {unit}", unit=words.unit_word(one.unit).lower())
    elif len(series) > 1:
        caption = tr("Load and estimated maximum, {unit}", unit=words.mass_unit(one.load_type))
    else:
        caption = tr("Load, {unit}", unit=words.mass_unit(one.load_type))
    chart.setAccessibleName(f"{one.name}: {caption}")
    return Section(one.name, lambda _start, _end: caption, lambda: _lift_rows(view, one))


def _lift_series(one: Practised) -> tuple[Series, ...]:
    if not one.in_kilograms:
        points = tuple(Point(moment(day.on), day.amount, day.off_plan) for day in one.days)
        return (Series(tr("Best set"), points, "accent"),)
    loads = tuple(Point(moment(day.on), fmt.mass(day.load) or 0.0, day.off_plan) for day in one.days if day.load)
    maxima = tuple(
        Point(moment(day.on), fmt.mass(day.e1rm) or 0.0, day.off_plan) for day in one.days if day.e1rm is not None
    )
    load = Series(tr("Load"), loads, "waits-ink", SQUARE, dashed=bool(maxima))
    return (Series(tr("Estimated maximum"), maxima, "accent", DISC), load) if maxima else (load,)


def _say_lift(one: Practised, day: LiftDay) -> tuple[str, ...]:
    sets, best = trn("{n} set", "{n} sets", day.sets), words.best_set(one, day)
    lines = [tr("{sets}, best {best}", sets=sets, best=best)]
    if day.e1rm is not None:
        lines.append(tr("Estimated maximum {load}", load=words.load(round(day.e1rm, 1), one.load_type)))
    return (*lines, *_remarks(day), *([tr("Pain {score}", score=words.score(day.pain))] if day.pain else []))


def _remarks(day: LiftDay) -> list[str]:
    return [
        *([tr("Off plan")] if day.off_plan else []),
        *([tr("Lightened by the plan")] if day.lightened else []),
    ]


def _lift_rows(view: ProgressView, one: Practised) -> tuple[Row, ...]:
    rows: list[Row] = []
    for number, day in enumerate(reversed(one.days)):
        phase = phase_on(view, day.on)
        phased, remarks = "" if phase is None else phase_word(phase), ", ".join(_remarks(day))
        maximum = fmt.NOTHING if day.e1rm is None else words.load(round(day.e1rm, 1), one.load_type)
        cells = (fmt.date(day.on), str(day.sets), words.best_set(one, day), maximum, str(day.pain), phased, remarks)
        keys = (day.on, day.sets, (day.load or 0.0, day.amount), day.e1rm, day.pain, phased, remarks)
        rows.append(Row(number, day.on.toordinal(), day.on.toordinal() + 1, cells, keys))
    return tuple(rows)


# ------------------------------------------------------------------------------------------------ sessions and sets


def week_heads() -> tuple[Head, ...]:
    return (
        Head(tr("Week of"), 124),
        Head(tr("Done"), 72, right=True),
        Head(tr("Planned"), 84, right=True),
        Head(tr("Remarks")),
    )


def show_weeks(chart: WeekChart, view: ProgressView) -> Section:
    weeks = [Week(week.start.toordinal(), week.done, week.planned) for week in view.weeks]
    keys = [Key(BAR, "accent", tr("done"))]
    if any(week.planned for week in view.weeks):
        keys.append(Key(OUTLINE, "dot", tr("planned")))
    chart.show_weeks(weeks, by_week(view, lambda week: (words.sessions(week),)), keys, tr("No session done yet."))

    def caption(start: float, end: float) -> str:
        seen = list(_seen(view, start, end))
        done, planned = sum(week.done for week in seen), [week.planned for week in seen if week.planned is not None]
        if seen and len(planned) == len(seen):  # else what was planned is known of some weeks only
            return words.of_planned(done, sum(planned))
        return trn("{n} session done", "{n} sessions done", done)

    return Section(tr("Sessions against the plan"), caption, lambda: _week_rows(view))


def _seen(view: ProgressView, start: float, end: float) -> Iterator[TrainedWeek]:
    """The weeks whose middle is in sight."""
    return (week for week in view.weeks if start <= week.start.toordinal() + 3.5 < end)


def _week_rows(view: ProgressView) -> tuple[Row, ...]:
    rows: list[Row] = []
    for week in reversed(view.weeks):
        planned = fmt.NOTHING if week.planned is None else str(week.planned)
        remark = tr("Deload week") if week.deload else ""
        cells = (fmt.date(week.start), str(week.done), planned, remark)
        rows.append(_week_row(week, cells, (week.start, week.done, week.planned, remark)))
    return tuple(rows)


def _week_row(week: TrainedWeek, cells: tuple[str, ...], keys: tuple[object, ...]) -> Row:
    start = week.start.toordinal()
    return Row(start, start, start + 7, cells, keys)


def category_heads() -> tuple[Head, ...]:
    every = (Head(words.category_word(category), 112, right=True) for category in Category)
    return (Head(tr("Week of"), 124), *every, Head(tr("Total"), 72, right=True), Head(tr("Remarks")))


def show_categories(chart: LaneChart, view: ProgressView) -> Section:
    def per_week(category: Category, start: float, end: float) -> str:
        seen = list(_seen(view, start, end))
        sets = sum(week.sets.get(category, 0) for week in seen)
        return tr("{number} a week", number=fmt.number(sets / len(seen), 1)) if seen else ""

    lanes = [
        Lane(
            words.category_word(category),
            tuple(
                Block(week.start.toordinal(), week.start.toordinal() + 7, week.sets.get(category, 0))
                for week in view.weeks
            ),
            "accent",
            partial(per_week, category),
        )
        for category in Category
    ]
    readings = by_week(view, lambda week: words.sets_by_category(week.sets) or (tr("No sets"),))
    chart.show_lanes(lanes, readings, (Key(BAR, "accent", tr("Sets a week")),), tr("No session done yet."))

    def caption(start: float, end: float) -> str:
        return trn("{n} set", "{n} sets", sum(sum(week.sets.values()) for week in _seen(view, start, end)))

    return Section(tr("Sets by category"), caption, lambda: _category_rows(view))


def _category_rows(view: ProgressView) -> tuple[Row, ...]:
    rows: list[Row] = []
    for week in reversed(view.weeks):
        sets = [week.sets.get(category, 0) for category in Category]
        counts, remark = [*sets, sum(sets)], tr("Deload week") if week.deload else ""
        rows.append(_week_row(week, (fmt.date(week.start), *map(str, counts), remark), (week.start, *counts, remark)))
    return tuple(rows)


# ------------------------------------------------------------------------------------------------ left and right


def side_heads() -> tuple[Head, ...]:
    return (Head(tr("Day"), 124), Head(tr("Left"), 132), Head(tr("Right"), 132), Head(tr("Difference")))


def sided(view: ProgressView, slug: str) -> Practised | None:
    """The exercise whose sides are shown: the one chosen, else that of which both sides were logged most often."""
    chosen = view.exercise(slug)
    if chosen is not None and chosen.sides:
        return chosen
    others = [one for one in view.exercises if one.sides]
    return max(others, key=lambda one: len(one.sides), default=None)


def show_sides(chart: SidesChart, view: ProgressView, slug: str) -> Section:
    one, title = sided(view, slug), tr("Left and right")
    if one is None:
        empty = tr("Nothing logged by side yet. In the log, a set can be entered for left and right.")
        chart.show_sides((), (), (), (), empty)
        return Section(title, lambda _start, _end: "", tuple)
    left = Series(tr("Left"), tuple(Point(moment(d.on), _came_to(one, d, True)) for d in one.sides), "accent")
    right = Series(
        tr("Right"),
        tuple(Point(moment(d.on), _came_to(one, d, False)) for d in one.sides),
        "waits-ink",
        SQUARE,
        dashed=True,
    )
    keys = [Key(each.mark, each.tone, each.name, each.dashed) for each in (left, right)]
    readings = by_day(view, ((day.on, partial(_say_sides, one, day)) for day in one.sides), races=False)
    less = tuple(Point(moment(day.on), day.asymmetry) for day in one.sides)
    keys.append(Key(BAR, "within", tr("Difference")))
    chart.show_sides((left, right), less, readings, keys, "", whole=not one.in_kilograms)

    def caption(start: float, end: float) -> str:
        seen = [day for day in one.sides if start <= moment(day.on) < end]
        if not seen:
            return _compared(one)
        return tr("{what}. Last: {difference}", what=_compared(one), difference=words.difference(seen[-1]))

    return Section(tr("Left and right: {exercise}", exercise=one.name), caption, lambda: _side_rows(one))


def _came_to(one: Practised, day: SidesDay, left: bool) -> float:
    value = day.left_came_to if left else day.right_came_to
    loaded = one.in_kilograms and bool(day.left[1]) and bool(day.right[1])
    return fmt.mass(value) or 0.0 if loaded else value


def _compared(one: Practised) -> str:
    if one.in_kilograms:
        return tr("Best set, {unit} × {mass}", unit=words.unit_word(one.unit).lower(), mass=fmt.mass_unit())
    return tr("Best set, {unit}", unit=words.unit_word(one.unit).lower())


def _say_sides(one: Practised, day: SidesDay) -> tuple[str, ...]:
    return (
        tr("Left: {what}", what=words.side_set(one, day.left)),
        tr("Right: {what}", what=words.side_set(one, day.right)),
        words.difference(day),
    )


def _side_rows(one: Practised) -> tuple[Row, ...]:
    return tuple(
        Row(
            day.on.toordinal(),
            day.on.toordinal(),
            day.on.toordinal() + 1,
            (
                fmt.date(day.on),
                words.side_set(one, day.left),
                words.side_set(one, day.right),
                words.difference(day),
            ),
            (day.on, day.left_came_to, day.right_came_to, day.asymmetry),
        )
        for day in reversed(one.sides)
    )


# ------------------------------------------------------------------------------------------------ pain


def pain_heads() -> tuple[Head, ...]:
    return (
        Head(tr("From"), 112),
        Head(tr("To"), 112),
        Head(tr("Where"), 132),
        Head(tr("Pain"), 56, right=True),
        Head(tr("Exercises")),
    )


def show_pain(chart: LaneChart, view: ProgressView) -> Section:
    lanes = [
        Lane(
            area_word(area),
            _blocks((*view.injuries.get(area, ()), *view.areas.get(area, ()))),
            "alarm",
            partial(_worst, view.areas.get(area, ())),
        )
        for area in sorted({*view.areas, *view.injuries}, key=area_word)
    ]
    for name, spans in ((tr("In sets"), view.in_sets), (tr("Next morning"), view.mornings)):
        if spans:
            lanes.append(Lane(name, _blocks(spans), "within", partial(_worst, spans)))
    keys = [Key(BAR, "alarm", tr("Reported"))] if view.areas else []
    keys += [Key(BAR, "within", tr("Logged with sets"))] if view.in_sets or view.mornings else []
    keys += [Key(HELD, "alarm", tr("Injury"))] if view.injuries else []
    chart.show_lanes(lanes, by_day(view, _pains(view), races=False), keys, tr("No pain logged."), _MOST_PAIN)

    def caption(start: float, end: float) -> str:
        every = (*(span for spans in view.areas.values() for span in spans), *view.in_sets, *view.mornings)
        return _worst(every, start, end)

    return Section(tr("Pain by area"), caption, lambda: _pain_rows(view))


def _blocks(spans: tuple[PainSpan, ...]) -> tuple[Block, ...]:
    blocks = (Block(s.start.toordinal(), s.end.toordinal() + 1, s.score, held=s.score == 0) for s in spans)
    return tuple(sorted(blocks, key=lambda block: (block.start, block.end)))


def _worst(spans: tuple[PainSpan, ...], start: float, end: float) -> str:
    seen = [s.score for s in spans if s.start.toordinal() < end and s.end.toordinal() >= start]
    return tr("worst {score}", score=max(seen)) if seen else ""


def _pains(view: ProgressView) -> Iterator[tuple[date, Say]]:
    for area, spans in view.injuries.items():
        for span in spans:
            yield span.start, partial(_say_injury, area_word(area), span)
    for area, spans in view.areas.items():
        for span in spans:
            yield span.start, partial(_say_pain, area_word(area), span)
    for name, spans in ((tr("In sets"), view.in_sets), (tr("Next morning"), view.mornings)):
        for span in spans:
            yield span.start, partial(_say_pain, name, span)


def _say_pain(name: str, span: PainSpan) -> tuple[str, ...]:
    said = tr("{where}: {score}", where=name, score=words.score(span.score))
    if span.end > span.start:
        said = tr("{where}: {score}, until {day}", where=name, score=words.score(span.score), day=fmt.date(span.end))
    return (said, *span.exercises)


def _say_injury(name: str, span: PainSpan) -> tuple[str, ...]:
    return (tr("{where}: injury, until {day}", where=name, day=fmt.date(span.end)),)


def _pain_rows(view: ProgressView) -> tuple[Row, ...]:
    found = [(area_word(area), span) for area, spans in view.areas.items() for span in spans]
    found += [(tr("{where}, injury", where=area_word(area)), s) for area, spans in view.injuries.items() for s in spans]
    found += [(tr("In sets"), span) for span in view.in_sets]
    found += [(tr("Next morning"), span) for span in view.mornings]
    found.sort(key=lambda one: (one[1].start, one[0]), reverse=True)
    rows: list[Row] = []
    for number, (where, span) in enumerate(found):
        score = str(span.score) if span.score else fmt.NOTHING
        exercises = ", ".join(span.exercises)
        cells = (fmt.date(span.start), fmt.date(span.end), where, score, exercises)
        keys = (span.start, span.end, where, span.score or None, exercises)
        rows.append(Row(number, span.start.toordinal(), span.end.toordinal() + 1, cells, keys))
    return tuple(rows)
