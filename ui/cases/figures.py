"""Figures of complaints or of appeals, never of both: in time, first word, how they end."""

from functools import partial

from ui import cards
from ui.complaints import cards as case_cards
from ui.complaints.cards import Kind
from ui.words import _

_FIRST = ("interim_same_day", "applicant_rating", "repeat_cases")
_ENDINGS = ("justified_cases", "recalculation", "reopened_cases", "overturned_answers", "withdrawn_cases")


def kpis(kind: Kind) -> None:
    """Answered on time, first word the same day, the applicants' rating, repeated."""
    cards.kpis(partial(case_cards.on_time_kpi, kind), *_of(kind, _FIRST))


def endings(kind: Kind) -> None:
    """How they end: justified, money given back, opened again, overturned, withdrawn."""
    with cards.card("case_endings"):
        cards.head(key="case_endings", title=_("How they end"), caption=_("By the day of registration"))
        cards.kpis(*_of(kind, _ENDINGS))


def _of(kind: Kind, names: tuple[str, ...]) -> list[partial[None]]:
    also = {"kind": (kind.code,)}
    return [partial(cards.kpi, name, also=also, key=f"{name}_{kind.code}") for name in names]
