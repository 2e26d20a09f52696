"""What is known of a record that another hand is going to change."""

#: Reports that print entries and figures, by way of which a forged one would be believed.
REPORTS = ["totals", "log", "export"]


class Made:
    """The heads that may be signed, and what reports print, of the record before it was changed."""

    def __init__(self, heads=frozenset(), reports=None):
        self.heads, self.reports = set(heads), reports or {}


def head(note):
    """The size and the root of a checkpoint."""
    return tuple(note.split("\n")[1:3])
