"""When and where NPS is better or worse: hours of the week, and one small trend a unit."""

import math

import pandas as pd

from reports import charts, hour_heat
from ui import cards, data, estimates, filters, labels, theme
from ui.narrow import is_narrow
from ui.points import Points
from ui.words import _, formats, written_n


def hours_card() -> None:
    """Weekday by hour around the target, or around the NPS of the period where there is none."""
    frame, target = estimates.hours(), data.target("nps")
    now = data.one(data.metric("nps"))
    centre = target if target is not None else now["value"] if now else math.nan
    has_values = bool(frame["value"].notna().any()) and not math.isnan(centre)
    weekdays = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    figure = (
        charts.hour_heat(
            frame, theme.look(), centre=centre, weekdays=weekdays, withheld_words=_("too few answers")
        )
        if has_values
        else None
    )
    around = _("target {value}", value=formats().number(centre, 0)) if target is not None else _("the mean")
    cards.chart(
        figure,
        key="hours",
        title=_("When customers are more or less content"),
        caption=_(
            "NPS by hour of the contact; blue above, orange below {centre}; pale: could be chance",
            centre=around,
        ),
        frame=_coded(frame) if len(frame) else None,
        rows="answers_by_hour",
        points=Points(_coded(hour_heat.shown_cells(frame))) if has_values else None,
    )


def _coded(frame: pd.DataFrame) -> pd.DataFrame:
    """Weekday and hour as rows are narrowed by them."""
    coded = frame.assign(
        contact_weekday=[str(int(day)) for day in frame["weekday"]],
        contact_hour=[f"{int(hour):02d}:00" for hour in frame["hour"]],
    )
    figures = [word for word in frame if word not in {"weekday", "hour"}]
    return coded[["contact_weekday", "contact_hour", *figures]]


def units_card() -> None:
    """One small trend per unit on one scale, the best change first."""
    span = filters.chosen().span
    frame = data.metric("nps", by=("unit", span.grain), period=span.trend)
    changes = data.change("nps", by=("unit",)).sort_values("change", ascending=False, na_position="last")
    known = labels.names("unit")
    rows = [row for row in changes.to_dict("records") if pd.notna(row["unit"])]
    names = {str(row["unit"]): known.get(str(row["unit"]), str(row["unit"])) for row in rows}
    figure = charts.small_multiples(
        frame,
        theme.look(),
        grain=span.grain,
        by="unit",
        names=names,
        notes={str(row["unit"]): _note(row["count"], row["change"]) for row in rows},
        target=data.target("nps"),
    )
    cards.chart(
        figure if len(frame) and names else None,
        key="units",
        metric="nps",
        frame=frame,
        title=_("NPS by unit"),
        caption=_(
            "One scale for all, the best change first; beside the name: last value, its change, answers"
        ),
        points=Points(frame),
    )


def _note(count: float, change: float) -> str:
    """The change and the answers of the last period; on a phone the answers alone."""
    return written_n(count) if is_narrow() else f"{formats().change(change)} · {written_n(count)}"
