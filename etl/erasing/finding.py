"""Looking for everything of one customer, round by round: a contact leads to its case, that to its stages."""

from collections.abc import Iterable
from pathlib import Path

from config.instance import Instance
from etl.contracts import CONTRACTS, Contract, Kind
from etl.erasing.belongings import LINKS, Belongings, condition, show_ids
from etl.keeping import rewriting
from etl.loads import read_loads
from etl.schemas import landed_columns
from warehouse.engine import Connection

_MOST_ROUNDS = 6


def belongings(connection: Connection, instance: Instance, customer_key: str) -> Belongings:
    """Everything of the customer that is stored; nothing is changed."""
    found, files = Belongings(customer_key), landed_files(instance)
    for _ in range(_MOST_ROUNDS):
        before = sum(len(ids) for ids in found.ids.values())
        for contract, paths in files.items():
            _look(connection, CONTRACTS[contract], paths, found)
        _leave_to_others(connection, files, found)
        if sum(len(ids) for ids in found.ids.values()) == before:
            break
    _look_at_talks(connection, instance, found)
    return found


def landed_files(instance: Instance) -> dict[str, list[str]]:
    """Record types that may name a customer -> their landed and late files, that of no rows first."""
    files: dict[str, list[str]] = {}
    for load in read_loads(instance):
        columns = landed_columns(CONTRACTS[load.contract])
        if "customer_key" in columns or not {*LINKS}.isdisjoint(columns):
            schema = instance.landing / load.contract / "_schema.parquet"
            paths = [instance.home / name for name in (load.parquet, load.late) if name]
            known = files.setdefault(load.contract, [str(schema)])
            known += [str(path) for path in paths if path.exists()]
    return files


def _look(connection: Connection, contract: Contract, paths: list[str], found: Belongings) -> None:
    show_ids(connection, found)
    columns = landed_columns(contract)
    named = [name for name in LINKS if name in columns]
    hashed = (f"md5({name})" for name in _texts_of(contract.name))
    listed = ", ".join(["key_hash", "file", *named, *hashed])
    query = f"SELECT {listed} FROM read_parquet($paths, union_by_name = true) WHERE {condition({*columns})}"
    for row in connection.execute(query, {**found.given, "paths": paths}).fetchall():
        found.rows.setdefault(contract.name, set()).add(int(row[0]))
        found.files.add(str(row[1]))
        for name, value in zip(named, row[2:], strict=False):
            if value is not None:
                found.ids.setdefault(LINKS[name], set()).add(str(value))
        found.text_hashes.update(str(one) for one in row[2 + len(named) :] if one is not None)


def _leave_to_others(connection: Connection, files: dict[str, list[str]], found: Belongings) -> None:
    """What a row names that is known to be another customer's is not this one's."""
    show_ids(connection, found)
    for kind in {*LINKS.values()} & found.ids.keys() & files.keys():
        (key,) = CONTRACTS[kind].key
        others = connection.execute(
            f"SELECT DISTINCT {key} FROM read_parquet($paths, union_by_name = true) "
            f"WHERE customer_key <> $customer AND {key} IN (SELECT id FROM own_ids WHERE kind = $kind)",
            {**found.given, "paths": files[kind], "kind": kind},
        )
        found.ids[kind] -= {str(row[0]) for row in others.fetchall()}


def _look_at_talks(connection: Connection, instance: Instance, found: Belongings) -> None:
    """Sounds of the recordings, but those somebody else's recording has too, and what was said in them."""
    show_ids(connection, found)
    heard = _paths(instance.transcripts.glob("*/*.recordings.parquet"))
    if heard:
        own = "recording_id IN (SELECT id FROM own_ids WHERE kind = 'recordings')"
        rows = connection.execute(
            f"SELECT audio_id FROM read_parquet($paths, union_by_name = true) WHERE audio_id IS NOT NULL "
            f"GROUP BY audio_id HAVING bool_and({own})",
            {"paths": heard},
        )
        found.audio_ids.update(str(row[0]) for row in rows.fetchall())
    found.audio_ids.update(f"elsewhere-{one}" for one in found.recording_ids)
    show_ids(connection, found)
    said = _paths(instance.transcripts.glob("*/*.utterances.parquet"))
    if said:
        rows = connection.execute(
            "SELECT DISTINCT md5(text) FROM read_parquet($paths, union_by_name = true) "
            "WHERE text IS NOT NULL AND audio_id IN (SELECT id FROM own_ids WHERE kind = 'audio')",
            {"paths": said},
        )
        found.text_hashes.update(str(row[0]) for row in rows.fetchall())


def leave_common_texts(connection: Connection, instance: Instance, found: Belongings) -> None:
    """Texts that others have written or said too are not this customer's."""
    show_ids(connection, found)
    said = _paths(instance.transcripts.glob("*/*.utterances.parquet"))
    sources = [(said, "text", condition({"audio_id"}))] if said else []
    for contract, paths in landed_files(instance).items():
        own = condition({*landed_columns(CONTRACTS[contract])})
        sources += [(paths, name, own) for name in _texts_of(contract)]
    for paths, column, own in sources if found.text_hashes else ():
        rows = connection.execute(
            f"SELECT DISTINCT md5({column}) FROM read_parquet($paths, union_by_name = true) "
            f"WHERE md5({column}) IN (SELECT id FROM own_ids WHERE kind = 'texts') AND ({own}) IS NOT TRUE",
            {**found.given, "paths": paths},
        )
        found.text_hashes.difference_update({str(row[0]) for row in rows.fetchall()})


def texts(connection: Connection, instance: Instance, found: Belongings) -> list[str]:
    """What the customer wrote, as it landed."""
    show_ids(connection, found)
    written: set[str] = set()
    for contract, paths in landed_files(instance).items():
        for column in _texts_of(contract):
            rows = connection.execute(
                f"SELECT DISTINCT {column} FROM read_parquet($paths, union_by_name = true) "
                f"WHERE md5({column}) IN (SELECT id FROM own_ids WHERE kind = 'texts')",
                {"paths": paths},
            )
            written.update(str(row[0]) for row in rows.fetchall())
    return sorted(written)


def _texts_of(contract: str) -> list[str]:
    return [field.name for field in CONTRACTS[contract].fields if field.kind is Kind.FREE_TEXT]


def count_in(connection: Connection, file: Path, found: Belongings) -> int:
    """The customer's rows in any file of rows."""
    which = condition(rewriting.columns_of(connection, file))
    return rewriting.counted(connection, file, rewriting.Which(which, found.given)) if which else 0


def _paths(files: Iterable[Path]) -> list[str]:
    return [str(file) for file in sorted(files)]
