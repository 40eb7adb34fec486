"""Qt helpers that know nothing of coaching."""

from desktop.qt import overrides

overrides.install()  # before any class of ours is made
