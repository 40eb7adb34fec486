"""Sheets as files: the PDF is opened again and read."""

from __future__ import annotations

import pytest
from PySide6.QtPrintSupport import QPrinter

from desktop.qt import theme
from desktop.services.outcome import Cancelled, Refused
from desktop.widgets.paper.writing import Paper, page_layout, pdf, print_on, write_pdf
from tests.paper import examples as e
from tests.paper.pdf_reading import read

pytestmark = pytest.mark.usefixtures("qapp")
SIZES = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}


@pytest.fixture(autouse=True)
def window_font(qapp):
    """The window's own font, with its figures of one width, is in force as it is in the app."""
    theme.apply("light")


def worst():
    return e.sheets().session(e.LONG_NAME, e.worst())


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("paper", list(Paper))
def test_the_longest_session_is_one_page_that_says_everything(paper):
    sheet = worst()
    found = read(pdf([sheet], paper))
    (page,) = found.pages
    assert (page.width, page.height) == pytest.approx(SIZES[paper], abs=1)
    said = bare(page.text)
    for task in (*sheet.warm_up_tasks, *sheet.tasks):
        for text in (task.name, task.dose, task.load, task.bar, task.effort, *task.cues):
            assert bare(text) in said
    for text in (sheet.who, sheet.day, sheet.place, sheet.title, sheet.minutes):
        assert bare(text) in said


def test_the_apps_own_font_is_inside():
    found = read(pdf([worst()], Paper.A4))
    assert found.fonts
    assert all(name.startswith("Inter-") for name in found.fonts)
    assert found.embedded == len(found.fonts)


def test_several_sheets_are_several_pages_in_their_order(tmp_path):
    sheets = [e.sheets().session(e.MAYA, e.ordinary()), worst(), e.sheets().week(e.MAYA, e.week())]
    told: list[tuple[int, int]] = []
    count = write_pdf(tmp_path / "all.pdf", sheets, Paper.A4, lambda done, total: told.append((done, total)) or True)
    found = read((tmp_path / "all.pdf").read_bytes())
    assert count == len(found.pages) == 3
    assert found.pages[0].text.startswith("A Maya Torres Squat day")
    assert "Week of 11 Jan 2027" in found.pages[2].text
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_file_that_was_there_is_replaced_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "Maya Torres – A – 2027-01-12.pdf"
    path.write_text("old")
    write_pdf(path, [worst()])
    assert len(read(path.read_bytes()).pages) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_places_that_cannot_be_written_to_are_refused_in_words(tmp_path):
    (tmp_path / "file").write_text("kept")
    for path in (tmp_path / "missing" / "a.pdf", tmp_path / "file" / "a.pdf", tmp_path):
        with pytest.raises(Refused) as refused:
            write_pdf(path, [worst()])
        assert refused.value.field == "out"
        assert str(path) in refused.value.message
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text() == "kept"


def test_nothing_to_print_is_refused(tmp_path):
    with pytest.raises(Refused, match="nothing planned"):
        write_pdf(tmp_path / "a.pdf", [])


def test_stopping_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_text("old")
    with pytest.raises(Cancelled):
        write_pdf(path, [worst(), worst()], progress=lambda done, _total: done < 1)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("paper", list(Paper))
def test_a_printer_gets_the_same_page(tmp_path, paper):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageLayout(page_layout(paper))
    print_on(printer, [worst(), e.sheets().session(e.MAYA, e.ordinary())])
    printed = read((tmp_path / "printed.pdf").read_bytes())
    assert len(printed.pages) == 2
    assert (printed.pages[0].width, printed.pages[0].height) == pytest.approx(SIZES[paper], abs=1)
    assert printed.pages[0].text == read(pdf([worst()], paper)).pages[0].text
