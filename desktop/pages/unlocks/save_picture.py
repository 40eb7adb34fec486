"""Saves the map of one athlete as a picture."""

from __future__ import annotations

from pathlib import Path

from desktop.i18n import tr
from desktop.qt import fmt
from desktop.qt.ask import is_trouble
from desktop.qt.page import Context
from desktop.services.whole_file import write_bytes
from desktop.widgets.unlock_map import PICTURE_KINDS, UnlockMap


def save_picture(context: Context, chart: UnlockMap, name: str) -> Path | None:
    """Asks for a file and writes it, as its name ends in .png, .svg or .pdf; None where nothing was written, which has been
    said."""
    today = context.services.clock()
    short = "-".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
    kinds = ";;".join((tr("Picture (*.png)"), tr("Drawing, sharp at any size (*.svg)"), tr("Page to print (*.pdf)")))
    try:
        chosen = context.ask.save_file(tr("Save the map"), f"unlocks-{short}-{today.isoformat()}.png", kinds)
        if chosen is None:
            return None
        if chosen.suffix.lower() not in PICTURE_KINDS:
            chosen = chosen.with_name(f"{chosen.name}.png")
        picture = chart.picture(tr("Unlocks of {name}", name=name), fmt.date(today))
        write_bytes(chosen, (picture.content(chosen.suffix.lower()),))
    except Exception as error:
        if not is_trouble(error):
            raise
        context.go.trouble(error)
        return None
    context.go.say(tr("Saved: {name}", name=chosen.name))
    return chosen
