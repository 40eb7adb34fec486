"""The help: whole in every language, every link and number leads somewhere, found whatever case and accents."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl

from desktop import app, i18n
from desktop.pages import PAGES
from desktop.services import help as texts
from desktop.services.help import ACROSS, FIRST, LINK, OF_ATHLETES, TOPICS, Help, marked, written
from desktop.shell.actions import ACTIONS
from desktop.shell.help.panel import HelpPanel
from desktop.shell.help.reader import picture

LANGUAGES = i18n.languages()
EACH = [(language, topic) for language in LANGUAGES for topic in TOPICS]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def book():
    return app.rulebook()


@pytest.fixture
def topics(book):
    yield Help(lambda: book, {spec.id: spec.shortcut for spec in ACTIONS})
    i18n.use("en")


def links(topic):
    return [link[2] for block in topic.blocks for link in LINK.finditer(block.text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_topic_and_no_other(language):
    folder = files("resources") / "help" / language
    assert {file.name for file in folder.iterdir()} == {f"{topic}.md" for topic in TOPICS}


def test_every_page_has_a_topic():
    assert tuple(spec.id for spec in PAGES) == texts.PAGES


@pytest.mark.parametrize("topic", TOPICS)
def test_languages_say_the_same_in_the_same_order(topic):
    source = written(topic, i18n.SOURCE)
    for language in LANGUAGES:
        other = written(topic, language)
        assert [block.kind for block in other.blocks] == [block.kind for block in source.blocks]
        assert links(other) == links(source)
        assert [block.file for block in other.blocks] == [block.file for block in source.blocks]


@pytest.mark.parametrize("language, topic", EACH)
def test_links_lead_somewhere_and_pictures_exist(language, topic):
    found = written(topic, language)
    pages = {spec.id for spec in PAGES}
    for link in links(found):
        kind, _, where = link.partition(":")
        assert where in (TOPICS if kind == "topic" else pages), link
        assert kind in ("topic", "page")
    for block in found.blocks:
        assert block.kind != texts.PICTURE or not picture(block.file).isNull()
        assert block.text.count("**") % 2 == 0


@pytest.mark.parametrize("language, topic", EACH)
def test_every_number_is_filled(language, topic, topics):
    i18n.use(language)
    for block in topics.topic(topic).blocks:
        assert not re.search(r"[{}]", block.text), block.text


def test_numbers_are_those_of_the_rulebook(topics, book):
    assert f"valid for {book.numbers['coach']['valid_days']} days" in " ".join(
        block.text for block in topics.topic("opening").blocks
    )


def test_no_topic_is_an_orphan():
    linked = {link for topic in TOPICS for link in links(written(topic, "en"))}
    assert {f"topic:{topic}" for topic in ACROSS if topic not in (FIRST, "keyboard")} <= linked


def test_french_is_set_as_french():
    for topic in TOPICS:
        text = (files("resources") / "help" / "fr" / f"{topic}.md").read_text("utf-8")
        prose = re.sub(r"\{[^}]*\}|\]\([^)]*\)", "", text)
        assert not re.search(r"(?<![\u00a0\u202f])[;?!»](?!\[)", prose), topic
        assert not re.search(r"[ \w*]:(?=\s)", prose.replace("\u00a0:", "")), topic
        assert "'" not in prose, topic


def test_readme_shows_the_pictures_of_the_help():
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert shown
    assert all(name.startswith("resources/help/pictures/") and (ROOT / name).is_file() for name in shown)


def test_search_minds_neither_case_nor_accents(topics):
    i18n.use("fr")
    assert topics.search("AFFUTAGE", TOPICS)[0].topic.id == "taper"
    assert topics.search("  ", TOPICS) == ()
    assert topics.search("xyzzy", TOPICS) == ()
    assert {hit.topic.id for hit in topics.search("douleur", ["pain"])} == {"pain"}


def test_what_was_typed_is_marked_in_the_text_as_it_is_written():
    assert marked("L’affûtage, un AFFUTAGE", "affutage") == [
        ("L’", False), ("affûtage", True), (", un ", False), ("AFFUTAGE", True),
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- the panel


class Doors:
    """Which pages may be reached, and whether athlete mode is on."""

    def __init__(self):
        self.pages = {spec.id for spec in PAGES}
        self.confined = False


@pytest.fixture
def doors():
    return Doors()


@pytest.fixture
def panel(qtbot, topics, doors):
    made = HelpPanel(topics, lambda page: page in doors.pages, lambda: doors.confined)
    qtbot.addWidget(made)
    made.resize(340, 600)
    made.open()
    made.show_page("season", [("F1", "Help for this page")])
    return made


def said(panel):
    return panel.reader.toPlainText()


def test_the_page_shown_is_explained_with_its_keys(panel):
    assert "Reading the strip" in said(panel)
    assert "Help for this page" in said(panel)
    panel.show_page("log", [])
    assert "Off plan" in said(panel)
    panel.go_back()
    assert "Reading the strip" in said(panel)


def test_a_page_without_a_topic_shows_the_contents(panel):
    panel.show_page("nowhere", [])
    assert "All topics" in said(panel)


def test_typing_searches_and_enter_opens_the_best(panel, qtbot):
    qtbot.keyClicks(panel.field, "MOBILITY screen")
    assert "Profile" in said(panel)
    assert panel.field.accessibleDescription()
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert panel.reader.extraSelections()
    panel.go_back()
    assert panel.field.text() == "MOBILITY screen"
    qtbot.keyClick(panel.field, Qt.Key.Key_Escape)
    assert "Reading the strip" in said(panel)


def test_nothing_found_is_said(panel, qtbot):
    qtbot.keyClicks(panel.field, "xyzzy")
    assert "Nothing in the help says that" in said(panel)


def test_links_lead_to_topics_and_pages_and_nowhere_else(panel, qtbot):
    panel.reader.anchorClicked.emit(QUrl("topic:taper"))
    assert "The phases" in said(panel)
    with qtbot.waitSignal(panel.page_asked) as asked:
        panel.reader.anchorClicked.emit(QUrl("page:week"))
    assert asked.args == ["week"]
    before = said(panel)
    for strange in ("https://example.org/", "file:///etc/hosts", "topic:nowhere", "page:nowhere"):
        with qtbot.assertNotEmitted(panel.page_asked):
            panel.reader.anchorClicked.emit(QUrl(strange))
        assert said(panel) == before


def test_the_contents_have_every_topic(panel, topics):
    panel.show_contents()
    assert all(topics.title(topic) in said(panel) for topic in TOPICS)


def test_an_athlete_sees_the_topics_of_open_pages_only(panel, doors):
    doors.pages, doors.confined = {"week", "log"}, True
    assert set(panel.topics()) == {"week", "log"} | OF_ATHLETES
    panel.open_topic("profile")
    assert "Declarations" not in said(panel)
    panel.open_topic("pain")
    assert 'href="page:week"' in panel.reader.toHtml()
    assert 'href="page:profile"' not in panel.reader.toHtml()
    assert panel.tour.isHidden()


def test_pictures_come_from_the_help_only(panel):
    assert panel.reader.sized("season.png")
    assert not panel.reader.sized("../icons/add.svg")
    assert panel.reader.loadResource(2, QUrl("/etc/hosts@100")) is None


def test_escape_closes_and_gives_the_focus_back(panel, qtbot):
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.field, Qt.Key.Key_Escape)
    panel.dismiss()
    assert panel.isHidden()
