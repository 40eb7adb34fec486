"""The page of one week of an athlete: what is planned, entered set by set."""
