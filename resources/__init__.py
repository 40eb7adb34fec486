"""Data of the app, read by importlib.resources: rulebook, themes, fonts, icons, texts."""
