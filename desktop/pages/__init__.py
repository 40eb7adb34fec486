"""The pages there are, in the order of the sidebar. A page's code is read and the page built when it is first shown, or in an
idle moment before: the first page is painted without waiting for the others."""

from __future__ import annotations

from desktop.i18n import later
from desktop.qt.page import ATHLETE, FOOT, LIBRARY, TOP, Page, PageSpec


def _squad() -> type[Page]:
    from desktop.pages.squad.page import SquadPage

    return SquadPage


def _week() -> type[Page]:
    from desktop.pages.week.page import WeekPage

    return WeekPage


def _season() -> type[Page]:
    from desktop.pages.season.page import SeasonPage

    return SeasonPage


def _unlocks() -> type[Page]:
    from desktop.pages.unlocks.page import UnlocksPage

    return UnlocksPage


def _log() -> type[Page]:
    from desktop.pages.log.page import LogPage

    return LogPage


def _progress() -> type[Page]:
    from desktop.pages.progress.page import ProgressPage

    return ProgressPage


def _profile() -> type[Page]:
    from desktop.pages.profile.page import ProfilePage

    return ProfilePage


def _exercises() -> type[Page]:
    from desktop.pages.exercises.page import ExercisesPage

    return ExercisesPage


def _rules() -> type[Page]:
    from desktop.pages.rules.page import RulesPage

    return RulesPage


def _settings() -> type[Page]:
    from desktop.pages.settings.page import SettingsPage

    return SettingsPage


SQUAD = PageSpec("squad", later("Squad"), "squad", TOP, _squad)
WEEK = PageSpec("week", later("This week"), "week", ATHLETE, _week)
SEASON = PageSpec("season", later("Season"), "season", ATHLETE, _season)
UNLOCKS = PageSpec("unlocks", later("Unlocks"), "unlocks", ATHLETE, _unlocks)
LOG = PageSpec("log", later("Log"), "log", ATHLETE, _log)
PROGRESS = PageSpec("progress", later("Progress"), "progress", ATHLETE, _progress)
PROFILE = PageSpec("profile", later("Profile"), "profile", ATHLETE, _profile)
EXERCISES = PageSpec("exercises", later("Exercises"), "exercises", LIBRARY, _exercises)
RULES = PageSpec("rules", later("Rules"), "rules", LIBRARY, _rules)
SETTINGS = PageSpec("settings", later("Settings"), "settings", FOOT, _settings)

PAGES: tuple[PageSpec, ...] = (SQUAD, WEEK, SEASON, UNLOCKS, LOG, PROGRESS, PROFILE, EXERCISES, RULES, SETTINGS)
