from __future__ import annotations

import gc
import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from desktop.qt import icons, theme
from desktop.widgets.pill import pill_size
from desktop.widgets.search import as_search


def _pairs():
    for name in theme.THEMES:
        for text, grounds in theme.read_theme(name).contrast.items():
            for ground in grounds:
                yield name, text, ground


@pytest.mark.parametrize("name, text, ground", list(_pairs()))
def test_text_is_readable_on_its_background(name, text, ground):
    colors = theme.read_theme(name).colors
    assert theme.ratio(colors[text], colors[ground]) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_role_ending_in_ink_is_checked_for_contrast(name):
    found = theme.read_theme(name)
    inks = {role for role in found.colors if role == "ink" or role.endswith("-ink")} | {"quiet", "link"}
    assert inks <= set(found.contrast)


def test_themes_have_the_same_roles():
    assert set(theme.read_theme("light").colors) == set(theme.read_theme("dark").colors)


def test_ratio_agrees_with_the_standard():
    assert theme.ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", theme.THEMES)
def test_style_sheet_has_no_token_left(name):
    assert not re.search(r"\{[a-z-]+\}", theme.style_sheet(theme.read_theme(name)))


def test_unknown_role_is_refused():
    with pytest.raises(theme.ThemeError, match="no colour role"):
        theme.color("mauve")


def test_live_switch_recolours_and_warns_nothing(qtbot, qtlog):
    label = QLabel("Taper")
    qtbot.addWidget(label)
    label.show()
    with qtbot.waitSignal(theme.changes.changed):
        theme.apply("light")
    light = label.palette().windowText().color().name()
    theme.apply("dark")
    assert label.palette().windowText().color().name() != light
    assert theme.current().dark
    theme.apply("light", 1.5)
    assert theme.pixels("body") == 21
    theme.apply("light")
    assert [record.message for record in qtlog.records] == []


def test_an_icon_follows_the_theme_and_survives_collection(qtbot, monkeypatch):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24"/></svg>'
    from PySide6.QtCore import QByteArray
    from PySide6.QtSvg import QSvgRenderer

    monkeypatch.setattr(icons, "_renderer", lambda _name: QSvgRenderer(QByteArray(drawing)))
    theme.apply("light")
    icon = icons.icon("square-for-test", "accent")
    copies = [QIcon(icon) for _ in range(20)]
    gc.collect()
    for name in theme.THEMES:
        theme.apply(name)
        pixel = copies[3].pixmap(QSize(16, 16)).toImage().pixelColor(8, 8).name()
        assert pixel == theme.color("accent").name()
    theme.apply("light")
    sharp = icon.pixmap(QSize(16, 16), 2.0)
    assert (sharp.width(), sharp.devicePixelRatio()) == (32, 2.0)


def test_a_missing_icon_is_an_empty_icon(qtbot):
    assert icons.icon("no-such-icon").isNull()
    assert not icons.exists("no-such-icon")


def test_icons_beside_words_grow_with_the_text(qtbot):
    button, tool, line = QPushButton("Print"), QToolButton(), QLineEdit()
    holder = QWidget()
    qtbot.addWidget(holder)
    for widget in (button, tool, line):
        widget.setParent(holder)
    as_search(line)
    glass = line.findChildren(QToolButton)[-1]
    found = []
    for scale in (1.0, 1.5, 2.0):
        theme.apply("light", scale)
        holder.show()
        found.append((button.iconSize().width(), tool.iconSize().width(), pill_size("Taper", "check").width()))
        assert glass.isVisible()
    theme.apply("light")
    assert [wide for wide, _, _ in found] == [wide for _, wide, _ in found] == [16, 24, 32]
    assert found[0][2] < found[1][2] < found[2][2]
