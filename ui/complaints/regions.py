"""Where which cause comes more often than elsewhere: regions by causes, and regions as tiles."""

import pandas as pd
import streamlit as st

from reports.region_layout import Layout, layout
from reports.region_map import cells, region_map
from reports.region_tiles import region_tiles
from ui import cards, data, labels, theme
from ui.complaints.cards import Kind
from ui.narrow import is_narrow
from ui.points import Points
from ui.words import _, formats, language, written_n

_CAUSES = {True: 3, False: 10}
_ALL = 1000
"""More causes than there are."""


def section(kind: Kind) -> None:
    """The table, and tiles where it is known how the regions lie: many of them need the whole width."""
    regions = data.metric(kind.rate, by=("region",))
    known = regions[regions["region"].notna() & regions["value"].notna()]
    if len(known) < 2:
        return
    places = layout(list(known["region"]), language(), is_narrow=is_narrow())
    found = _found(kind, known)
    if places is None:
        _table(kind, found)
    elif places.columns > 3:
        _tiles(kind, known, found, places)
        _table(kind, found)
    else:
        wide = st.grid(3, min_column_width=340)
        with wide.cell(column_span=2):
            _table(kind, found)
        with wide.cell():
            _tiles(kind, known, found, places)


def _found(kind: Kind, regions: pd.DataFrame) -> pd.DataFrame:
    """As ``cells`` gives it, of every cause, the most frequent first."""
    frame = data.metric(kind.rate, by=("region", "category")).rename(columns={kind.count: "cases"})
    everywhere = data.metric(kind.rate, by=("category",))
    usual = {
        row["category"]: row["value"] for row in everywhere.to_dict("records") if pd.notna(row["category"])
    }
    contacts = {row["region"]: int(row["count"]) for row in regions.to_dict("records")}
    return cells(frame, contacts, usual, _ALL)


def _table(kind: Kind, every: pd.DataFrame) -> None:
    if every.empty:
        return
    causes = list(dict.fromkeys(every["category"]))[: _CAUSES[is_narrow()]]
    found = every[every["category"].isin(causes)].reset_index(drop=True)
    names = {code: labels.name("region", code) for code in found["region"].unique()}
    figure = region_map(
        found, theme.look(), regions=names, causes={code: labels.name("category", code) for code in causes},
        usual_words=_("the country:"),
    )  # fmt: skip
    contacts = found.drop_duplicates("region")["count"].sum()
    cards.chart(
        figure, key=f"{kind.code}_regions", metric=kind.rate, frame=_answered(found, kind),
        title=_title(found),
        caption=_("Per 1,000 contacts; orange: above the country's rate of it, blue: below; bold: sure")
        + f" · {written_n(int(contacts))}",
        points=Points(found[["region", "category"]]),
    )  # fmt: skip


def _answered(found: pd.DataFrame, kind: Kind) -> pd.DataFrame:
    """The table behind a chart: what is drawn, as an answer has it."""
    return found.drop(columns=["usual", "is_clear"]).rename(columns={"cases": kind.count})


def _title(found: pd.DataFrame) -> str:
    """The cell that lies furthest above the country's rate, where that is clear."""
    worst = _worst(found)
    if worst is None:
        return _("No region has clearly more of a cause than the country")
    return _(
        "{region}: {times} times the country's rate of “{cause}”",
        region=labels.name("region", worst["region"]), cause=labels.name("category", worst["category"]),
        times=formats().number(worst["value"] / worst["usual"], 1),
    )  # fmt: skip


def _worst(found: pd.DataFrame) -> "pd.Series | None":
    above = found[found["is_clear"] & (found["value"] > found["usual"])]
    return None if above.empty else above.iloc[int((above["value"] / above["usual"]).argmax())]


def _tiles(kind: Kind, regions: pd.DataFrame, every: pd.DataFrame, places: Layout) -> None:
    """All causes together, or the one that is chosen."""
    key = f"map_cause_{kind.code}"
    chosen = str(st.session_state.get(key) or "")
    cause = chosen if len(every) and (every["category"] == chosen).any() else ""
    drawn = every[every["category"] == cause].reset_index(drop=True) if cause else regions
    usual = float(drawn["usual"].iloc[0]) if cause else _usual(kind)
    names = {code: labels.name("region", code) for code in drawn["region"]}
    figure = region_tiles(
        drawn, theme.look(), places, names=names, usual=usual, usual_words=_("the country:"),
        empty_words=_("no contacts"),
    )  # fmt: skip
    cards.chart(
        figure, key=f"{kind.code}_tiles", metric=kind.rate, frame=_answered(drawn, kind) if cause else drawn,
        title=_tiles_title(drawn, usual, cause), caption=_tiles_caption(drawn, usual, places),
        points=Points(drawn[["region"]], also={"category": (cause,)} if cause else {}),
        switch=(lambda: _cause_choice(every, key)) if len(every) else None,
    )  # fmt: skip


def _usual(kind: Kind) -> float:
    return float(data.one(data.metric(kind.rate)).get("value", float("nan")))


def _cause_choice(every: pd.DataFrame, key: str) -> None:
    names = {"": _("All causes")} | {
        str(code): labels.name("category", code) for code in every["category"].unique()
    }
    st.selectbox(
        _("Cause"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        label_visibility="collapsed",
        width=280,
    )


def _tiles_title(drawn: pd.DataFrame, usual: float, cause: str) -> str:
    """Where it comes most above the country's rate, where that is clear."""
    what = labels.name("category", cause) if cause else _("All causes")
    above = drawn[(drawn["low"] > usual) & (drawn["value"] > usual)]
    if above.empty:
        return _("{what}: no region is clearly above the country", what=what)
    worst = above.iloc[int(above["value"].argmax())]
    return _(
        "{what}: {region} has {times} times the country's rate",
        what=what, region=labels.name("region", worst["region"]),
        times=formats().number(worst["value"] / usual, 1),
    )  # fmt: skip


def _tiles_caption(drawn: pd.DataFrame, usual: float, places: Layout) -> str:
    rate = formats().number(usual, 2)
    parts = [_("Regions as they lie, not to scale; the country: {rate} per 1,000 contacts", rate=rate)]
    if is_narrow() and places.columns > 3:
        parts.append(_("below each rate its contacts"))
    return " · ".join([*parts, written_n(int(drawn["count"].sum()))])
