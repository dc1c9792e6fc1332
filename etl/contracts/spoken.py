"""What was said in recordings, as a recogniser outside of Sapa wrote it down."""

from etl.contracts.field import Contract, Field, Kind, customer_field, where_fields

UTTERANCES = Contract(
    "utterances", "Transcripts made elsewhere: what was said in a recorded talk, piece by piece.",
    grain="one row per utterance", key=("recording_id", "utterance_no"), day="started_at",
    fields=(
        Field("recording_id", Kind.ID, "Identifier of the recording; its sound need not be here.", required=True,
              words=("recording", "call id", "запись", "conversation id")),
        Field("started_at", Kind.TIME, "When the talk began.", required=True,
              words=("call start", "start time", "date", "начало", "дата")),
        Field("utterance_no", Kind.INTEGER, "Number of the utterance in the talk.", required=True, low=0,
              words=("utterance", "turn", "line no", "segment id", "реплика")),
        Field("count_utterances", Kind.INTEGER, "How many the transcript has; those beyond, of an older version, go.",
              low=0, words=("utterances", "turns")),
        Field("contact_id", Kind.ID, "The contact it belongs to.", refers="contacts", words=("contact", "interaction")),
        Field("speaker", Kind.CHOICE, "Who speaks.", choices=("agent", "customer", "unknown"),
              words=("speaker", "participant", "role", "channel", "говорящий", "кто")),
        Field("start_s", Kind.NUMBER, "Where it begins.", low=0, high=86_400, unit="seconds",
              words=("start", "offset", "from", "start_s")),
        Field("end_s", Kind.NUMBER, "Where it ends.", low=0, high=86_400, unit="seconds", words=("end", "to", "end_s")),
        Field("text", Kind.FREE_TEXT, "What is said.", required=True,
              words=("transcript", "utterance text", "said", "текст реплики")),
        Field("language", Kind.CHOICE, "Language spoken.", choices=("ru", "kk", "en"),
              words=("language", "язык", "тіл")),
        Field("confidence", Kind.NUMBER, "How sure the recogniser was.", low=0, high=1, unit="0 to 1",
              words=("confidence", "probability")),
        Field("model", Kind.TEXT, "The recogniser and its model.", words=("model", "engine", "asr")),
        customer_field(),
        *where_fields(),
    ),
)  # fmt: skip
