"""Data of the app: rulebook, themes, fonts, icons, texts."""

from pathlib import Path

VERSION = "0.1.0"
"""The one place where the version stands: `switchback --version`, the window, pyproject.toml and the installers read it."""
FOLDER = Path(__file__).parent
"""Where the files lie: beside this one, in an installed program too."""
