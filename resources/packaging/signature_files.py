"""The Python that the bindings of Qt bring inside a library, compiled. They take it from the folder `files.dir` beside that library
where there is one (see SBK_EMBED in their documentation); else they unpack and compile it at every start. Its loader gives way to
ours, which reads the rest when it is asked for."""

from __future__ import annotations

import py_compile
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LOADER = Path(__file__).with_name("signature_loader.py")
_UNPACK = """
import shutil, sys
from pathlib import Path
import PySide6.QtCore
from shibokensupport.signature import loader
if hasattr(loader.__loader__, "zfile"):
    loader.__loader__.zfile.extractall(sys.argv[1])
else:
    shutil.copytree(Path(loader.__file__).parents[2], sys.argv[1], ignore=lambda *_: ["__pycache__"])
"""


class OtherBindings(Exception):
    """The bindings ask their loader for something that ours does not know."""


def _functions(file: Path, before: str = "") -> set[str]:
    return set(re.findall(rf"^{before}def (\w+)", file.read_text("utf-8"), re.MULTILINE))


def compiled(folder: Path) -> Iterator[tuple[str, Path]]:
    """Writes the files into the folder, anew; gives (place below `files.dir`, file) of each. Raises OtherBindings."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, "-c", _UNPACK, str(folder)], check=True)
    theirs = folder / "shibokensupport/signature/loader.py"
    asked = _functions(theirs, before=r"# name used in signature\.cpp\n") | {"post_init"}
    if len(asked) == 1 or not asked <= _functions(LOADER):
        raise OtherBindings(f"{LOADER.name} does not fit: asked for are {', '.join(sorted(asked))}")
    theirs.rename(theirs.with_name("whole.py"))
    shutil.copy(LOADER, theirs)
    for file in sorted(folder.rglob("*.py")):
        name = file.relative_to(folder).as_posix()
        unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(file), f"{file}c", dfile=name, doraise=True, invalidation_mode=unchecked)
        yield f"{name}c", Path(f"{file}c")
