"""What was planted into the demo, so that tests and pages can ask whether it is found."""

from dataclasses import dataclass, field
from datetime import date

from etl.demo.clock import MONTHS


@dataclass(frozen=True)
class Truths:
    """The ground truth of the demo operator. Counts hold at scale 1; the 137 at every scale."""

    nps_by_month: dict[str, float]
    agents_rated_by_month: dict[str, int]
    front_line_agents: int = 60
    state_portal_appeals: int = 137

    agent_with_three_perfect_ratings: str = "1035"
    three_ratings_month: str = "2022-07"
    agent_withholding_surveys: str = "1041"

    mix_unit: str = "office_steppe"  # worst raw AR of all units, better than the others in each process
    script_kept_but_unhappy_process: str = "port_number"

    dealer_without_codes: str = "D07"
    codes_mandatory_from: date = date(2022, 4, 1)

    wave_category: str = "unwanted_sim"
    wave_start: date = date(2021, 9, 6)
    wave_peak: date = date(2021, 9, 9)
    wave_end: date = date(2021, 10, 3)

    incident_day: date = date(2022, 5, 17)
    incident_region: str = "North"

    coached_with_effect: str = "1010"
    coached_with_effect_on: str = "apologised"
    coached_with_effect_day: date = date(2022, 4, 11)
    coached_relapsed: str = "1022"
    coached_relapsed_on: str = "offered_rating"
    coached_relapsed_day: date = date(2022, 4, 18)

    bottleneck_operator_waits: tuple[str, str] = ("re_register", "approval")  # process, step
    bottleneck_customer_waits: tuple[str, str] = ("connect", "visit")

    improvement_with_effect: str = "open_until_21"
    improvement_with_effect_unit: str = "office_lake"
    improvement_with_effect_day: date = date(2022, 3, 1)
    improvement_without_effect: str = "children_corner"
    improvement_without_effect_unit: str = "office_bazaar"
    improvement_without_effect_day: date = date(2022, 2, 1)

    payment_days_in_transit: tuple[int, int] = (3, 4)
    share_of_robocalls_in_transit: float = 0.12
    share_of_robocalls_for_a_trifle: float = 0.04

    template_replies_by_channel: dict[str, float] = field(
        default_factory=lambda: {"facebook": 0.65, "forum": 0.35, "telegram": 0.5}
    )
    reopened_after_template: float = 0.18  # others: 0.05

    agents_repeating_errors: tuple[tuple[str, str], ...] = ()  # in recordings: agent, criterion


_NPS = (30, 31, 31, 32, 33, 32, 33, 34, 34, 35, 36, 37, 38, 41, 43, 46, 49, 52, 55)
_RATED = (52, 53, 52, 54, 53, 52, 53, 54, 53, 52, 54, 53, 52, 53, 54, 53, 55, 54, 55)


def _by_month(values: tuple[int, ...]) -> dict[str, int]:
    return {f"{y}-{m:02d}": value for (y, m), value in zip(MONTHS, values, strict=True)}


TRUTHS = Truths(
    nps_by_month={month: float(value) for month, value in _by_month(_NPS).items()},
    agents_rated_by_month=_by_month(_RATED),
    agents_repeating_errors=(("1005", "apologised"), ("1011", "offered_rating"), ("1014", "greeting")),
)
"""The planted truths of the demo as it is written."""
