"""Why a case is due when it is: the rule of config/deadlines.toml that applied, in words."""

from typing import Any

from ui import data
from ui.cells import is_known
from ui.words import _, _n, formats, language
from warehouse.deadlines import OF_SOURCE, Deadlines, Rule, deadlines, names


def rules() -> Deadlines:
    """The rules as they stand now; those a snapshot was built by may have been older."""
    return deadlines(data.instance())


def soon() -> str:
    """When an open case is due soon: ``due soon: at most 2 working days left``."""
    told = rules().at_risk
    left = _n("due soon: at most {count} working day left", "due soon: at most {count} working days left",
              told.working_days)  # fmt: skip
    words = left if told.working_days else _("due soon: on the last day")
    if not told.share_left:
        return words
    share = formats().percent(100 * told.share_left, 0)
    return f"{words}, {_('or less than {share} of the time', share=share)}"


def titles() -> dict[str, str]:
    """Rule -> its name in the language of the session."""
    return {OF_SOURCE: _("Set by the source"), **names(rules(), language())}


def why(row: dict[str, Any]) -> str:
    """``Others have to be asked: 30 calendar days``; empty where nothing set a due time."""
    code = row["due_rule"]
    if not is_known(code):
        return ""
    if code == OF_SOURCE:
        return _("its source says so")
    found = rules()
    name = names(found, language()).get(str(code), str(code))
    rule = next((one for one in found.rule if one.id == code), None)
    return f"{name}: {_days(rule)}" if rule else _("rule “{name}”, which no longer stands", name=name)


def _days(rule: Rule) -> str:
    if rule.count == "working":
        return _n("{count} working day", "{count} working days", rule.days)
    words = _n("{count} calendar day", "{count} calendar days", rule.days)
    return f"{words}, {_('to a working day')}" if rule.day_off == "next" else words
