"""The page of what is open to an athlete, and what opens the rest."""
