"""Ctrl+K: everything one can go to or do, found by a few letters."""

from desktop.shell.palette.palette import Palette

__all__ = ["Palette"]
