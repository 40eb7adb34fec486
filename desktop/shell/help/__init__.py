"""F1: the help of the page shown, every other topic, and a search over all of them."""

from desktop.shell.help.panel import HelpPanel

__all__ = ["HelpPanel"]
