"""Which template a session follows: B on the day farther before the long run, unless something else weighs more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from rules.planner.choice import Choice
from rules.planner.occasion import Occasion
from rules.planner.scene import FAR, Scene
from rules.rulebook import Rulebook
from rules.verdicts import Reason
from rules.vocabulary import Category, Template

_OTHER: Mapping[Template, Template] = {Template.A: Template.B, Template.B: Template.A}
_SAID: Mapping[Template, str] = {
    Template.A: "squat, balance, core",
    Template.B: "hinge, lunge, core",
    Template.AB: "everything in one session",
    Template.MICRO: "mobility only",
}


class Arranging:
    def __init__(self, rulebook: Rulebook, choice: Choice) -> None:
        self._book = rulebook
        self._choice = choice

    def template(self, scene: Scene, does: str, occasion: Occasion) -> tuple[Template, Reason]:
        """The template and why; `does` is what the rule of the day said."""
        if does in ("micro", "whole"):
            return _said(Template.MICRO if does == "micro" else Template.AB)
        wanted, why = self._arranged(scene, occasion)
        other = _OTHER[wanted]
        last = scene.diary.last_template(other)
        following = self._other_day(scene, occasion.on)
        most = int(self._book.numbers["slots"]["arrangement_days"])
        # the arrangement of the week holds unless the other template would wait too long for it
        late = scene.diary.last_template(wanted) is not None if last is None else (following - last).days > most
        if late:
            return other, Reason("planner.longest-ago", {"template": other.value})
        return wanted, why

    def categories(self, template: Template, occasion: Occasion) -> list[Category]:
        """What the session holds besides mobility, in order; older athletes have balance in every session."""
        categories: list[Category] = [
            c for c in self._book.numbers["template"][template.value] if c is not Category.MOBILITY
        ]
        older = int(self._book.numbers["older"]["from_age"])
        if template is Template.B and occasion.day.age is not None and occasion.day.age >= older:
            categories.insert(categories.index(Category.CORE), Category.BALANCE)
        return categories

    def _arranged(self, scene: Scene, occasion: Occasion) -> tuple[Template, Reason]:
        """B, which lowers more weight, on the day farther before the long run; the other way round while one of them has
        something new in it and the other day keeps clearer of the hard runs."""
        slots = scene.life.slots
        days = [day for day in (slots.primary, slots.secondary) if day is not None]
        weekday = occasion.on.isoweekday()
        nearest = min(days, key=lambda day: (min((weekday - day) % 7, (day - weekday) % 7), day))
        other_day = next(day for day in days if day != nearest)
        template = Template.B if nearest == slots.far else Template.A
        least = int(self._book.numbers["new_work"]["hours"])
        here, there = ((scene.life.hours(day) or FAR) >= least for day in (nearest, other_day))
        swap = here != there and self._has_new(_OTHER[template] if here else template, occasion)
        if swap and not self._has_new(template if here else _OTHER[template], occasion):
            return _OTHER[template], Reason("planner.clearer-day", {"template": _OTHER[template].value})
        return _said(template)

    def _has_new(self, template: Template, occasion: Occasion) -> bool:
        """Whether the session would bring in something that needs a day clear of the hard runs."""
        few = int(self._book.numbers["new_work"]["exposures"])
        for category in self.categories(template, occasion):
            slug = self._choice.first(category, occasion)
            if slug is not None and len(occasion.diary.of(slug)) < few:
                return True
        return False

    def _other_day(self, scene: Scene, on: date) -> date:
        """The day of the week's other session after this one."""
        slots = scene.life.slots
        days = [day for day in (slots.primary, slots.secondary) if day is not None and day != on.isoweekday()]
        return on + timedelta(days=min((day - on.isoweekday()) % 7 for day in days))


def _said(template: Template) -> tuple[Template, Reason]:
    return template, Reason("planner.template", {"template": template.value, "said": _SAID[template]})
