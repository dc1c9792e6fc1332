"""A headline figure of a complete month that changes once it was published is listed, with why and since."""

from datetime import date, datetime
from pathlib import Path

import pytest

from config.errors import NotReady
from config.instance import Instance
from tests.tiny_warehouse import SURVEYS, empty_instance, land, tiny_warehouse
from warehouse.build import build, refresh
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.restatements import FILE, figures, restatements
from warehouse.scope import NOBODY, OWNER, people
from warehouse.snapshot import current

JANUARY = Period(date(2022, 1, 1), date(2022, 2, 1))


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """The tiny operator, published, then three late surveys of January at one office, published again."""
    instance = tiny_warehouse(tmp_path_factory.mktemp("restated"))[0]
    assert restatements(instance, OWNER) == []
    refresh(instance)
    assert restatements(instance, OWNER) == [], "the same data again change nothing"
    late = [
        SURVEYS[0] | {
            "survey_id": f"late{number}", "contact_id": "c2", "score": 10, "reason_id": None,
            "sent_at": datetime(2022, 1, 20), "answered_at": datetime(2022, 1, 21),
        }
        for number in range(3)
    ]  # fmt: skip
    load_id = land(instance, "surveys", late, number=900)
    report = instance.landing / "loads" / f"{load_id}.json"
    report.write_text(report.read_text("utf8").replace("2022-03-01T00", "2099-03-01T00"), "utf8")
    refresh(instance)
    return instance


def test_the_changed_figure_is_listed_with_old_new_n_and_the_file(changed: Instance) -> None:
    found = restatements(changed, OWNER)
    assert {(one.metric, one.month) for one in found} == {("nps", date(2022, 1, 1))}
    (whole,) = [one for one in found if one.unit is None]
    assert whole.new.n == whole.old.n + 3 and whole.files == ("surveys.csv",)
    assert whole.new.value is not None and whole.old.value is not None and whole.new.value > whole.old.value
    now = metric(current(changed), OWNER, "nps", period=JANUARY)["value"].iloc[0]
    assert whole.new.value == pytest.approx(now, abs=0.051)
    assert whole.since == current(changed).info.built_at.replace(tzinfo=None)


def test_each_sees_the_figures_of_their_units_only(changed: Instance) -> None:
    known = people(changed)
    assert {one.unit for one in restatements(changed, OWNER)} == {None, "off1"}
    assert restatements(changed, known["manager"]) == []
    assert restatements(changed, known["agent"]) == [] and restatements(changed, NOBODY) == []
    assert {one.unit for one in restatements(changed, known["chief"])} == {None, "off1"}


def test_only_complete_months_are_kept(changed: Instance) -> None:
    snapshot = current(changed)
    months = {key[1] for key in figures(snapshot)}
    assert max(months) == snapshot.info.last_complete_month


def test_an_operator_without_data_has_nothing_to_restate(tmp_path: Path) -> None:
    instance = empty_instance(tmp_path)
    build(instance)
    assert not (instance.journal / FILE).exists() and restatements(instance, OWNER) == []


def test_a_damaged_list_is_said_so_and_the_snapshot_is_published_all_the_same(tmp_path: Path) -> None:
    instance = empty_instance(tmp_path)
    before = build(instance)
    (instance.journal / FILE).write_bytes(b"no parquet")
    with pytest.raises(NotReady, match="restore it from the backup"):
        build(instance)
    assert current(instance).id != before.id
