"""One click makes the passport: two files under one name, or words about what went wrong."""

from __future__ import annotations

from desktop.pages import UNLOCKS


class Place:
    """Answers where to save."""

    def __init__(self, target) -> None:
        self.target = target

    def save_file(self, _title, _name, _kinds):
        return self.target

    def replaces(self, file):
        self.asked = file
        return False


def test_it_writes_a_file_for_the_phone_and_one_for_paper(show, context, people, tmp_path):
    page = show(UNLOCKS, people["Ana"].id)
    context.ask = Place(tmp_path / "ana")
    said = []
    context.go.said.connect(lambda text, _undo: said.append(text))
    page.save_passport()
    assert (tmp_path / "ana.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "ana.pdf").read_bytes().startswith(b"%PDF")
    assert "ana.html" in said[-1]


def test_a_place_that_takes_no_file_is_said_in_words(show, context, people, tmp_path, troubles):
    page = show(UNLOCKS, people["Ana"].id)
    context.ask = Place(tmp_path / "no-such-folder" / "ana.html")
    page.save_passport()
    assert len(troubles) == 1
    assert "ana.html" in troubles[0]


def test_a_pdf_of_that_name_is_not_replaced_unasked(show, context, people, tmp_path):
    page = show(UNLOCKS, people["Ana"].id)
    (tmp_path / "ana.pdf").write_text("a race plan")
    context.ask = Place(tmp_path / "ana.html")
    page.save_passport()
    assert context.ask.asked == tmp_path / "ana.pdf"
    assert (tmp_path / "ana.pdf").read_text() == "a race plan"
    assert not (tmp_path / "ana.html").exists()
