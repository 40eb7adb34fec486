"""Weeks and sessions on paper: the sheet that shows, saves and prints them."""

from __future__ import annotations

from desktop.pages.printing.print_sheet import PrintSheet, open_print_sheet
from desktop.pages.printing.squad_sheet import SquadPrintSheet, open_squad_print_sheet

__all__ = ["PrintSheet", "SquadPrintSheet", "open_print_sheet", "open_squad_print_sheet"]
