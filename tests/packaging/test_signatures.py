"""What stands in a bundle for the loader of Qt's signatures: none of them is read before something goes wrong, and then all are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6

OURS = Path(__file__).parents[2] / "resources/packaging/signatures.py"
FIRST = """
import sys
from PySide6.QtCore import QPoint
read = "shibokensupport.signature.whole"
assert read not in sys.modules
"""
WRONG = """
try:
    QPoint("a", "b")
except TypeError as error:
    said = str(error)
assert "Supported signatures" in said, said
from PySide6.QtGui import QFont  # known from now on as well
try:
    QFont().setPixelSize("tall")
except TypeError as error:
    said = str(error)
assert "PySide6.QtGui.QFont.setPixelSize(arg__1: int" in said, said
assert read in sys.modules
"""


@pytest.fixture(scope="module")
def as_in_a_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to be looked in first, where the bindings of Qt find their Python in files, and ours among them."""
    folder = tmp_path_factory.mktemp("bundle")
    shutil.copytree(Path(shiboken6.__file__).parent, folder / "shiboken6", ignore=shutil.ignore_patterns("__pycache__"))
    run(folder, "import PySide6.QtCore", SBK_EMBED="false")
    loader = folder / "shiboken6/files.dir/shibokensupport/signature/loader.py"
    loader.rename(loader.with_name("whole.py"))
    shutil.copy(OURS, loader)
    return folder


def run(folder: Path, code: str, **variables: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen"} | variables
    done = subprocess.run([sys.executable, "-c", code], check=False, env=environment, capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert (done.returncode, said) == (0, ""), said


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the bindings of Qt find their libraries in another way")
@pytest.mark.parametrize("then", ["", WRONG])
def test_signatures_are_read_when_they_are_asked_for(as_in_a_bundle: Path, then: str) -> None:
    run(as_in_a_bundle, FIRST + then)
