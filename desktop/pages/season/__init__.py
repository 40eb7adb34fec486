"""The page of an athlete's season: weeks, races and the reasons of every day."""
