"""Why a figure changed, in words and as the steps of a waterfall; made from a split."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reports.finding import N_, Amount, Finding, Named, Tone
from reports.frames import NameOf
from warehouse.split import REST, Split

_MOST = 6
_NOTHING = 0.05
"""An effect that would be written 0.0."""


@dataclass(frozen=True)
class StepWords:
    """What the steps are called that are no part: both totals, the smaller parts together, the mix."""

    before: str
    now: str
    others: str
    mix: str


def steps(found: Split, name: NameOf, words: StepWords, most: int = _MOST) -> pd.DataFrame:
    """``name, value, kind`` as ``waterfall`` draws it: the largest rate effects, the others in one step,
    the mix in one step; they add up exactly."""
    rated = found.parts.loc[found.parts["rate"].abs().sort_values(ascending=False).index]
    named = rated[rated["what"] != REST].head(most)
    others = found.rate - float(named["rate"].sum())
    rows = [(words.before, found.value_before, "total")]
    rows += [(_part_name(found, row, name), row["rate"], "rate") for row in named.to_dict("records")]
    if len(rated) > len(named):
        rows.append((words.others, others, "rate"))
    rows += [(words.mix, found.mix, "mix"), (words.now, found.value, "total")]
    return pd.DataFrame(rows, columns=["name", "value", "kind"])


def step_codes(found: Split, most: int = _MOST) -> list[tuple[str, ...]]:
    """The codes of each step of ``steps`` that is no total: none for the mix and for what is not known."""
    rated = found.parts.loc[found.parts["rate"].abs().sort_values(ascending=False).index]
    is_named = rated["what"] != REST
    codes = [_code(code) for code in rated[is_named][found.by[0]]]
    shown, hidden = codes[:most], [code for code in codes[most:] if code]
    steps = [(code,) if code else () for code in shown]
    others = [tuple(hidden)] if len(rated) > len(shown) else []
    return [*steps, *others, ()]


def _code(code: object) -> str:
    return code if isinstance(code, str) else ""


def why(found: Split) -> list[Finding]:
    """What happened, then why: the pieces of one sentence, ``rose 3.0``, ``+3.4 because ...``.

    A change that could be chance is called so and given no reasons; a part is named only where it is clear.
    """
    size = Amount(found.change, found.metric.unit, found.metric.decimals, "change")
    if not found.is_clear:
        return [Finding(N_("Whether NPS changed is unclear ({change})"), {"change": size})]
    rose = found.change > 0
    moved = Amount(abs(found.change), decimals=found.metric.decimals)
    template = N_("NPS rose by {size}") if rose else N_("NPS fell by {size}")
    tone: Tone = "good" if rose else "bad"
    return [Finding(template, {"size": moved}, tone), _rate(found), *_mix(found)]


def _rate(found: Split) -> Finding:
    better = found.rate > 0
    effect = Amount(found.rate, decimals=found.metric.decimals, kind="change")
    part = _clearest(found, better)
    if part is None:
        template = (
            N_("{effect} because answers got better") if better else N_("{effect} because answers got worse")
        )
        return Finding(template, {"effect": effect})
    template = (
        N_("{effect} because answers got better, most of all “{part}”")
        if better
        else N_("{effect} because answers got worse, most of all “{part}”")
    )
    return Finding(template, {"effect": effect, "part": part})


def _mix(found: Split) -> list[Finding]:
    effect = Amount(found.mix, decimals=found.metric.decimals, kind="change")
    if abs(found.mix) < _NOTHING:
        return []
    same_way = found.parts[(found.parts["mix"] * found.mix > 0) & _is_named(found)]
    if same_way.empty:
        return [Finding(N_("{effect} because others answered"), {"effect": effect})]
    row = same_way.iloc[int(same_way["mix"].abs().argmax())]
    template = (
        N_("{effect} because more answers came from “{part}”")
        if row["weight"] > row["weight_before"]
        else N_("{effect} because fewer answers came from “{part}”")
    )
    return [Finding(template, {"effect": effect, "part": Named(found.by[0], str(row[found.by[0]]))})]


def _clearest(found: Split, better: bool) -> Named | None:
    """The named part that moved the total most in that direction, where its own interval says so."""
    is_clear = found.parts["rate_low"] > 0 if better else found.parts["rate_high"] < 0
    clear = found.parts[is_clear & _is_named(found)]
    if clear.empty:
        return None
    row = clear.iloc[int(clear["rate"].abs().argmax())]
    return Named(found.by[0], str(row[found.by[0]]))


def _is_named(found: Split) -> "pd.Series[bool]":
    return (found.parts["what"] != REST) & found.parts[found.by[0]].notna()


def _part_name(found: Split, row: Mapping[Any, Any], name: NameOf) -> str:
    code = row[found.by[0]]
    unknown = code is None or (isinstance(code, float) and math.isnan(code))
    return name(found.by[0], "" if unknown else str(code))
