"""The window looks as it was accepted: in every scene, both themes, both languages, three sizes and large text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from tests.scenes.comparing import ACCEPTED, MOST, difference, drawn

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a list drops down, and there is no screen
HOW = "look at it; if it is meant: python -m tests.scenes.comparing {name}"


def test_nothing_looks_other_than_accepted(qapp, stores, tmp_path_factory):
    changed: list[str] = []
    seen: set[str] = set()
    out = tmp_path_factory.mktemp("changed")
    for name, image in drawn(stores):
        seen.add(name)
        kept = QImage(str(ACCEPTED / f"{name}.png"))
        share = 1.0 if kept.isNull() else difference(kept, image)
        if share > MOST:
            image.save(str(out / f"{name}.png"))
            changed.append(f"{name}: {share:.2%} differs, drawn as {out / name}.png; {HOW.format(name=name)}")
    assert not changed, "\n".join(changed)
    assert {file.stem for file in ACCEPTED.glob("*.png")} == seen, "accepted pictures of what is drawn no more"


@pytest.mark.parametrize("text, other, differs", [("12 kg", "12 kg", False), ("12 kg", "14 kg", True), ("", "a", True)])
def test_a_letter_is_seen_and_a_soft_edge_is_not(qapp, text, other, differs):
    def picture(words: str, shift: float) -> QImage:
        image = QImage(80, 40, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawText(10, 20, words)
        painter.fillRect(60, 5, 10, 10, QColor(0, 0, 0, round(40 + shift)))
        painter.end()
        return image

    assert (difference(picture(text, 0), picture(other, 8)) > MOST) is differs
