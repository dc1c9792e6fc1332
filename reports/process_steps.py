"""A process as its steps: where the customer waits, where the operator does, which step is worst."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Bottleneck:
    """The step where one side waits longest. Minutes; ``share``: percent of that side's waiting."""

    step_id: str
    median: float
    p90: float
    share: float


@dataclass(frozen=True)
class Journey:
    """Sums of the steps' medians in minutes, and how many services they are of."""

    customer_wait: float
    work: float
    operator_wait: float
    count: int

    @property
    def total(self) -> float:
        return self.customer_wait + self.work + self.operator_wait

    @property
    def customer_share(self) -> float:
        """Percent of the way that the customer only waits."""
        return 100 * self.customer_wait / self.total if self.total else 0.0


def steps_of(frame: pd.DataFrame, process: str) -> pd.DataFrame:
    """The steps of one process in order, with columns as ``process_sides`` draws them (without names).

    ``frame``: the metric step_time by process and step.
    """
    steps = frame[frame["process"] == process].sort_values("place", kind="stable").reset_index(drop=True)
    steps = steps.assign(
        customer_wait=steps["median_customer_wait"].fillna(0.0),
        work=steps["median_work"].fillna(0.0),
        operator_wait=steps["median_operator_wait"].fillna(0.0),
    )
    customer, operator = bottleneck(steps, "customer"), bottleneck(steps, "operator")
    return steps.assign(
        is_customer_bottleneck=[bool(customer and customer.step_id == step) for step in steps["step"]],
        is_operator_bottleneck=[bool(operator and operator.step_id == step) for step in steps["step"]],
    )


def bottleneck(steps: pd.DataFrame, side: str) -> Bottleneck | None:
    """The step at which ``side`` (customer or operator) waits longest; None where it never waits.

    By the median; where most services do not wait at all, by the 90th percentile.
    """
    median, p90 = steps[f"median_{side}_wait"].fillna(0.0), steps[f"p90_{side}_wait"].fillna(0.0)
    measure = median if (median > 0).any() else p90
    if not (measure > 0).any():
        return None
    place = int(measure.to_numpy().argmax())
    share = 100 * measure.iloc[place] / measure.sum()
    return Bottleneck(str(steps["step"].iloc[place]), median.iloc[place], p90.iloc[place], float(share))


def journey(steps: pd.DataFrame) -> Journey:
    """The whole way through the process."""
    sums = {name: float(steps[name].sum()) for name in ("customer_wait", "work", "operator_wait")}
    return Journey(**sums, count=int(steps["count"].max()) if len(steps) else 0)


def most_frequent(frame: pd.DataFrame) -> str | None:
    """The process with most services; of equals the first by code; None without steps."""
    if frame.empty:
        return None
    services = frame.groupby("process")["count"].max()
    return str(services.idxmax())
