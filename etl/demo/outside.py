"""What happens around the contacts: dealers, debt robocalls and payments, incidents, improvements."""

from pathlib import Path
from typing import Any

import numpy as np

from etl.demo.arrays import Floats, Ints, chance, pick
from etl.demo.clock import DAY_S, DAYS, END_S, NEVER, seconds, written
from etl.demo.customers import Customers, numbers_written
from etl.demo.truths import TRUTHS
from etl.demo.writers import write_csv, write_ndjson

_ACTIVATIONS, _ROBOCALLS, _PAYMENTS = 6_000, 12_000, 18_000
_DEALERS = {f"D{number:02d}": 1.0 + (number % 4) / 3 for number in range(1, 13)}
_SOLD = {"mobile": 6, "home_internet": 2, "television": 1, "bundle": 1}


def write_outside(incoming: Path, customers: Customers, scale: float) -> None:
    """Activations, robocalls, payments, events and improvements."""
    _activations(incoming / "dealers" / "activations.csv", customers, round(_ACTIVATIONS * scale))
    _debts(incoming / "billing", customers, scale)
    write_csv(incoming / "events" / "incidents.csv", _events())
    write_ndjson(incoming / "events" / "improvements.ndjson", _improvements())


def _activations(path: Path, customers: Customers, size: int) -> None:
    rng = chance("activations")
    at = np.sort(rng.integers(0, DAYS, size) * DAY_S + rng.integers(9 * 3600, 20 * 3600, size))
    dealer = pick(rng, _DEALERS, size)
    without = np.where(at < seconds(f"{TRUTHS.codes_mandatory_from} 00:00"), 0.03, 0.01)
    without = np.where(dealer == TRUTHS.dealer_without_codes, 0.45, without)
    columns = {
        "Номер": "ACT" + (np.arange(size) + 1).astype(str).astype(object), "Дата": written(at, "dmy"),
        "Абонент": _numbers(rng, customers, size), "Услуга": pick(rng, _SOLD, size), "Дилер": dealer,
        "Код СМС": np.where(rng.random(size) < without, "нет", "да").astype(object),
    }  # fmt: skip
    write_csv(path, columns, delimiter=";", encoding="cp1251")


def _debts(folder: Path, customers: Customers, scale: float) -> None:
    """Robocalls, and payments: some were paid before the call and posted after it."""
    rng = chance("debts")
    size = round(_ROBOCALLS * scale)
    called = np.sort(rng.integers(8, DAYS - 5, size) * DAY_S + rng.integers(6 * 3600, 21 * 3600, size))
    number = _numbers(rng, customers, size)
    amount = _amounts(rng, size)
    calls = {
        "id": "R" + (np.arange(size) + 1).astype(str).astype(object),
        "called": written(called, "iso"),
        "phone": number,
        "debt": _comma(amount),
        "answered": np.where(rng.random(size) < 0.62, "1", "0").astype(object),
    }
    write_csv(folder / "robocalls.csv", calls, delimiter=";")
    on_the_way = np.flatnonzero(rng.random(size) < TRUTHS.share_of_robocalls_in_transit)
    _payments(
        folder / "payments.csv",
        rng,
        customers,
        (called[on_the_way], number[on_the_way], amount[on_the_way]),
        scale,
    )


def _payments(
    path: Path,
    rng: np.random.Generator,
    customers: Customers,
    travelling: tuple[Ints, Any, Floats],
    scale: float,
) -> None:
    """``travelling``: moments of robocalls, numbers and debts of customers who had paid by then."""
    called, number, amount = travelling
    days = rng.integers(TRUTHS.payment_days_in_transit[0], TRUTHS.payment_days_in_transit[1] + 1, len(called))
    paid_then = called - (rng.uniform(0.1, 0.9, len(called)) * days * DAY_S).astype(np.int64)
    size = round(_PAYMENTS * scale)
    paid = rng.integers(0, END_S, size)
    at = np.concatenate([paid_then, paid])
    posted = np.concatenate([paid_then + days * DAY_S, paid + rng.integers(60, 3600, size)])
    order = np.argsort(at, kind="stable")
    columns = {
        "id": "P" + (np.arange(len(at)) + 1).astype(str).astype(object),
        "phone": np.concatenate([number, _numbers(rng, customers, size)])[order],
        "paid": written(at[order], "dmy_s"),
        "posted": written(np.where(posted < END_S, posted, NEVER)[order], "dmy_s"),
        "amount": _comma(
            np.concatenate([np.maximum(amount, 1.0), np.round(rng.lognormal(8.3, 0.5, size), 2)])[order]
        ),
    }
    write_csv(path, columns, delimiter=";", encoding="cp1251")


def _amounts(rng: np.random.Generator, size: int) -> Floats:
    """Debts claimed; some are a trifle, a few are nothing at all."""
    amount = np.round(rng.lognormal(8.1, 0.7, size), 2)
    kind = rng.random(size)
    amount = np.where(
        kind < TRUTHS.share_of_robocalls_for_a_trifle, rng.integers(1, 6, size).astype(float), amount
    )
    return np.where(kind > 0.985, 0.0, amount)


def _numbers(rng: np.random.Generator, customers: Customers, size: int) -> Any:
    return numbers_written(customers.number[rng.integers(0, len(customers), size)], "plain")


def _comma(values: Floats) -> list[str]:
    return [f"{value:.2f}".replace(".", ",") for value in values.tolist()]


def _events() -> dict[str, list[str]]:
    day = TRUTHS.incident_day
    rows = [
        ("EV1", "other", "SIM cards can be checked in the app", f"{TRUTHS.wave_start} 08:00:00", "", "", ""),
        ("EV2", "tariff", "New tariffs", "2021-11-01 00:00:00", "", "", ""),
        ("EV3", "bill_run", "Bills in a new form", "2022-01-05 00:00:00", "2022-01-12 00:00:00", "", ""),
        (
            "EV4",
            "other",
            "SMS code required at dealers",
            f"{TRUTHS.codes_mandatory_from} 00:00:00",
            "",
            "",
            "",
        ),
        (
            "EV5",
            "outage",
            "Main cable cut by road works",
            f"{day} 05:40:00",
            f"{day} 23:50:00",
            TRUTHS.incident_region,
            "",
        ),
    ]
    names = ("id", "kind", "title", "start", "end", "region", "unit")
    return {name: [row[n] for row in rows] for n, name in enumerate(names)}


def _improvements() -> list[dict[str, str]]:
    return [
        {"id": TRUTHS.improvement_without_effect, "title": "Children's corner",
         "since": f"{TRUTHS.improvement_without_effect_day}", "unit": TRUTHS.improvement_without_effect_unit,
         "wish": "Сделайте детский уголок, с ребёнком ждать тяжело."},
        {"id": TRUTHS.improvement_with_effect, "title": "Open until 21:00",
         "since": f"{TRUTHS.improvement_with_effect_day}", "unit": TRUTHS.improvement_with_effect_unit,
         "wish": "Кеңсе 21:00-ге дейін жұмыс істесін, жұмыстан кейін үлгермейміз."},
        {"id": "weekend_repairs", "title": "Repairs at weekends", "since": "2021-10-02",
         "wish": "Больше мастеров в выходные."},
    ]  # fmt: skip
