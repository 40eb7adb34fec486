"""What of the athlete's weeks lightens a session: gathers the facts that the rules of easing ask for."""

from __future__ import annotations

from rules.conditions import Value
from rules.planner.dosing import Dosing
from rules.planner.easing import Easer, Easing
from rules.planner.occasion import Occasion
from rules.planner.scene import BUILDING, Scene, monday_of
from rules.rulebook import Rulebook
from rules.vocabulary import Decision, Experience, Template

_WEEK = 7  # days a lighter week lasts after what called for it


class Lightening:
    def __init__(self, rulebook: Rulebook, dosing: Dosing) -> None:
        self._book = rulebook
        self._dosing = dosing
        self._easer = Easer(rulebook)

    def of(self, scene: Scene, occasion: Occasion) -> Easing:
        """What lightens this session; mobility alone is light already."""
        if occasion.template is Template.MICRO:
            return Easing()
        on, day, feeling = occasion.on, occasion.day, scene.feeling(occasion.slot)
        monday = monday_of(on)
        numbers = self._book.numbers["deload"]
        old = day.age is not None and day.age >= numbers["from_age"]
        often = occasion.experience is Experience.EXPERIENCED or old
        every = int(numbers["weeks_experienced" if often else "weeks_novice_intermediate"])
        weeks = scene.diary.weeks_in_a_row(monday)
        fails, failing = self._fails(scene, occasion)
        ill = scene.life.illness_before(on)
        low, last_low = scene.diary.low_readiness()
        facts: dict[str, Value | None] = {
            "deload_due": int(weeks >= every - 1),
            "load_up": int(day.caps.load_up and day.phase in BUILDING),
            "lower_in_days": scene.days_to_lower(monday),
            "return_ago_days": scene.days_since_return(monday),
            "fails": fails,
            "low_readiness": low if last_low is not None and (on - last_low).days <= _WEEK else 0,
            "readiness": feeling.readiness,
            "soreness": feeling.soreness,
            "well_days": None if ill is None else ill[0],
            "ill_days": None if ill is None else ill[1],
            "light": int(occasion.light),
        }
        said: dict[str, Value] = {"weeks": weeks}
        if failing:
            said["failing"] = failing
        return self._easer.of(facts, said)

    def _fails(self, scene: Scene, occasion: Occasion) -> tuple[int, str]:
        """The exercise with the most failed sessions in a row, if the last of them lies within a week."""
        worst = (0, "")
        for trained in scene.diary.sessions[: scene.logged]:
            if (occasion.on - trained.on).days > _WEEK or trained.eased:
                continue
            for done in trained.exercises:
                if done.off_plan or done.slug == worst[1] or not scene.diary.of(done.slug):
                    continue
                decision = self._dosing.decide(done.slug, occasion)
                if decision.decision is Decision.REDUCE_10_AND_DELOAD:
                    worst = max(worst, (int(decision.reason.facts.get("fails", 3)), done.slug))
        return worst
