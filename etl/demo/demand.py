"""What customers come with and where: channels, units, processes, products, moments."""

import numpy as np
import pandas as pd

from etl.demo.arrays import Floats, Ints, Words, as_words, chance, pick
from etl.demo.clock import DAY_S, DAYS, MONTH_STARTS, weekdays
from etl.demo.customers import Customers
from etl.demo.volumes import counts_by_month

_WEEK = {
    "online": [1.05, 1.05, 1.03, 1.02, 1.0, 0.9, 0.85],
    "office": [1.15, 1.1, 1.05, 1.05, 1.05, 0.75, 0.08],
    "phone": [1.1, 1.05, 1.02, 1.0, 1.0, 0.85, 0.75],
    "written": [1.2, 1.2, 1.1, 1.1, 1.1, 0.4, 0.3],
}
_HOURS = {
    "online": [2, 1, 1, 1, 1, 2, 4, 8, 14, 20, 24, 25, 24, 23, 22, 22, 22, 23, 24, 25, 24, 20, 12, 6],
    "office": [0, 0, 0, 0, 0, 0, 0, 0, 0, 12, 16, 17, 14, 10, 15, 15, 13, 9, 1, 0, 0, 0, 0, 0],
    "phone": [2, 1, 1, 1, 1, 2, 4, 9, 18, 26, 28, 27, 24, 22, 23, 22, 21, 21, 20, 18, 15, 11, 7, 4],
    "written": [0, 0, 0, 0, 0, 0, 0, 2, 6, 12, 14, 14, 10, 10, 12, 12, 10, 6, 3, 2, 2, 1, 0, 0],
}
_HOLIDAYS = ("01-01", "01-02", "03-08", "03-21", "03-22", "03-23", "05-01", "05-09", "07-06", "12-16")
_CHANNELS = {
    "online": {"whatsapp": 22, "telegram": 12, "facebook": 6, "chat": 14, "forum": 1, "skype": 1,
               "web_account": 17, "mobile_app": 27},
    "office": {"office": 1},
    "phone": {"phone": 1},
    "written": {"email": 70, "letter": 30},
}  # fmt: skip
_CENTRES = {"cc_altyn": 55, "cc_samal": 45}
_UNITS = {
    "online": _CENTRES, "phone": _CENTRES, "written": _CENTRES,
    "office": {"office_lake": 21, "office_station": 20, "office_garden": 18, "office_bazaar": 17,
               "office_steppe": 16, "partner_caravan": 8},
}  # fmt: skip
_AT_A_CENTRE = {
    "connect": 7,
    "re_register": 2,
    "transfer": 3,
    "replace": 3,
    "change_tariff": 14,
    "disconnect": 4,
    "suspend": 4,
    "port_number": 3,
    "repair": 22,
    "bill_question": 17,
    "consultation": 21,
}
_AT_AN_OFFICE = {
    "connect": 18,
    "re_register": 9,
    "transfer": 6,
    "replace": 12,
    "change_tariff": 18,
    "disconnect": 5,
    "suspend": 6,
    "port_number": 4,
    "repair": 4,
    "bill_question": 6,
    "consultation": 12,
}
_AT_THE_MIX_UNIT = {
    "connect": 3,
    "re_register": 3,
    "transfer": 3,
    "replace": 3,
    "change_tariff": 3,
    "disconnect": 27,
    "suspend": 3,
    "port_number": 13,
    "repair": 21,
    "bill_question": 18,
    "consultation": 3,
}
_AT_A_PARTNER = {"connect": 38, "replace": 22, "change_tariff": 20, "consultation": 14, "port_number": 6}
_PRODUCTS = {
    "home_internet": 38,
    "mobile": 28,
    "television": 12,
    "bundle": 10,
    "fixed_phone": 8,
    "equipment": 4,
}
_REPEATED = 0.10  # contacts that come back with an earlier request of the same customer


def make_demand(kind: str, customers: Customers, scale: float) -> pd.DataFrame:
    """Contacts of one kind in order of time: at, kind, channel, unit, process, product, customer (index)."""
    rng = chance(f"demand {kind}")
    at = moments(rng, counts_by_month(kind, scale), kind)
    size = len(at)
    unit = pick(rng, _UNITS[kind], size)
    customer = (len(customers) * rng.random(size) ** 1.4).astype(np.int64)
    frame = pd.DataFrame(
        {
            "at": at,
            "kind": as_words(np.full(size, kind, dtype=object)),
            "channel": as_words(pick(rng, _CHANNELS[kind], size)),
            "unit": as_words(unit),
            "process": as_words(_processes(rng, kind, unit)),
            "product": as_words(pick(rng, _PRODUCTS, size)),
            "customer": customer,
        }
    )
    frame.loc[frame["unit"] == "partner_caravan", "channel"] = "office"
    return _with_repeats(rng, frame)


def moments(rng: np.random.Generator, by_month: Ints, kind: str) -> Ints:
    """Sorted moments with exactly ``by_month`` of them in each month; days and hours as ``kind`` has them."""
    weights = day_weights(rng, kind)
    by_day = np.concatenate(
        [
            rng.multinomial(count, weights[start:end] / weights[start:end].sum())
            for count, start, end in zip(by_month, MONTH_STARTS[:-1], MONTH_STARTS[1:], strict=True)
        ]
    )
    days = np.repeat(np.arange(DAYS), by_day)
    hours = np.array(_HOURS[kind], dtype=float)
    hour = np.searchsorted(np.cumsum(hours / hours.sum()), rng.random(len(days)), side="right")
    at = days * DAY_S + np.minimum(hour, 23) * 3600 + rng.integers(0, 3600, len(days))
    return np.sort(at).astype(np.int64)


def day_weights(rng: np.random.Generator, kind: str) -> Floats:
    """How busy each day is beside the others of its month."""
    days = np.datetime64("2021-01-01") + np.arange(DAYS)
    holidays = np.isin([str(day)[5:] for day in days], _HOLIDAYS)
    weights = np.array(_WEEK[kind])[weekdays()] * rng.gamma(120, 1 / 120, DAYS)
    weights[holidays] *= 0.3
    return weights


def _processes(rng: np.random.Generator, kind: str, unit: Words) -> Words:
    if kind != "office":
        return pick(rng, _AT_A_CENTRE, len(unit))
    process = pick(rng, _AT_AN_OFFICE, len(unit))
    for name, mix in (("office_steppe", _AT_THE_MIX_UNIT), ("partner_caravan", _AT_A_PARTNER)):
        here = unit == name
        process[here] = pick(rng, mix, int(here.sum()))
    return process


def _with_repeats(rng: np.random.Generator, frame: pd.DataFrame) -> pd.DataFrame:
    """Some contacts are an earlier customer coming again, within days, with the same request."""
    a_day = max(2, len(frame) // DAYS)
    back = rng.integers(1, 5 * a_day, len(frame))
    again = np.flatnonzero((rng.random(len(frame)) < _REPEATED) & (np.arange(len(frame)) >= back))
    for column in ("unit", "process", "product", "customer"):
        values = frame[column].to_numpy().copy()
        values[again] = values[again - back[again]]
        frame[column] = as_words(values) if values.dtype == object else values
    return frame
