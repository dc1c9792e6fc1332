"""Opens the job ledger: a SQLite file of the instance, or the PostgreSQL database its settings name."""

import os
from pathlib import Path
from string import Template

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from config.errors import NotReady
from config.instance import Instance
from config.settings import load_settings
from transcribe.errors import Busy
from transcribe.ledger_tables import prepare

FILE = "ledger.sqlite"
KINDS = ("sqlite", "postgresql")


def address(instance: Instance) -> str:
    """The ledger's address: ``[speech] ledger`` of the settings, ``${NAME}`` filled from the environment.

    Raises NotReady where a name is not set.
    """
    told = load_settings(instance).speech.ledger
    if not told:
        return sqlite_address(instance.transcripts / FILE)
    try:
        return Template(told).substitute(os.environ)
    except (KeyError, ValueError) as error:
        raise NotReady(
            f"{instance.config / 'settings.toml'}: speech.ledger names {error}, which the environment does "
            "not set; set it there, or leave the password to ~/.pgpass."
        ) from None


def sqlite_address(file: Path) -> str:
    """The address of a ledger in ``file``."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)


def is_there(instance: Instance) -> bool:
    """Whether anything may ever have been queued; a ledger in a database is always taken as there."""
    return bool(load_settings(instance).speech.ledger) or (instance.transcripts / FILE).exists()


def open_ledger(place: str) -> Engine:
    """The ledger at an address, made if need be. Raises NotReady (Busy) when it cannot be opened."""
    url = _url(place)
    is_file = url.get_backend_name() == "sqlite"
    try:
        if is_file:
            Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            url, **({"connect_args": {"timeout": 30}} if is_file else {"pool_pre_ping": True})
        )
        if is_file:
            event.listen(engine, "connect", _prepare_sqlite)
        prepare(engine)
    except (DatabaseError, ImportError) as error:
        raise Busy(_cannot_open(url, error)) from None
    return engine


def _url(place: str) -> URL:
    try:
        url = make_url(place)
        known = url.get_backend_name() in KINDS and bool(url.get_dialect())
    except (ArgumentError, NoSuchModuleError):
        known = False
    if not known:
        raise NotReady(
            "speech.ledger in the settings: give postgresql+psycopg://user@host/database, or leave it out "
            "for the SQLite file of the instance."
        )
    return url


def _prepare_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA wal_autocheckpoint = 8000")  # pages: one claim of very many waits for the disk
    cursor.close()


def _cannot_open(url: URL, error: Exception) -> str:
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    if url.get_backend_name() == "sqlite":
        remedy = "If it is damaged, remove it: it is made again from the transcripts."
    else:
        remedy = "Check speech.ledger in the settings, the database's rights, and that psycopg is installed."
    where = url.database if url.get_backend_name() == "sqlite" else url.render_as_string()
    return f"{where}: the job ledger cannot be opened ({said[0] if said else type(error).__name__}). {remedy}"
