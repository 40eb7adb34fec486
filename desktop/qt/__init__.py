"""Qt helpers that know nothing of coaching."""
