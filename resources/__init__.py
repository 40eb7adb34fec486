"""Data of the app, read by importlib.resources: rulebook, themes, fonts, icons, texts."""

VERSION = "0.1.0"
"""The one place where the version stands: `switchback --version`, the window, pyproject.toml and the installers read it."""
