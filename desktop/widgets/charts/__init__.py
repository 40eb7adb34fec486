"""Charts over time, painted by ourselves: `Chart` and what derives from it, all over one `Span` of days, and their pictures.

A plotting library was measured and not taken (DECISIONS.md): reading it in can keep a window still for longer than it may be.
"""
