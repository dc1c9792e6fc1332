"""Words for codes that have no reference table: statuses, kinds, sources, segments, yes and no."""

from reports import kazakhstan
from ui import owners
from ui.words import _, language

COLUMNS = frozenset(
    {
        "status", "kind", "source", "segment", "sentiment", "channel_kind", "direction", "language",
        "is_open", "is_on_time", "is_justified", "is_answered", "is_resolved", "is_delivered", "is_ranked",
        "is_clear", "withheld", "region", "incident", "incident_id",
        "contact_weekday", "ground", "stage", "is_code_used", "is_reopened", "is_withdrawn", "is_repeat",
        "is_overturned", "is_interim_on_day", "is_left", "state", "reply", "owner", "is_back",
        "is_error_report", "is_report_refused", "asks_to_write", "is_reply_public", "due_rule",
    }
)  # fmt: skip
"""Columns whose values have words here."""


def said(column: str, value: object) -> object:
    """The word for a value of a column; the value itself where there is none, None where it is missing."""
    if value is None or str(value) in {"nan", "NaT", "<NA>"}:
        return None
    if str(value) in {"True", "False"}:
        return _("yes") if str(value) == "True" else _("no")
    if column == "region" and (name := kazakhstan.name(str(value), language())):
        return name
    return _known().get(f"{column}:{value}") or _known().get(str(value)) or value


def _known() -> dict[str, str]:
    return {**_cases(), **_customers(), **_channels(), **_regions(), **_weekdays(), **_case_work()}


def _weekdays() -> dict[str, str]:
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return {f"contact_weekday:{number}": name for number, name in enumerate(names, start=1)}


def _cases() -> dict[str, str]:
    return {
        "complaint": _("complaint"), "appeal": _("appeal"), "direct": _("direct"),
        "state_portal": _("state portal"), "social": _("social network"), "letter": _("letter"),
        "source:phone": _("by phone"), "source:office": _("in the office"), "open": _("open"),
        "answered": _("answered"), "withdrawn": _("withdrawn"), "reopened": _("reopened"),
        "closed": _("closed"),
    }  # fmt: skip


def _case_work() -> dict[str, str]:
    return {
        "ground:nothing": _("no debt"), "ground:trifle": _("a trifle"),
        "ground:in_transit": _("payment on its way"), "ground:due": _("a debt"),
        "stage:to_answer": _("to the answer"), "stage:registered": _("registered"),
        "stage:assigned": _("assigned"), "stage:interim_answer": _("interim answer"),
        "state:overdue": _("overdue"), "state:at_risk": _("due soon"), "state:in_time": _("in time"),
        "reply:template": _("template"), "reply:specific": _("specific"),
        "due_rule:source": _("its source says so"),
        **{f"owner:{code}": name for code, name in owners.known().items()},
    }  # fmt: skip


def _customers() -> dict[str, str]:
    return {
        "individual": _("individuals"), "business": _("business"), "government": _("government"),
        "negative": _("negative"), "neutral": _("neutral"), "positive": _("positive"),
        "inbound": _("inbound"), "outbound": _("outbound"), "incident:none": _("no outage"),
        "incident_id:none": _("no outage"),
    }  # fmt: skip


def _channels() -> dict[str, str]:
    return {
        "channel_kind:online": _("online"), "channel_kind:office": _("office"),
        "channel_kind:phone": _("phone"), "channel_kind:written": _("written"), "ru": _("Russian"),
        "kk": _("Kazakh"), "en": _("English"),
    }  # fmt: skip


def _regions() -> dict[str, str]:
    """Regions are plain words of the source; these are common enough to be said in each language."""
    return {
        "region:North": _("North"), "region:South": _("South"), "region:East": _("East"),
        "region:West": _("West"), "region:Centre": _("Centre"),
    }  # fmt: skip
