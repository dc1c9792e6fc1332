"""Contacts and what customers say about them: surveys, ratings, recordings."""

from etl.contracts.field import Contract, Field, Kind, customer_field, where_fields

CONTACTS = Contract(
    "contacts", "Every contact of a customer with the operator, in any channel.",
    grain="one row per contact", key=("contact_id",), day="started_at",
    fields=(
        Field("contact_id", Kind.ID, "Identifier of the contact.", required=True,
              words=("contact", "call id", "interaction", "id", "uniqueid", "ticket", "номер обращения")),
        Field("started_at", Kind.TIME, "When the customer reached us.", required=True,
              words=("start", "date", "time", "created", "дата", "начало", "call date", "timestamp", "күні")),
        Field("ended_at", Kind.TIME, "When it ended.", words=("end", "finish", "окончание", "closed")),
        Field("first_answer_at", Kind.TIME, "When a person or robot first answered a written contact.",
              words=("first answer", "first response", "первый ответ")),
        *where_fields(),
        customer_field(),
        Field("is_number_verified", Kind.YES_NO, "The customer's number is verified, so a survey can be sent.",
              words=("verified", "проверен")),
        Field("direction", Kind.CHOICE, "Who began it.", choices=("inbound", "outbound"),
              words=("direction", "направление")),
        Field("is_answered", Kind.YES_NO, "Served by an agent (false: abandoned while waiting).",
              words=("answered", "status", "отвечен", "disposition")),
        Field("wait_s", Kind.NUMBER, "Wait before service.", low=0, high=86_400, unit="seconds",
              words=("wait", "queue time", "speed of answer", "ожидание", "hold before")),
        Field("talk_s", Kind.NUMBER, "Talk.", low=0, high=86_400, unit="seconds",
              words=("talk", "billsec", "duration", "разговор", "talkduration")),
        Field("hold_s", Kind.NUMBER, "Hold.", low=0, high=86_400, unit="seconds", words=("hold", "удержание")),
        Field("wrap_up_s", Kind.NUMBER, "Work after the talk.", low=0, high=86_400, unit="seconds",
              words=("wrap", "after call work", "acw", "поствызов")),
        Field("is_resolved", Kind.YES_NO, "The request was settled in this contact.",
              words=("resolved", "решен", "решено")),
        Field("count_transfers", Kind.INTEGER, "People the request was passed on to after the first.",
              low=0, high=50, unit="transfers", words=("transfer", "перевод")),
        Field("text", Kind.FREE_TEXT, "What the customer wrote, in written channels.",
              words=("text", "message", "текст", "сообщение")),
    ),
)  # fmt: skip

SURVEYS = Contract(
    "surveys", "NPS surveys: one per request sent after a service, answered or not.",
    grain="one row per survey sent", key=("survey_id",), day="sent_at",
    fields=(
        Field("survey_id", Kind.ID, "Identifier of the survey.", required=True,
              words=("survey", "id", "опрос", "response id", "анкета")),
        Field("contact_id", Kind.ID, "The contact it is about.", refers="contacts",
              words=("contact", "call id", "обращение", "ticket")),
        customer_field(),
        Field("sent_at", Kind.TIME, "When it was sent (the answer's time where only that is known).", required=True,
              words=("sent", "отправлен", "date", "дата", "survey date", "жіберілген")),
        Field("delivered_at", Kind.TIME, "When it reached the customer.", words=("delivered", "доставлен")),
        Field("answered_at", Kind.TIME, "When the customer answered; empty: not answered.",
              words=("answered", "response date", "ответ", "responded", "жауап")),
        Field("score", Kind.INTEGER, "Likelihood to recommend, on the scale the source declares (0-10 or 1-10).",
              low=0, high=10, words=("score", "nps", "оценка", "rating", "балл", "баға", "recommend")),
        Field("reason_id", Kind.ID, "Reason given for the score.", refers="reasons",
              words=("reason", "причина", "себеп")),
        Field("comment", Kind.FREE_TEXT, "Comment.", words=("comment", "verbatim", "feedback", "комментарий", "пікір")),
        Field("suggestion", Kind.FREE_TEXT, "What the customer would change.",
              words=("suggestion", "предложение", "пожелание", "ұсыныс")),
        *where_fields(),
    ),
)  # fmt: skip

RATINGS = Contract(
    "ratings", "AR (agent performance) ratings, 1 to 5, given after each service.",
    grain="one row per rating", key=("rating_id",), day="rated_at",
    fields=(
        Field("rating_id", Kind.ID, "Identifier of the rating.", required=True, words=("rating id", "id")),
        Field("contact_id", Kind.ID, "The contact it is about.", refers="contacts", words=("contact", "call id")),
        Field("rated_at", Kind.TIME, "When it was given.", required=True, words=("rated", "date", "дата", "time")),
        Field("rating", Kind.INTEGER, "1 (worst) to 5 (best).", required=True, low=1, high=5,
              words=("rating", "satisfaction", "csat", "ar", "оценка", "баға", "satisfaction rating")),
        Field("comment", Kind.FREE_TEXT, "Comment.", words=("comment", "комментарий", "пікір")),
        customer_field(),
        *where_fields(),
    ),
)  # fmt: skip

RECORDINGS = Contract(
    "recordings", "Recordings of calls and of talks at a desk.",
    grain="one row per recording", key=("recording_id",), day="started_at",
    fields=(
        Field("recording_id", Kind.ID, "Identifier of the recording.", required=True,
              words=("recording", "id", "запись", "uniqueid")),
        Field("sound_file", Kind.PATH, "The sound file; relative paths start at the source's folder.", required=True,
              words=("file", "path", "filename", "файл", "recordingfile")),
        Field("started_at", Kind.TIME, "When the talk began.", required=True,
              words=("start", "date", "начало", "time")),
        Field("contact_id", Kind.ID, "The contact it belongs to.", refers="contacts", words=("contact", "call id")),
        Field("agent_side", Kind.CHOICE, "Channel of the agent in a two-channel recording.",
              choices=("left", "right", "unknown"), words=("agent channel", "side")),
        Field("language", Kind.CHOICE, "Language spoken most, where known.", choices=("ru", "kk", "en"),
              words=("language", "язык", "тіл")),
        customer_field(),
        *where_fields(),
    ),
)  # fmt: skip
