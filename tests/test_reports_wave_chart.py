"""A wave is drawn by day, and as a band around the periods of a trend that it lies in."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from reports.event_marks import note_axis
from reports.look import LIGHT, Look
from reports.small_multiples import small_multiples
from reports.wave_chart import add_wave_bands, wave_chart
from warehouse.waves import Wave

WAVE = Wave(date(2022, 3, 3), date(2022, 3, 4), 30, date(2022, 3, 5), 0.5, 0.2, 55, 1e-6)


def test_the_days_of_a_wave_stand_out_and_its_peak_is_written() -> None:
    days = pd.DataFrame({"day": pd.date_range("2022-03-01", periods=7), "value": [0, 1, 20, 30, 5, 0, 1]})
    drawn = wave_chart(days, Look("en"), WAVE, usual_words="usually")
    assert [colour == LIGHT.bad for colour in drawn.data[0].marker.color] == [
        False,
        False,
        True,
        True,
        True,
        False,
        False,
    ]
    texts = [note.text for note in drawn.layout.annotations]
    assert any("<b>30</b>" in text for text in texts) and "usually 0.5" in texts


def test_a_wave_stays_inside_of_the_small_trend_of_its_cause() -> None:
    rates = [1.0, 270.0, 90.0]
    frame = pd.DataFrame({"week": pd.date_range("2022-01-03", periods=3, freq="W-MON"), "category": "sim"})
    frame = frame.assign(value=rates, low=rates, high=rates, count=4000)
    drawn = small_multiples(
        frame, Look("en"), grain="week", by="category", names={"sim": "SIM"}, from_zero=True
    )
    assert drawn.layout.yaxis.range[0] == 0 and drawn.layout.yaxis.range[1] > 270


def test_a_band_lies_around_the_months_of_its_days() -> None:
    months = [date(2022, month, 1) for month in range(1, 7)]
    chart = go.Figure()
    note_axis(chart, months)
    add_wave_bands(
        chart, Look("en"), [(date(2022, 2, 20), date(2022, 3, 5)), (date(2021, 1, 1), date(2021, 2, 1))]
    )
    (band,) = chart.layout.shapes
    assert pd.Timestamp(band.x0) < pd.Timestamp(2022, 2, 1) and pd.Timestamp(band.x1) > pd.Timestamp(
        2022, 3, 1
    )
    assert pd.Timestamp(band.x1) < pd.Timestamp(2022, 4, 1)
    add_wave_bands(go.Figure(), Look("en"), [(date(2022, 2, 20), date(2022, 3, 5))])
