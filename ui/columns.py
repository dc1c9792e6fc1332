"""Titles of the columns of metrics and row queries, in the language of the session."""

from ui.words import _

_CASE = (
    "case_id",
    "registered_at",
    "category_id",
    "unit_id",
    "text",
    "status",
    "due_at",
    "answered_at",
    "applicant_rating",
    "source",
)
_ANSWER = (
    "case_id", "replied_at", "reply", "reply_text", "is_back", "category_id", "unit_id", "channel_id",
    "owner", "text",
)  # fmt: skip
_OF_CASES = (
    "cases", "cases_open", "cases_due", "cases_justified", "cases_overturned", "cases_rated",
    "cases_recalculated", "cases_reopened", "cases_repeated", "cases_withdrawn", "cases_without_word",
    "cases_reporting", "cases_refused",
)  # fmt: skip
WIDE: dict[str, tuple[str, ...]] = {
    "complaints": _CASE,
    "appeals": _CASE,
    **dict.fromkeys(_OF_CASES, _CASE),
    "cases_replied": _ANSWER,
    "comments": (
        "answered_at",
        "score",
        "reason_id",
        "category_id",
        "comment",
        "suggestion",
        "unit_id",
        "process_id",
        "channel_id",
        "agent_id",
    ),
}
"""The columns a wide screen shows of a row query, in order; files hold all of them."""
NARROW: dict[str, tuple[str, ...]] = {
    "complaints": ("category_id", "status"),
    "appeals": ("category_id", "status"),
    **dict.fromkeys(_OF_CASES, ("case_id", "category_id", "status")),
    "cases_due": ("due_at", "category_id", "unit_id"),
    "cases_replied": ("replied_at", "reply", "reply_text"),
    "comments": ("score", "comment", "answered_at"),
    "answers": ("answered_at", "score", "reason_id"),
    "ratings": ("rated_at", "agent_id", "rating"),
    "surveys": ("sent_at", "is_answered", "score"),
    "contacts": ("started_at", "process_id", "channel_id"),
}
"""At most three columns on a phone."""


def title(column: str) -> str:
    """The word for a column; a column without one is its own name, written with spaces."""
    known = {**_dimensions(), **_measures(), **_records(), **_cases(), **_calls(), **_steps(), **_estimates(),
             **_agents(), **_followups(), **_channels(), **_case_work(),
             **_case_answers()}  # fmt: skip
    return known.get(column) or known.get(column.removesuffix("_id")) or column.replace("_", " ")


def _dimensions() -> dict[str, str]:
    return {
        "channel": _("Channel"), "channel_kind": _("Channel kind"), "unit": _("Unit"),
        "region": _("Region"), "team": _("Team"), "agent": _("Agent"), "process": _("Process"),
        "product": _("Product"), "segment": _("Segment"), "category": _("Category"), "kind": _("Kind"),
        "source": _("Source"), "reason": _("Reason"), "criterion": _("Criterion"), "step": _("Step"),
        "language": _("Language"), "model": _("Model"), "incident": _("Outage"), "day": _("Day"),
        "week": _("Week"), "month": _("Month"), "quarter": _("Quarter"),
    }  # fmt: skip


def _measures() -> dict[str, str]:
    return {
        "from": _("From"), "to": _("To (not included)"), "value": _("Value"), "low": _("Interval from"),
        "high": _("Interval to"), "count": _("n"), "withheld": _("Withheld"), "promoters": _("Promoters"),
        "passives": _("Passives"), "detractors": _("Detractors"), "delivered": _("Delivered"),
        "answered": _("Answered"), "ratings": _("Ratings"), "plain": _("Plain mean"),
        "is_ranked": _("Ranked"), "rated": _("Rated agents"), "active": _("Active agents"),
        "online": _("Online"), "office": _("Office"), "value_before": _("Value before"),
        "count_before": _("n before"), "change": _("Change"), "change_low": _("Change from"),
        "change_high": _("Change to"), "is_clear": _("Clear"),
    }  # fmt: skip


