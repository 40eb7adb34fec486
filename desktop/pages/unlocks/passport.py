"""Saves the unlock passport: a file for the phone, and beside it one for paper."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

from desktop.i18n import tr
from desktop.qt import theme
from desktop.qt.ask import is_trouble
from desktop.qt.page import Context
from desktop.services.passport import Look, page, passport
from desktop.services.whole_file import write_bytes
from desktop.widgets.paper.writing import passport_pdf

_FONTS: Final = {400: "Inter-Regular.otf", 600: "Inter-SemiBold.otf"}


def save_passport(context: Context, athlete_id: str) -> tuple[Path, Path] | None:
    """Asks for a name and writes <name>.html and <name>.pdf; None where nothing was written, which has been said."""
    try:
        told = passport(context.services, athlete_id)
        chosen = context.ask.save_file(
            tr("Save the passport: two files, a page for the phone and a PDF for paper"),
            f"{told.file_name}.html",
            tr("Unlock passport (*.html)"),
        )
        if chosen is None:
            return None
        phone = chosen if chosen.suffix.lower() in (".html", ".htm") else chosen.with_name(f"{chosen.name}.html")
        paper = phone.with_suffix(".pdf")
        if paper.exists() and not phone.exists() and not context.ask.replaces(paper):
            return None
        write_bytes(phone, (page(told, passport_look()).encode(),))
        write_bytes(paper, (passport_pdf(told),))
    except Exception as error:
        if not is_trouble(error):
            raise
        context.go.trouble(error)
        return None
    context.go.say(tr("Saved: {phone} for the phone, {paper} for paper.", phone=phone.name, paper=paper.name))
    return phone, paper


def passport_look() -> Look:
    """The colours of both themes and the bundled font."""
    fonts = {weight: (files("resources") / "fonts" / name).read_bytes() for weight, name in _FONTS.items()}
    return Look(theme.read_theme("light").colors, theme.read_theme("dark").colors, fonts)
