"""Every chart of Sapa by its name: DataFrame -> Figure, no page and no database known here."""

from reports.answer_bars import answer_bars
from reports.both_sides import both_sides
from reports.changes import changes
from reports.control_chart import control_chart
from reports.heat import heat_table
from reports.hour_heat import hour_heat
from reports.leaderboard import ends, leaderboard, with_standing
from reports.ranked import ranked
from reports.shares import shares
from reports.small_multiples import small_multiples
from reports.trend import band_trend, lines
from reports.waterfall import waterfall

__all__ = [
    "answer_bars", "band_trend", "both_sides", "changes", "control_chart", "ends", "heat_table", "hour_heat",
    "leaderboard", "lines", "ranked", "shares", "small_multiples", "waterfall", "with_standing",
]  # fmt: skip
