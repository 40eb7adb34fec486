from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.qt import theme
from desktop.widgets.card import FigureCard
from desktop.widgets.dots import dots_words
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.link import Link
from desktop.widgets.phases import phase_tone, phase_word
from desktop.widgets.pill import Pill
from desktop.widgets.reason_list import MET, PARTIAL, ReasonLine, ReasonList
from desktop.widgets.whole_label import WholeLabel
from rules.vocabulary import Phase


def test_a_pill_says_its_state_and_hides_without_words(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    pill = Pill("Within reach", "within", "partial", host)
    host.show()
    assert pill.accessibleName() == "Within reach"
    plain = Pill("Within reach", "within", "", host).sizeHint().width()
    assert pill.sizeHint().width() > plain  # the icon has its room: state is never colour alone
    pill.show_state("", "within")
    assert not pill.isVisible()


def test_a_pill_paints_its_tone(qtbot):
    pill = Pill("Taper", "phase-taper")
    qtbot.addWidget(pill)
    pill.resize(pill.sizeHint())
    pixel = pill.grab().toImage().pixelColor(pill.height() // 2, 3)
    assert pixel.name() == theme.color("phase-taper-pill").name()


def test_every_phase_has_a_word_and_a_colour(qtbot):
    for phase in Phase:
        assert phase_word(phase)
        for suffix in ("", "-pill", "-ink"):
            assert theme.color(phase_tone(phase) + suffix).isValid()


def test_a_figure_card_is_read_as_one(qtbot):
    card = FigureCard("need attention")
    qtbot.addWidget(card)
    card.show_figure("2", alarm=True)
    assert card.accessibleName() == "2 need attention"
    assert card.figure == "2"


def test_a_figure_card_says_its_caption_whole_and_keeps_its_height(qtbot):
    card = FigureCard("Unlocks within reach, counting…", "2")
    qtbot.addWidget(card)
    card.show()
    card.resize(140, card.heightForWidth(140))
    caption = card._caption
    assert caption.height() >= caption.heightForWidth(caption.width()) > caption.fontMetrics().height() * 1.5
    high = caption.height()
    card.show_figure("3", caption="Unlocks")
    assert caption.height() == high


def test_a_link_without_room_is_cut_and_says_itself_whole(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    row = QVBoxLayout(host)
    link = Link("rule standing.equipment")
    row.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
    host.resize(400, 60)
    host.show()
    wide = link.width()
    assert not link.toolTip()
    host.resize(120, 60)
    assert link.width() < wide
    assert host.rect().contains(link.geometry())
    assert link.toolTip() == link.text() == link.accessibleName() == "rule standing.equipment"
    host.resize(400, 60)
    assert link.width() == wide
    assert not link.toolTip()


def test_dots_say_their_numbers():
    assert dots_words(1, 2) == "1 of 2 sessions"
    assert dots_words(0, 1) == "0 of 1 session"
    assert dots_words(0, 0) == "rest"


def test_an_empty_page_offers_its_action(qtbot):
    empty = EmptyState("squad", "No athletes yet", "Add the first one.")
    qtbot.addWidget(empty)
    pressed = []
    empty.add_action("Add your first athlete", lambda: pressed.append(1))
    empty.show()
    qtbot.mouseClick(empty.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert pressed == [1]


def test_reasons_are_read_with_their_state_and_lead_to_their_rule(qtbot):
    reasons = ReasonList()
    qtbot.addWidget(reasons)
    first = [ReasonLine("Technique 4 of 5", MET), ReasonLine("On two days", PARTIAL, "1 of 2", 0.5, "gate.lunge")]
    reasons.show_lines(first)
    assert [line.spoken() for line in reasons.lines] == ["Technique 4 of 5, met", "On two days, partly met, 1 of 2"]
    link, column = reasons.findChild(QPushButton), reasons.layout()
    assert link is not None
    assert column is not None
    with qtbot.waitSignal(reasons.rule_asked) as asked:
        link.click()
    assert asked.args == ["gate.lunge"]
    reasons.show_lines(first[:1])
    assert column.count() == 1


def test_a_word_wider_than_its_label_is_told_whole_in_the_tooltip(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    label = WholeLabel(host)
    label.setText("Leg of the counterbalancing-swing")
    host.resize(400, 100)
    host.show()
    label.resize(label.widest_word() + 1, 60)
    assert label.toolTip() == ""
    whole = label.grab().toImage()
    label.resize(label.widest_word() - 8, 60)
    assert label.toolTip() == label.text() == "Leg of the counterbalancing-swing"
    cut = label.grab().toImage()
    assert whole.copy(0, 0, 40, 16) == cut.copy(0, 0, 40, 16)  # painted in the same place and colour
    label.resize(300, 60)
    assert label.toolTip() == ""