def _records() -> dict[str, str]:
    return {
        "source_name": _("Source"), "source_file": _("File"), "line": _("Line"), "date": _("Date"),
        "survey_id": _("Survey"), "contact_id": _("Contact"), "rating_id": _("Rating number"),
        "score": _("Score"), "rating": _("Rating"), "comment": _("Comment"), "suggestion": _("Suggestion"),
        "answered_at": _("Answered at"), "sent_at": _("Sent at"), "rated_at": _("Rated at"),
        "started_at": _("Started at"), "ended_at": _("Ended at"), "wait_s": _("Wait, s"),
        "talk_s": _("Talk, s"), "hold_s": _("Hold, s"), "wrap_up_s": _("Wrap-up, s"),
        "handle_s": _("Handle time, s"), "contact_weekday": _("Weekday"),
        "contact_hour": _("Hour"), "contact_at": _("Contact at"), "is_answered": _("Answered or served"),
        "is_resolved": _("Resolved"), "is_delivered": _("Delivered"), "count_transfers": _("Transfers"),
        "sentiment": _("Sentiment"), "direction": _("Direction"), "delivered_at": _("Delivered at"),
    }  # fmt: skip


def _cases() -> dict[str, str]:
    return {
        "case_id": _("Case"), "registered_at": _("Registered at"), "due_at": _("Due at"),
        "closed_at": _("Closed at"), "status": _("Status"), "is_open": _("Open"),
        "is_justified": _("Justified"), "is_on_time": _("On time"), "text": _("Text"),
        "recalculation": _("Recalculation"), "applicant_rating": _("Applicant's rating"),
        "dealer_id": _("Dealer"), "days_late": _("Days late"), "days_left": _("Days left"),
        "due_state": _("State"),
    }  # fmt: skip


def _case_work() -> dict[str, str]:
    """Stages, outcomes and owners of cases; audits."""
    return {
        "stage": _("Stage"), "days": _("Days"), "p90": _("90% leave within, days"), "still_in": _("Still in"),
        "entered_at": _("Entered at"), "left_at": _("Left at"), "is_left": _("Left"),
        "is_reopened": _("Opened again"), "is_withdrawn": _("Withdrawn"), "is_overturned": _("Overturned"),
        "is_repeat": _("Repeated"), "earlier_case_id": _("Earlier case"),
        "is_interim_on_day": _("Word the same day"),
        "case_owner": _("Owner"), "open_cases": _("All open"), "dealer": _("Dealer"), "ground": _("Ground"),
        "robocall_id": _("Debt call"), "called_at": _("Called at"), "debt_amount": _("Debt"),
        "payment_id": _("Payment"), "paid_at": _("Paid at"), "posted_at": _("Booked at"),
        "activation_id": _("Activation"), "activated_at": _("Activated at"), "is_code_used": _("Code used"),
        "needless": _("Needless"), "without_code": _("Without a code"), "complaints": _("Complaints"),
        "appeals": _("Appeals"),
    }  # fmt: skip


def _case_answers() -> dict[str, str]:
    """Deadlines of cases, public answers, reports of errors."""
    return {
        "owner": _("Owner"), "deadline": _("Rule of the deadline"), "due_rule": _("Rule of the deadline"),
        "oldest_days": _("Oldest, days"), "state": _("State"), "as_of": _("As of"),
        "at_risk_at": _("At risk from"), "first_word_date": _("First word due"), "reply": _("Answer"),
        "reply_family": _("Copies of one answer"), "reply_text": _("What was answered"),
        "replied_at": _("Answered in public at"), "asks_to_write": _("Asks to write elsewhere"),
        "is_back": _("Came back"), "back": _("Came back"), "templates": _("Templates"),
        "answer_kind": _("Answer"), "said": _("How often"), "judged": _("Known of"),
        "share_back": _("Came back, %"), "refused": _("Refused"),
        "acted_on": _("Acted on"), "is_error_report": _("Reports our error"),
        "is_report_refused": _("Report refused"),
    }  # fmt: skip


