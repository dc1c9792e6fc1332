"""What happens around the contacts: robocalls, payments, dealers, incidents, improvements."""

from etl.contracts.field import Contract, Field, Kind, customer_field

ROBOCALLS = Contract(
    "robocalls", "Automatic calls that remind of a debt.",
    grain="one row per call", key=("robocall_id",), day="called_at",
    fields=(
        Field("robocall_id", Kind.ID, "The call.", required=True, words=("id", "call")),
        Field("called_at", Kind.TIME, "When.", required=True, words=("date", "called", "дата")),
        customer_field(),
        Field("debt_amount", Kind.MONEY, "Debt claimed.", required=True, low=0, unit="currency of the operator",
              words=("debt", "amount", "долг", "сумма")),
        Field("is_answered", Kind.YES_NO, "Somebody picked up.", words=("answered", "отвечен")),
    ),
)  # fmt: skip

PAYMENTS = Contract(
    "payments", "Payments of customers; three to four days pass before some are posted.",
    grain="one row per payment", key=("payment_id",), day="paid_at",
    fields=(
        Field("payment_id", Kind.ID, "The payment.", required=True, words=("id", "payment")),
        customer_field(),
        Field("paid_at", Kind.TIME, "When the customer paid.", required=True, words=("paid", "date", "оплачен")),
        Field("posted_at", Kind.TIME, "When the billing system knew.", words=("posted", "зачислен")),
        Field("amount", Kind.MONEY, "How much.", required=True, low=0, unit="currency of the operator",
              words=("amount", "сумма")),
    ),
)  # fmt: skip

ACTIVATIONS = Contract(
    "activations", "Services attached to accounts by dealers.",
    grain="one row per activation", key=("activation_id",), day="activated_at",
    fields=(
        Field("activation_id", Kind.ID, "The activation.", required=True, words=("id", "activation")),
        Field("activated_at", Kind.TIME, "When.", required=True, words=("date", "activated", "дата")),
        customer_field(),
        Field("product_id", Kind.ID, "What was attached.", refers="products", words=("product", "service", "тариф")),
        Field("dealer_id", Kind.ID, "By which dealer.", required=True, words=("dealer", "дилер")),
        Field("is_code_used", Kind.YES_NO, "The customer confirmed it with an SMS code.", required=True,
              words=("sms code", "code", "код")),
    ),
)  # fmt: skip

EVENTS = Contract(
    "events", "Incidents and other events that mark a trend: outages, tariff changes, bill runs.",
    grain="one row per event", key=("event_id",), day="started_at",
    fields=(
        Field("event_id", Kind.ID, "The event.", required=True, words=("id", "incident")),
        Field("kind", Kind.CHOICE, "Its kind.", required=True,
              choices=("outage", "tariff", "bill_run", "taxonomy", "model", "other"), words=("kind", "type", "вид")),
        Field("title", Kind.TEXT, "What happened.", required=True, words=("title", "name", "описание")),
        Field("started_at", Kind.TIME, "When it began.", required=True, words=("start", "начало")),
        Field("ended_at", Kind.TIME, "When it ended.", words=("end", "конец")),
        Field("region", Kind.ID, "Region it touched; empty: all.", words=("region", "регион")),
        Field("unit_id", Kind.ID, "Unit it touched; empty: all.", refers="units", words=("unit",)),
    ),
)  # fmt: skip

IMPROVEMENTS = Contract(
    "improvements", "Improvements customers had asked for: you said, we did.",
    grain="one row per improvement and unit", key=("improvement_id",), day="started_at",
    fields=(
        Field("improvement_id", Kind.ID, "The improvement.", required=True, words=("id",)),
        Field("title", Kind.TEXT, "What was done.", required=True, words=("title", "name", "что сделано")),
        Field("started_at", Kind.TIME, "Since when.", required=True, words=("start", "date", "начало")),
        Field("unit_id", Kind.ID, "Where; empty: everywhere.", refers="units", words=("unit",)),
        Field("asked_for", Kind.FREE_TEXT, "What customers had said.", words=("wish", "пожелание")),
    ),
)  # fmt: skip
