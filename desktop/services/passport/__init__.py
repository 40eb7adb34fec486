"""The unlock passport: what an athlete may train and what comes next, to take along."""

from desktop.services.passport.content import Entry, Lane, Passport, passport
from desktop.services.passport.html import Look, page

__all__ = ["Entry", "Lane", "Look", "Passport", "page", "passport"]
