"""What loading is measured against, each a process: ``python -m bench.load_rivals NAME FILE FOLDER``.

bare: DuckDB reads the file into a table with the same types, nothing else.  script: what a careful engineer
would write by hand for this one file.  pandas: the same in pandas.  dlt: its default path into DuckDB (only
where it is installed: it is no dependency of the project).
"""

import hashlib
import hmac
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from warehouse import engine

KEY = bytes(range(32))
TYPES = {
    "survey_id": "VARCHAR", "contact_id": "VARCHAR", "phone": "VARCHAR", "sent_at": "TIMESTAMP",
    "answered_at": "TIMESTAMP", "score": "BIGINT", "reason": "VARCHAR", "channel": "VARCHAR",
    "unit": "VARCHAR", "agent": "VARCHAR", "process": "VARCHAR", "segment": "VARCHAR",
}  # fmt: skip
_COLUMNS = ", ".join(f"'{name}': '{kind}'" for name, kind in TYPES.items())
_READ = f"read_csv($file, delim = ';', header = true, auto_detect = false, columns = {{{_COLUMNS}}})"
_DIGITS = "regexp_replace(phone, '[\\s()+.-]', '', 'g')"
_OUTER, _INNER = (bytes(letter ^ pad for letter in KEY.ljust(64, b"\0")) for pad in (0x5C, 0x36))


def bare(file: Path, folder: Path) -> int:
    """Rows of a table in memory with the columns' own types."""
    connection = engine.memory()
    connection.execute(f"CREATE TABLE surveys AS SELECT * FROM {_READ}", {"file": str(file)})
    return _count(connection, "surveys")


def script(file: Path, folder: Path) -> int:
    """Parse, keyed hash of customers, checks, duplicates, Parquet, facts and daily sums in a new database."""
    connection = engine.memory()
    connection.execute(
        f"CREATE TABLE surveys AS SELECT *, md5_number(survey_id) AS key_hash FROM {_READ}",
        {"file": str(file)},
    )
    connection.execute(
        "CREATE TABLE customers AS SELECT phone, sha256($outer::BLOB || unhex(sha256($inner::BLOB || "
        f"encode({_DIGITS}))))[:32] AS customer_key FROM (SELECT DISTINCT phone FROM surveys)",
        {"outer": _OUTER, "inner": _INNER},
    )
    _check(connection)
    landed = folder / "surveys.parquet"
    connection.execute(
        "COPY (SELECT surveys.* EXCLUDE (phone), customer_key, surveys.rowid + 2 AS line, 'nps' AS source, "
        "$file AS file, '20220101' AS load_id FROM surveys LEFT JOIN customers USING (phone)) "
        "TO $landed (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)",
        {"file": str(file), "landed": str(landed)},
    )
    connection.close()
    return _facts(folder / "facts.duckdb", landed)


def _check(connection: engine.Connection) -> None:
    """Stop at what must not be: the script knows no quarantine."""
    bad = connection.execute(
        "SELECT count(*) FILTER (survey_id IS NULL OR sent_at IS NULL OR score NOT BETWEEN 0 AND 10 "
        "OR sent_at NOT BETWEEN TIMESTAMP '1950-01-01' AND TIMESTAMP '2100-01-01' OR answered_at < sent_at "
        "OR segment NOT IN ('individual', 'business', 'government')) FROM surveys"
    ).fetchone()
    again = connection.execute(
        "SELECT count(*) FROM (SELECT survey_id FROM surveys GROUP BY survey_id HAVING count(*) > 1)"
    ).fetchone()
    if bad != (0,) or again != (0,):
        sys.exit(f"the file was made without faults; found {bad}, {again}")


def _facts(database: Path, landed: Path) -> int:
    connection = engine.open_new(database)
    connection.execute(
        "CREATE TABLE facts AS SELECT survey_id, contact_id, sent_at::DATE AS date, "
        "answered_at::DATE AS answer_date, sent_at::DATE AS contact_date, channel AS channel_id, "
        "channel AS channel_kind, unit AS unit_id, NULL::VARCHAR AS region, agent AS agent_id, "
        "NULL::VARCHAR AS team, process AS process_id, NULL::VARCHAR AS product_id, segment, "
        "CASE WHEN score IS NOT NULL THEN coalesce(reason, 'not_named') END AS reason_id, "
        "NULL::VARCHAR AS category_id, customer_key, score, 1 AS sent, 1 AS delivered, "
        "1 AS delivery_unknown, (score IS NOT NULL)::INTEGER AS answered, "
        "(score IS NOT NULL)::INTEGER AS scored, coalesce(score >= 9, false)::INTEGER AS promoters, "
        "coalesce(score BETWEEN 7 AND 8, false)::INTEGER AS passives, "
        "coalesce(score <= 6, false)::INTEGER AS detractors, CASE WHEN score >= 9 THEN 'promoter' "
        "WHEN score >= 7 THEN 'passive' WHEN score IS NOT NULL THEN 'detractor' END AS answer, "
        "NULL::VARCHAR AS comment, NULL::VARCHAR AS suggestion, NULL::VARCHAR AS sentiment, sent_at, "
        "NULL::TIMESTAMP AS delivered_at, answered_at, load_id, line "
        "FROM read_parquet($landed) ORDER BY date, unit_id",
        {"landed": str(landed)},
    )
    for table, day in (("survey_days", "date"), ("answer_days", "answer_date")):
        connection.execute(
            f"CREATE TABLE {table} AS SELECT {day}, channel_id, unit_id, process_id, segment, "
            "sum(sent) AS sent, "
            "sum(answered) AS answered, sum(promoters) AS promoters, sum(detractors) AS detractors "
            "FROM facts GROUP BY ALL ORDER BY 1, 3"
        )
    connection.execute("CHECKPOINT")
    return _count(connection, "facts")


