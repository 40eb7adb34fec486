"""The first page there is: nobody in the squad yet."""

from desktop.pages.welcome.welcome import Welcome

__all__ = ["Welcome"]
