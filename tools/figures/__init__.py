"""What a record comes to, by version 2 of the rules, from its entries alone.

It shares no code with the program. `totals` and `obligations` are worked out; handovers one by one,
contradictions, media, sources and the timeline are not.
"""

from .obligations import obligations  # noqa: F401
from .standing import KNOWN  # noqa: F401
from .totals import Figures, totals  # noqa: F401

RULES = 2  # the version of the rules by which figures are worked out here
