"""Every chart of Sapa by its name: DataFrame -> Figure, no page and no database known here."""

from reports.both_sides import both_sides
from reports.heat import heat_table
from reports.leaderboard import ends, leaderboard, with_standing
from reports.ranked import ranked
from reports.shares import shares
from reports.small_multiples import small_multiples
from reports.trend import band_trend, lines
from reports.waterfall import waterfall

__all__ = [
    "band_trend", "both_sides", "ends", "heat_table", "leaderboard", "lines", "ranked", "shares",
    "small_multiples", "waterfall", "with_standing",
]  # fmt: skip