def _calls() -> dict[str, str]:
    return {
        "recording_id": _("Recording"), "duration_s": _("Length, s"), "confidence": _("Confidence"),
        "result": _("Result"), "quote": _("Quote"), "origin": _("Origin"), "start_s": _("Second"),
        "speaker": _("Speaker"), "transcribed_at": _("Transcribed at"),
    }  # fmt: skip


def _steps() -> dict[str, str]:
    return {
        "place": _("Place"), "median_work": _("Work, min"), "p90_work": _("Work, min: one in ten over"),
        "median_customer_wait": _("Customer waits, min"),
        "p90_customer_wait": _("Customer waits, min: one in ten over"),
        "median_operator_wait": _("Operator waits, min"),
        "p90_operator_wait": _("Operator waits, min: one in ten over"),
        "lead_share": _("Share of the time, %"), "work_share": _("Share worked, %"),
    }  # fmt: skip


def _agents() -> dict[str, str]:
    """The fair board and the timeline of one agent."""
    return {
        "own": _("Own mean"), "expected": _("Colleagues, same work"), "common": _("Everyone's mean"),
        "spread": _("Spread of one"), "likeness": _("Comparable n"), "is_new": _("New agent"),
        "own_weight": _("Weight of the own mean"), "lane": _("What happened"), "tone": _("Sign"),
    }  # fmt: skip


def _estimates() -> dict[str, str]:
    """Comparisons, splits, drivers and control charts."""
    return {
        "design_effect": _("Design effect"), "weight": _("Weight"), "weight_before": _("Weight before"),
        "rate": _("By other answers"), "rate_low": _("By other answers, from"),
        "rate_high": _("By other answers, to"), "mix": _("By another mix"), "effect": _("Together"),
        "driver": _("Fact"), "slope": _("Points of score each"), "slope_low": _("Points from"),
        "slope_high": _("Points to"), "centre": _("Usual mean"), "lower": _("Usual from"),
        "upper": _("Usual to"), "rule": _("Signal by rule"), "weekday": _("Weekday"), "hour": _("Hour"),
    }  # fmt: skip


def _followups() -> dict[str, str]:
    return {
        "nps": _("NPS"), "ar": _("AR"), "task_id": _("Low score number"),
        "followup_status": _("Follow-up"), "followup_owner": _("Owner"),
        "followup_outcome": _("Outcome"), "waiting": _("Waiting now"), "overdue": _("Overdue"),
        "at_risk": _("Due soon"), "in_time_share": _("Answered in time"),
        "in_time_interval": _("95% interval"), "in_time_n": _("n"),
    }  # fmt: skip


def _channels() -> dict[str, str]:
    """Queues, promises, transfers, repeat contacts and what-if."""
    return {
        "offered": _("Offered"), "short_abandoned": _("Short abandons"), "abandoned": _("Abandoned"),
        "in_time": _("In time"), "kept": _("Kept"), "missed": _("Missed"), "by_one": _("By one person"),
        "people": _("People"), "repeated": _("Came again"), "elsewhere": _("In another office"),
        "aht_s": _("Handle time, s"), "asa_s": _("Mean wait, s"), "at_once_share": _("Settled at once, %"),
        "spent_hours": _("Hours spent"), "hours": _("Hours a month"), "waited_s": _("Waited, s"),
        "first_answer_at": _("First answer at"), "answer_due_at": _("Answer due at"), "due": _("Due"),
        "half_hour": _("Half-hour"), "quarter_hour": _("Quarter-hour"), "agents": _("Agents"),
        "occupancy": _("Agents busy, %"), "abandonment_share": _("Give up, %"), "calls": _("Calls"),
        "in_time_pct": _("In time, %"), "patience_s": _("Patience, s"), "name": _("Name"),
        "before": _("Before, %"), "now": _("Now, %"),
    }  # fmt: skip
