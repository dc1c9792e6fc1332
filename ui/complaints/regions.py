"""Where which cause comes more often than elsewhere: regions by causes, and regions as tiles."""

import pandas as pd
import streamlit as st

from reports.region_map import cells, region_map
from reports.region_tiles import placed, region_tiles
from ui import cards, data, labels, theme
from ui.complaints.cards import Kind
from ui.narrow import is_narrow
from ui.points import Points
from ui.words import _, formats, written_n

_CAUSES = {True: 3, False: 10}


def section(kind: Kind) -> None:
    """The table; beside it the tiles where it is known how the regions lie."""
    regions = data.metric(kind.rate, by=("region",))
    known = regions[regions["region"].notna() & regions["value"].notna()]
    if len(known) < 2:
        return
    places = placed(list(known["region"]))
    if not places:
        _table(kind, known)
        return
    wide = st.grid(3, min_column_width=340)
    with wide.cell(column_span=2):
        _table(kind, known)
    with wide.cell():
        _tiles(kind, known)


def _usual(kind: Kind) -> float:
    return float(data.one(data.metric(kind.rate)).get("value", float("nan")))


def _table(kind: Kind, regions: pd.DataFrame) -> None:
    frame = data.metric(kind.rate, by=("region", "category")).rename(columns={kind.count: "cases"})
    everywhere = data.metric(kind.rate, by=("category",))
    usual = {
        row["category"]: row["value"] for row in everywhere.to_dict("records") if pd.notna(row["category"])
    }
    contacts = {row["region"]: int(row["count"]) for row in regions.to_dict("records")}
    found = cells(frame, contacts, usual, _CAUSES[is_narrow()])
    key = f"{kind.code}_regions"
    if found.empty:
        return
    names = {code: labels.name("region", code) for code in contacts}
    causes = {code: labels.name("category", code) for code in usual}
    figure = region_map(found, theme.look(), regions=names, causes=causes, usual_words=_("the country:"))
    cards.chart(
        figure, key=key, metric=kind.rate, frame=frame, title=_table_title(found),
        caption=_("Per 1,000 contacts; orange: above the country's rate of it, blue: below; bold: sure")
        + f" · {written_n(sum(contacts.values()))}",
        points=Points(found[["region", "category"]]),
    )  # fmt: skip


def _table_title(found: pd.DataFrame) -> str:
    """The cell that lies furthest above the country's rate, where that is clear."""
    above = found[found["is_clear"] & (found["value"] > found["usual"])]
    if above.empty:
        return _("No region has clearly more of a cause than the country")
    worst = above.iloc[int((above["value"] / above["usual"]).argmax())]
    return _(
        "{region}: {times} times the country's rate of “{cause}”",
        region=labels.name("region", worst["region"]), cause=labels.name("category", worst["category"]),
        times=formats().number(worst["value"] / worst["usual"], 1),
    )  # fmt: skip


def _tiles(kind: Kind, regions: pd.DataFrame) -> None:
    names, usual = {code: labels.name("region", code) for code in regions["region"]}, _usual(kind)
    figure = region_tiles(regions, theme.look(), names=names, usual=usual, usual_words=_("the country:"))
    cards.chart(
        figure, key=f"{kind.code}_tiles", metric=kind.rate, frame=regions, title=_("All causes, by region"),
        caption=_("Regions as they lie, not to scale; the country: {rate} per 1,000 contacts",
                  rate=formats().number(usual, 2)),
        points=Points(regions[["region"]]),
    )  # fmt: skip
