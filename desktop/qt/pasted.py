"""Rows pasted into a page: read as the reader writes, added as one step, and what was left out said in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.i18n import tr, trn
from desktop.qt import fmt
from desktop.qt.ask import is_trouble
from desktop.qt.page import Page
from desktop.services.outcome import Refused
from desktop.services.pasting import LeftOut, Pasted, Pasting, Reading

_SAID = 4


def pasting(services: Any) -> Pasting:
    reading = Reading(fmt.parse_date, fmt.parse_number, lambda text: fmt.kilograms(fmt.parse_number(text)))
    return Pasting(services.desk, services.athletes, services.races, reading)


def take(page: Page, paste: Callable[[], Pasted]) -> Pasted | None:
    """Adds the rows through the page; None when the store would not take them."""
    try:
        pasted = paste()
    except Exception as error:
        if not is_trouble(error):
            raise
        page.context.go.trouble(error)
        return None
    receipt = pasted.receipt
    if receipt is not None:
        page.run(lambda: receipt)
    if pasted.left_out:
        page.context.go.trouble(Refused("", words(pasted.left_out)))
    elif receipt is None:
        page.context.go.say(tr("There are no rows in the clipboard. Copy them from a spreadsheet first."))
    return pasted


def words(left_out: tuple[LeftOut, ...]) -> str:
    head = trn(
        "{n} row was left out; it is still in the clipboard:",
        "{n} rows were left out; they are still in the clipboard:",
        len(left_out),
    )
    lines = [
        tr("Row {number}, {name}: {why}", number=one.number, name=one.name or fmt.NOTHING, why=one.why)
        for one in left_out[:_SAID]
    ]
    more = len(left_out) - _SAID
    if more > 0:
        lines.append(trn("and {n} more", "and {n} more", more))
    return "\n".join([head, *lines])
