"""What numbers mean: every term has a sentence, short enough for a tooltip, in the language in force."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from desktop import i18n
from desktop.widgets import meanings


@pytest.fixture(autouse=True)
def english():
    yield
    i18n.use(i18n.SOURCE)


def terms():
    return {value for name, value in vars(meanings).items() if name.isupper() and isinstance(value, str)}


def test_every_term_has_a_sentence_and_every_sentence_a_term():
    assert terms() == set(meanings.MEANINGS)


@pytest.mark.parametrize("term", sorted(meanings.MEANINGS))
def test_a_sentence_is_short_and_ends(term):
    said = meanings.meaning(term)
    assert said.endswith(".")
    assert len(said) <= 120


def test_it_is_said_in_the_language_in_force(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    english = meanings.MEANINGS[meanings.RIR]
    i18n.use_catalogue(i18n.Catalogue("xx", texts={english: "⟦rir⟧"}))
    meanings.explain(label, meanings.RIR, "3 × 8")
    assert label.toolTip() == label.accessibleDescription() == "3 × 8\n⟦rir⟧"
