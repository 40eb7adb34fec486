"""Seasons of the sample squad, rehearsed week by week: planned from what is known on the day, carried out with noise, gone on from."""