def _count(connection: engine.Connection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0


def pandas(file: Path, folder: Path) -> int:
    """The script's work as it is usually written in pandas."""
    import pandas as pd

    frame = pd.read_csv(file, sep=";", parse_dates=["sent_at", "answered_at"], dtype={"score": "Int64"})
    digits = frame["phone"].str.replace(r"[\s()+.-]", "", regex=True)
    known = {text: hmac.new(KEY, text.encode(), hashlib.sha256).hexdigest()[:32] for text in digits.unique()}
    frame["customer_key"] = digits.map(known)
    frame["line"], frame["source"], frame["load_id"] = range(2, len(frame) + 2), "nps", "20220101"
    frame["key_hash"] = pd.util.hash_pandas_object(frame["survey_id"], index=False)
    is_bad = frame["survey_id"].isna() | frame["sent_at"].isna() | ~frame["score"].between(0, 10).fillna(True)
    is_bad |= (frame["answered_at"] < frame["sent_at"]) | ~frame["segment"].isin(["individual", "business"])
    frame = frame[~is_bad & ~frame.duplicated("survey_id", keep="last")].drop(columns="phone")
    frame.to_parquet(folder / "surveys.parquet", compression="zstd", index=False)
    facts = _pandas_facts(frame)
    facts.to_parquet(folder / "facts.parquet", compression="zstd", index=False)
    for day in ("date", "answer_date"):
        keys = [day, "channel", "unit", "process", "segment"]
        sums = facts.groupby(keys)[["sent", "answered", "promoters", "detractors"]].sum().reset_index()
        sums.to_parquet(folder / f"{day}.parquet", index=False)
    return len(facts)


def _pandas_facts(frame: Any) -> Any:
    facts = frame.assign(
        date=frame["sent_at"].dt.date, answer_date=frame["answered_at"].dt.date, sent=1, delivered=1,
        answered=frame["score"].notna().astype(int),
        promoters=(frame["score"] >= 9).fillna(False).astype(int),
        passives=frame["score"].between(7, 8).fillna(False).astype(int),
        detractors=(frame["score"] <= 6).fillna(False).astype(int),
    )  # fmt: skip
    facts["reason"] = facts["reason"].where(facts["answered"] == 0, facts["reason"].fillna("not_named"))
    return facts.sort_values(["date", "unit"])


def dlt(file: Path, folder: Path) -> int:
    """Its default path: rows of a dict each, schema inferred, normalised, loaded into DuckDB."""
    import csv
    from importlib import import_module

    tool: Any = import_module("dlt")

    def rows() -> Iterator[dict[str, str]]:
        with file.open(newline="", encoding="utf8") as lines:
            yield from csv.DictReader(lines, delimiter=";")

    database = tool.destinations.duckdb(str(folder / "dlt.duckdb"))
    pipeline = tool.pipeline(
        "nps", pipelines_dir=str(folder / "dlt"), destination=database, dataset_name="nps"
    )
    pipeline.run(rows(), table_name="surveys", primary_key="survey_id", write_disposition="merge")
    return 0


def sapa(home: Path, folder: Path) -> int:
    """Loading alone, without the snapshot; ``home``: an instance whose file waits."""
    from config.instance import Instance
    from etl.load import load_sources
    from etl.lock import writing

    with writing(Instance(home)) as work:
        done = load_sources(Instance(home), (), work, tell=lambda _: None)
    return sum(load.rows_loaded for load in done.loads)


def write_rows(file: Path, count: int) -> Path:
    """A CSV of ``count`` surveys without free text: 1.5 million customers, every second survey answered."""
    connection = engine.memory()
    connection.execute(
        f"COPY ({_MADE}) TO $file (HEADER, DELIMITER ';')", {"file": str(file), "count": count}
    )
    connection.close()
    return file


_MADE = """
SELECT
    'S' || lpad(i::VARCHAR, 9, '0') AS survey_id,
    'C' || lpad((i * 7 % 100000007)::VARCHAR, 10, '0') AS contact_id,
    '+7 701 ' || lpad((hash(i) % 1500000)::VARCHAR, 7, '0') AS phone,
    strftime(moment, '%Y-%m-%d %H:%M:%S') AS sent_at,
    CASE WHEN is_answered THEN strftime(moment + to_seconds(delay_s), '%Y-%m-%d %H:%M:%S') END AS answered_at,
    CASE WHEN is_answered THEN hash(i * 11) % 11 END AS score,
    CASE WHEN is_answered AND hash(i * 13) % 3 > 0
        THEN ['price', 'quality', 'speed', 'staff', 'coverage', 'app'][(1 + hash(i * 17) % 6)::BIGINT]
    END AS reason,
    ['phone', 'chat', 'office', 'app'][(1 + hash(i * 19) % 4)::BIGINT] AS channel,
    'U' || (hash(i * 23) % 40) AS unit,
    'A' || lpad((hash(i * 29) % 2000)::VARCHAR, 4, '0') AS agent,
    'P' || (hash(i * 31) % 12) AS process,
    ['individual', 'business'][(1 + hash(i * 37) % 2)::BIGINT] AS segment
FROM (
    SELECT
        i, hash(i * 3) % 2 = 0 AS is_answered, (30 + hash(i * 5) % 7200)::BIGINT AS delay_s,
        TIMESTAMP '2022-01-01' + to_seconds((i * 6.3)::BIGINT) AS moment
    FROM range($count) AS r(i)
)
"""

RIVALS: dict[str, Callable[[Path, Path], int]] = {
    rival.__name__: rival for rival in (bare, script, pandas, dlt, sapa)
}

if __name__ == "__main__":
    print(RIVALS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3])))
