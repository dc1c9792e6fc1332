"""A file whose columns changed stops alone, and says what to write so that it goes on."""

from pathlib import Path

from etl.inspect import propose, write_proposal
from etl.inspection.toml_text import as_toml
from tests.etl_instances import HEADER, SURVEYS, deliver, load, new_instance, only

ROWS = "".join(
    f"s{n};2024-04-{n % 28 + 1:02};{n % 11};7701{n:07};fine, thank you all {n}\n" for n in range(40)
)


def test_a_renamed_column_is_recognised_by_what_stands_in_it(tmp_path: Path) -> None:
    text = SURVEYS.replace('score = "score"', 'score = "Баллы"')
    instance = new_instance(tmp_path / "op", nps=text)
    deliver(instance, "may.csv", HEADER.replace("score", "Mark given") + ROWS)
    told = only(load(instance)).message
    assert "column 'Баллы' (score) is gone; 'Mark given' holds the same kind of values" in told
    assert '[aliases] of sources/nps.toml: score = ["Mark given"]' in told
    (instance.sources / "nps.toml").write_text(text + '[aliases]\nscore = ["Mark given"]\n', "utf8")
    assert only(load(instance, is_retry=True)).rows_loaded == 40


def test_a_new_column_stops_its_file_and_no_other(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op")
    first = deliver(instance, "april.csv", HEADER + ROWS)
    found = propose(
        first, {"columns": {"score": "score"}}, operator_zone="Asia/Almaty", path="incoming/*.csv"
    )
    assert found.values["known_columns"] == ["id", "sent", "score", "phone", "comment"]
    file = write_proposal(instance, "nps", found, as_toml(found))
    deliver(instance, "may.csv", HEADER.replace("comment", "comment;mood") + ROWS.replace(" all", ";all"))
    by_file = {Path(item.file).name: item for item in load(instance).loads}
    assert by_file["april.csv"].rows_loaded == 40
    assert "column 'mood' is new" in by_file["may.csv"].message and "ignore" in by_file["may.csv"].message
    file.write_text(
        file.read_text("utf8").replace("known_columns", 'ignore = ["mo*"]\nknown_columns'), "utf8"
    )
    assert {Path(item.file).name: item for item in load(instance, is_retry=True).loads}["may.csv"].rows_loaded
