"""Wrong causes set right where texts are listed: in the journal at once, in figures after the next load."""

from ui.corrections.book import corrected, may_choose, may_correct, standing
from ui.corrections.panel import panel

__all__ = ["corrected", "may_choose", "may_correct", "panel", "standing"]
