"""Reference data: who and where. Agents move, so each row says from when it holds."""

from etl.contracts.field import Contract, Field, Kind


def _names() -> tuple[Field, ...]:
    return (
        Field("name", Kind.TEXT, "Name as it stands in the source.", required=True,
              words=("name", "название", "наименование", "аты", "фио")),
        Field("name_ru", Kind.TEXT, "Name in Russian.", words=("name ru",)),
        Field("name_kk", Kind.TEXT, "Name in Kazakh.", words=("name kk",)),
        Field("name_en", Kind.TEXT, "Name in English.", words=("name en",)),
    )  # fmt: skip


AGENTS = Contract(
    "agents", "Agents, with the team and unit they were in and from when.",
    grain="one row per agent and start of an assignment", key=("agent_id", "valid_from"), day=None,
    fields=(
        Field("agent_id", Kind.ID, "The agent.", required=True, words=("agent", "id", "табельный номер")),
        Field("name", Kind.TEXT, "Name of the agent.", required=True, words=("name", "фио", "аты-жөні")),
        Field("valid_from", Kind.DATE, "From when this row holds.", required=True, words=("from", "с даты", "since")),
        Field("team", Kind.ID, "Team.", words=("team", "группа", "топ")),
        Field("unit_id", Kind.ID, "Unit.", required=True, refers="units", words=("unit", "подразделение")),
        Field("hired_date", Kind.DATE, "Hired on.", words=("hired", "принят")),
        Field("left_date", Kind.DATE, "Left on.", words=("left", "уволен")),
        Field("is_front_line", Kind.YES_NO, "Serves customers, so is rated (default: yes).", words=("front line",)),
    ),
)  # fmt: skip

UNITS = Contract(
    "units", "Service units: contact centres, offices, branches, partners.",
    grain="one row per unit", key=("unit_id",), day=None,
    fields=(
        Field("unit_id", Kind.ID, "The unit.", required=True, words=("unit", "id", "код")),
        *_names(),
        Field("region", Kind.ID, "Region.", words=("region", "регион", "область", "өңір")),
        Field("kind", Kind.CHOICE, "What it is.",
              choices=("contact_centre", "office", "branch", "partner", "field", "head_office"),
              words=("kind", "type", "тип")),
    ),
)  # fmt: skip

CHANNELS = Contract(
    "channels", "Channels customers use (the usual ones are known without a source).",
    grain="one row per channel", key=("channel_id",), day=None,
    fields=(
        Field("channel_id", Kind.ID, "The channel.", required=True, words=("channel", "id", "код")),
        *_names(),
        Field("kind", Kind.CHOICE, "Kind; the online share is online / (online + office).", required=True,
              choices=("online", "office", "phone", "written"), words=("kind", "type", "тип")),
        Field("promise_s", Kind.NUMBER, "First answer promised within.", low=0, unit="seconds",
              words=("promise", "sla", "норматив")),
    ),
)  # fmt: skip

PROCESSES = Contract(
    "processes", "Processes customers come with (the usual ones are known without a source).",
    grain="one row per process", key=("process_id",), day=None,
    fields=(Field("process_id", Kind.ID, "The process.", required=True, words=("process", "id", "код")), *_names()),
)  # fmt: skip

PRODUCTS = Contract(
    "products", "Products and services.",
    grain="one row per product", key=("product_id",), day=None,
    fields=(Field("product_id", Kind.ID, "The product.", required=True, words=("product", "id", "код")), *_names()),
)  # fmt: skip

REASONS = Contract(
    "reasons", "Reasons a customer may pick for a score (the usual ones are known without a source).",
    grain="one row per reason", key=("reason_id",), day=None,
    fields=(Field("reason_id", Kind.ID, "The reason.", required=True, words=("reason", "id", "код")), *_names()),
)  # fmt: skip
