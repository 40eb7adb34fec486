"""How far an athlete's week is, in three numbers."""

from __future__ import annotations

from desktop.services.value import Value


class WeekCount(Value):
    """`done`: sessions done this week; one of whose sets none has an amount is not. `planned`: sessions the week's written plan
    has, those past included, and `coming` those of them still to come; None where no plan is written for the week."""

    done: int = 0
    planned: int | None = None
    coming: int | None = None

    def left(self, allowed: int) -> int:
        """Sessions still to come: as planned, else what the season allows and was not used."""
        return max(0, allowed - self.done) if self.coming is None else self.coming
