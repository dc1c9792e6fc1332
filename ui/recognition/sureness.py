"""Can confidence be trusted: the reliability diagram of the model that heard most."""

from typing import TYPE_CHECKING

import streamlit as st

from reports.reliability import reliability
from ui import cards, theme
from ui.plain import plain
from ui.recognition import told
from ui.words import _, formats

if TYPE_CHECKING:
    from transcribe.api import Calibration, Evaluation

_SMALL = 3.0


def card(last: "Evaluation") -> None:
    """A dot a band of confidence; what it means; what a fitted curve would change."""
    title, caption = (
        _("Can confidence be trusted?"),
        _("Words that are right, by how sure the recogniser was"),
    )
    with cards.card("recognition_sureness", stretch=True):
        cards.head(key="recognition_sureness", title=title, caption=caption)
        if not last.calibrations:
            st.markdown(f":material/inbox: {_('No word was heard.')}")
            return
        chosen = _chosen(last)
        _diagram(chosen, f"{title} {caption}")
        st.markdown(told.sure_words(last))
        st.caption(_meaning(chosen))


def _chosen(last: "Evaluation") -> "Calibration":
    by_name = {each.model: each for each in sorted(last.calibrations, key=lambda each: -each.words)}
    if len(by_name) == 1:
        return next(iter(by_name.values()))
    first = next(iter(by_name))
    name = st.segmented_control(
        _("Model"), list(by_name), default=first, format_func=plain, key="recognition_model", required=True
    )
    return by_name[name or first]


def _diagram(chosen: "Calibration", alt: str) -> None:
    write = formats()
    points = [
        (100 * band.confidence, band.right, band.right_low, band.right_high, band.words)
        for band in chosen.bands
    ]
    hover = [
        "<br>".join(
            (
                _("confidence {mean}", mean=write.percent(sure, 0)),
                _(
                    "right {share} ({interval})",
                    share=write.percent(right),
                    interval=write.interval(low, high),
                ),
                told.words(count),
            )
        )
        for sure, right, low, high, count in points
    ]
    titles = (_("how sure the recogniser was"), _("right"))
    cards.draw(reliability(points, theme.look(), titles, hover), key="recognition_sureness", alt=alt)


def _meaning(chosen: "Calibration") -> str:
    points = formats().number(chosen.error)
    parts = [
        _(
            "On the dashed line confidence is what it says; on average it is {points} points away.",
            points=points,
        )
    ]
    if chosen.mended_error is not None and chosen.error - chosen.mended_error > _SMALL:
        after = formats().number(chosen.mended_error)
        parts.append(
            _(
                "A curve fitted to these recordings would leave {after}. It is kept with the evaluation, and "
                "nothing uses it by itself: a curve is only as good as these recordings are like your calls.",
                after=after,
            )
        )
    return " ".join(parts)
