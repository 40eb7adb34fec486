"""Colours that carry a meaning: seen on what they stand on, and told apart by those who do not see red, green or blue."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest
from PySide6.QtGui import QColor

from desktop.qt import theme

GRAPHIC = 3.0
"""What WCAG 2.2 (1.4.11) asks of what is no text."""
APART = 10.0
"""Least distance (CIE 1976, L*a*b*) at which two colours that lie side by side are told apart at a glance."""

SHAPES = {
    "focus": ("paper", "surface", "field", "selection", "hover"),
    "accent": ("paper", "surface"),
    "mark": ("sidebar",),
    "alarm": ("paper", "surface", "field", "alarm-paper"),
    "held": ("surface", "held-paper"),
    "dot": ("surface",),
    "quiet": ("paper", "surface"),
}
"""Lines and icons that say something by themselves, and what they stand on. Bars of phases and of states stand beside their word."""

# Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision Deficiency,
# IEEE Transactions on Visualization and Computer Graphics 15(6), 2009; severity 1.0, on linear RGB.
SIGHTS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
URGENT = ("alarm", "within", "unlocked", "locked", "waits")


@pytest.mark.parametrize("name", theme.THEMES)
def test_what_is_no_text_is_seen_on_what_it_stands_on(name):
    colors = theme.read_theme(name).colors
    faint = [
        f"{shape} on {ground}: {theme.ratio(colors[shape], colors[ground]):.2f}"
        for shape, grounds in SHAPES.items()
        for ground in grounds
        if theme.ratio(colors[shape], colors[ground]) < GRAPHIC
    ]
    assert not faint, faint


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_focus_of_a_filled_button_is_seen_on_its_fill(name):
    colors = theme.read_theme(name).colors
    assert theme.ratio(colors["fill-focus"], colors["fill"]) >= GRAPHIC


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", theme.THEMES)
def test_words_of_states_stay_readable(name, sight):
    """Whoever sees fewer colours reads the word that goes with every state."""
    found = theme.read_theme(name)
    states = ("unlocked", "within", "locked", "waits", "held", "alarm", *(f"phase-{one}" for one in theme.PHASES))
    for state in states:
        ink, pill = (_seen(found.colors[f"{state}-{part}"], SIGHTS[sight]) for part in ("ink", "pill"))
        assert theme.ratio(ink, pill) >= 4.3, f"{state}: {theme.ratio(ink, pill):.2f}"


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", theme.THEMES)
def test_a_race_and_a_taper_are_told_from_the_weeks_beside_them(name, sight):
    """Which weeks lie beside each other in a season: build, taper, race, recovery; their bars carry no word of their own."""
    colors = theme.read_theme(name).colors
    order = [_seen(colors[f"phase-{one}"], SIGHTS[sight]) for one in ("build", "taper", "race", "recovery")]
    assert min(_apart(one, other) for one, other in pairwise(order)) >= APART


@pytest.mark.parametrize("name", theme.THEMES)
def test_states_differ_for_whoever_sees_all_colours(name):
    colors = theme.read_theme(name).colors
    assert all(_apart(colors[one], colors[other]) >= APART for one, other in combinations(URGENT, 2))


@pytest.mark.parametrize("sight", SIGHTS)
def test_grey_stays_grey(sight):
    assert _apart(_seen("#808080", SIGHTS[sight]), "#808080") < 1


def test_red_and_green_are_near_without_green():
    red, green = "#D01010", "#708010"
    assert _apart(red, green) > 2 * _apart(*(_seen(one, SIGHTS["deuteranopia"]) for one in (red, green)))


def _linear(text: str) -> list[float]:
    colour = QColor(text)
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _seen(text: str, sight: tuple[tuple[float, ...], ...]) -> str:
    """The colour '#rrggbb' as it is seen."""
    light = [
        min(1.0, max(0.0, sum(share * part for share, part in zip(row, _linear(text), strict=True)))) for row in sight
    ]
    shown = [12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in light]
    return QColor.fromRgbF(*shown).name()


def _lab(text: str) -> tuple[float, float, float]:
    red, green, blue = _linear(text)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _apart(one: str, other: str) -> float:
    return math.dist(_lab(one), _lab(other))
