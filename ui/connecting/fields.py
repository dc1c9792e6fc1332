"""Titles of fields that stand in no table of the dashboard, and so have none in ``ui.columns``."""

from ui.words import _


def field_titles() -> dict[str, str]:
    """Field of a contract -> its title."""
    return {**_of_contacts(), **_of_quality(), **_of_money(), **_of_lists()}


def _of_contacts() -> dict[str, str]:
    return {
        "contact_id": _("Number of the contact"), "survey_id": _("Number of the survey"),
        "case_id": _("Number of the case"), "recording_id": _("Number of the recording"),
        "customer_id": _("Customer's phone or account"), "first_answer_at": _("First answer at"),
        "is_number_verified": _("Number verified"), "submitted_via": _("Came through"),
        "is_reply_public": _("Answered in public"),
        "stage": _("Stage"), "entered_at": _("Entered at"), "sound_file": _("Sound file"),
        "agent_side": _("Channel of the agent"), "answered_at": _("Answered at"),
        "utterance_no": _("Number of the utterance"), "count_utterances": _("Utterances in all"),
        "start_s": _("Begins at, s"), "end_s": _("Ends at, s"),
    }  # fmt: skip


def _of_quality() -> dict[str, str]:
    return {
        "evaluation_id": _("Number of the scorecard"), "evaluated_at": _("Evaluated at"),
        "evaluator_id": _("Evaluator"), "visit_id": _("Number of the visit"), "visited_at": _("Visited at"),
        "wave": _("Wave"), "test_id": _("Number of the test"), "tested_at": _("Tested at"),
        "topic": _("Topic"), "score_pct": _("Right answers, %"), "coaching_id": _("Number of the coaching"),
        "held_at": _("Held at"), "trainer_id": _("Trainer"), "service_id": _("Number of the service"),
        "step_no": _("Number of the step"), "waiting": _("Who waits"),
    }  # fmt: skip


def _of_money() -> dict[str, str]:
    return {
        "robocall_id": _("Number of the call"), "called_at": _("Called at"), "debt_amount": _("Debt"),
        "payment_id": _("Number of the payment"), "paid_at": _("Paid at"), "posted_at": _("Posted at"),
        "amount": _("Amount"), "activation_id": _("Number of the activation"),
        "activated_at": _("Activated at"), "is_code_used": _("Confirmed by code"),
    }  # fmt: skip


def _of_lists() -> dict[str, str]:
    return {
        "event_id": _("Number of the event"), "title": _("Title"),
        "improvement_id": _("Number of the improvement"), "asked_for": _("Asked for"), "name": _("Name"),
        "name_ru": _("Name in Russian"), "name_kk": _("Name in Kazakh"), "name_en": _("Name in English"),
        "valid_from": _("Valid from"), "hired_date": _("Hired on"), "left_date": _("Left on"),
        "is_front_line": _("Serves customers"), "promise_s": _("First answer promised within, s"),
    }  # fmt: skip
