"""Words of the page "Connect a source": record types, fields, encodings, delimiters, dates, messages."""

from datetime import datetime

from babel.dates import format_date

from etl.api import connect
from reports.finding import N_
from ui import problems
from ui.codes import said
from ui.columns import title
from ui.connecting.fields import field_titles
from ui.words import _, language


def contract_title(name: str) -> str:
    """A record type as people call it."""
    titles = {
        "contacts": _("Contacts: calls, visits, chats"), "surveys": _("NPS surveys"),
        "ratings": _("Ratings of agents (AR)"), "cases": _("Complaints and appeals"),
        "case_events": _("Stages of cases"), "recordings": _("Recordings of calls"),
        "evaluations": _("Filled-in scorecards"), "mystery_visits": _("Mystery shopping"),
        "knowledge_tests": _("Knowledge tests"), "coachings": _("Coaching sessions"),
        "process_steps": _("Steps of services"), "robocalls": _("Automatic calls"),
        "payments": _("Payments"), "activations": _("Services attached by dealers"),
        "events": _("Incidents and events"), "improvements": _("Improvements"),
        "agents": _("List of agents"), "units": _("List of units"), "channels": _("List of channels"),
        "processes": _("List of processes"), "products": _("List of products"),
        "reasons": _("List of reasons"), "utterances": _("Transcripts of talks"),
    }  # fmt: skip
    return titles.get(name, name.replace("_", " "))


def contract_doc(name: str) -> str:
    """What one row of it is."""
    return _(connect.CONTRACTS[name].doc)


def field_title(name: str) -> str:
    """A field as people call it."""
    return field_titles().get(name) or title(name)


def field_doc(field: connect.Field) -> str:
    """What a field means, with its limits."""
    doc = _(field.doc)
    if field.choices:
        return doc + " " + ", ".join(choice(field.name, one) for one in field.choices) + "."
    if field.low is not None and field.high is not None:
        return doc + " " + _("From {low} to {high}.", low=f"{field.low:g}", high=f"{field.high:g}")
    return doc


def choice(field: str, value: str) -> str:
    """A value of a contract as people call it."""
    if value in ("yes", "no", "true", "false"):
        return _("yes") if value in ("yes", "true") else _("no")
    own = {
        "kept": _("kept"), "broken": _("broken"), "not_applicable": _("not applicable"),
        "customer": _("customer"), "agent": _("agent"), "unknown": _("unknown"),
        "operator": _("operator"), "nobody": _("nobody"),
    }  # fmt: skip
    known = said("source" if field == "submitted_via" else field, value)
    return own.get(value) or str(known).replace("_", " ")


def encoding(name: str) -> str:
    """Letters of a text file, with the technical name last."""
    plain = name.lower().replace("_", "-")
    titles = {
        "utf-8": _("Unicode"), "utf-8-sig": _("Unicode"), "utf-16": _("Unicode, two bytes a letter"),
        "utf-16-le": _("Unicode, two bytes a letter"), "utf-16-be": _("Unicode, two bytes a letter"),
        "cp1251": _("Windows Cyrillic"), "cp1252": _("Windows Western European"),
        "cp866": _("DOS Cyrillic"), "koi8-r": _("Cyrillic of old Unix"),
    }  # fmt: skip
    return f"{titles[plain]} ({name})" if plain in titles else name


def delimiter(mark: str) -> str:
    """What parts the cells of a text file."""
    titles = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}
    return titles.get(mark, mark)


def kind(name: str) -> str:
    """What sort of file it is."""
    titles = {
        "excel": _("A spreadsheet"), "csv": _("A text file with a table (CSV)"),
        "json": _("A JSON file"), "ndjson": _("JSON, one record a line"), "parquet": _("A Parquet file"),
        "queue_log": _("A log of a telephone exchange"),
    }  # fmt: skip
    return titles.get(name, name)


def day_in_words(moment: datetime | None) -> str:
    """``3 April 2024 14:05``: the month in words, so that a wrong order is seen at once."""
    if moment is None:
        return _("no date")
    pattern = "y 'жылғы' d MMMM" if language() == "kk" else "d MMMM y"
    day: str = format_date(moment.date(), pattern, locale=language())
    return f"{day} {moment:%H:%M}" if moment.time() != datetime.min.time() else day


_TOLD = (
    N_("{file}: is empty; export it again."),
    N_("{file}: is a database; declare it on the server with 'python -m etl inspect'."),
    N_("{file}: has {count} columns, more than {most}; export only the columns you need."),
    N_("{file}: holds no text and no table; give a CSV, Excel, JSON or Parquet file."),
    N_("{file}: holds no rows below its column names; give a file with some."),
    N_("{file}: is protected by a password; save it without one."),
    N_("{file}: cannot be read as a spreadsheet ({why}); save it again."),
    N_("{name}: a source of this name is there already; replace it, or give another name."),
    N_("{path}: give a place below incoming, such as incoming/nps_*.xlsx."),
    N_("{name}: is not in incoming any more; choose another file."),
    N_("{name} is being loaded now; wait until it is done."),
    N_("{home}: another run ({holder}) is writing; wait for it, then run again."),
    N_(
        "{file}: claims more than {count} cells; export it as CSV, or delete the empty rows and columns "
        "below and beside the table."
    ),
    N_(
        "{file}: does not unpack within {size} GB of memory; export it as CSV, or delete the empty rows and "
        "columns below and beside the table."
    ),
    N_(
        "{file}: unpacks to {size} MB; export it as CSV, or delete the empty rows and columns below and "
        "beside the table."
    ),
)
"""Messages of the ETL that are said here in the language of the session; others come as they are."""


def problem(text: str) -> str:
    """A message of the ETL, translated where it is one of those known here."""
    if "no column was recognised" in text:
        return _("No column was recognised: choose below what the file holds, and name its columns.")
    return problems.said(text, _TOLD)
