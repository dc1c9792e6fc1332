"""Complaints and appeals. An appeal reports a problem, it is no complaint; the two are never summed."""

from etl.contracts.field import Contract, Field, Kind, customer_field, where_fields

CASES = Contract(
    "cases", "Complaints and appeals, from any door they came through.",
    grain="one row per case", key=("case_id",), day="registered_at",
    fields=(
        Field("case_id", Kind.ID, "Number of the case.", required=True,
              words=("case", "complaint id", "id", "номер", "ticket", "обращение", "өтініш")),
        Field("kind", Kind.CHOICE, "Complaint or appeal.", required=True, choices=("complaint", "appeal"),
              words=("kind", "type", "вид", "тип", "түрі")),
        Field("registered_at", Kind.TIME, "When it was registered.", required=True,
              words=("registered", "date received", "date", "created", "дата", "тіркелген")),
        Field("submitted_via", Kind.CHOICE, "The door it came through.",
              choices=("direct", "state_portal", "social", "letter", "phone", "office"),
              words=("source", "submitted via", "источник", "channel")),
        Field("category_id", Kind.ID, "Cause given by whoever registered it (a taxonomy code).",
              words=("category", "issue", "категория", "причина", "санат")),
        Field("due_at", Kind.TIME, "When the answer is due; empty: by the rules of config/deadlines.toml.",
              words=("due", "deadline", "срок")),
        Field("answered_at", Kind.TIME, "When the answer was given.", words=("answered", "resolved", "ответ")),
        Field("closed_at", Kind.TIME, "When it was closed.", words=("closed", "закрыт")),
        Field("status", Kind.CHOICE, "State at the export.",
              choices=("open", "answered", "withdrawn", "reopened", "closed"), words=("status", "статус")),
        Field("is_justified", Kind.YES_NO, "The customer was right.", words=("justified", "обоснован")),
        Field("recalculation", Kind.MONEY, "Money given back.", low=0, unit="currency of the operator",
              words=("refund", "recalculation", "перерасчет")),
        Field("applicant_rating", Kind.INTEGER, "The applicant's own rating of the answer.", low=1, high=5,
              words=("applicant rating", "оценка заявителя")),
        Field("dealer_id", Kind.ID, "Dealer who sold the service, where one did.", words=("dealer", "дилер")),
        Field("contact_id", Kind.ID, "The contact it grew out of.", refers="contacts", words=("contact", "call id")),
        Field("text", Kind.FREE_TEXT, "What the customer says.",
              words=("text", "narrative", "description", "текст", "содержание", "мәтін")),
        Field("reply_text", Kind.FREE_TEXT, "What the operator answered, as it was published or sent.", is_ours=True,
              words=("reply text", "public reply", "текст ответа", "ответ компании", "жауап мәтіні")),
        Field("replied_at", Kind.TIME, "When that answer stood there; empty: answered_at.",
              words=("reply published at", "reply time", "дата публикации ответа")),
        Field("is_reply_public", Kind.YES_NO, "Everybody can read the answer; empty: yes in social networks.",
              words=("public reply yes no", "публичный ответ")),
        customer_field(),
        *where_fields(),
    ),
)  # fmt: skip

CASE_EVENTS = Contract(
    "case_events", "Stages a case went through.",
    grain="one row per stage entered", key=("case_id", "stage", "entered_at"), day="entered_at",
    fields=(
        Field("case_id", Kind.ID, "The case.", required=True, refers="cases", words=("case", "номер")),
        Field("stage", Kind.CHOICE, "Stage entered.", required=True,
              choices=("registered", "assigned", "interim_answer", "answered", "withdrawn", "reopened", "closed"),
              words=("stage", "event", "status", "этап", "стадия")),
        Field("entered_at", Kind.TIME, "When.", required=True, words=("entered", "date", "время", "дата")),
        Field("unit_id", Kind.ID, "Unit responsible from then on.", refers="units", words=("unit", "подразделение")),
    ),
)  # fmt: skip
