"""What people and visitors found: scorecards, mystery visits, tests, coaching, process steps."""

from etl.contracts.field import Contract, Field, Kind

RESULTS = ("kept", "broken", "not_applicable")

EVALUATIONS = Contract(
    "evaluations", "Scorecards filled in by people, one row per item.",
    grain="one row per evaluation and criterion", key=("evaluation_id", "criterion_id"), day="evaluated_at",
    fields=(
        Field("evaluation_id", Kind.ID, "The filled-in scorecard.", required=True, words=("evaluation", "id", "оценка")),
        Field("criterion_id", Kind.ID, "The item of the scorecard.", required=True,
              words=("criterion", "item", "критерий", "question")),
        Field("evaluated_at", Kind.TIME, "When.", required=True, words=("date", "evaluated", "дата")),
        Field("agent_id", Kind.ID, "Who was evaluated.", required=True, refers="agents", words=("agent", "сотрудник")),
        Field("unit_id", Kind.ID, "Unit of the agent then.", refers="units", words=("unit", "подразделение")),
        Field("contact_id", Kind.ID, "The contact listened to.", refers="contacts", words=("contact",)),
        Field("recording_id", Kind.ID, "The recording listened to.", refers="recordings", words=("recording", "запись")),
        Field("evaluator_id", Kind.ID, "Who evaluated.", words=("evaluator", "эксперт", "trainer")),
        Field("result", Kind.CHOICE, "Kept, broken, or not applicable.", required=True, choices=RESULTS,
              words=("result", "результат", "score")),
        Field("start_s", Kind.NUMBER, "Second of the recording it is heard at.", low=0, high=86_400, unit="seconds",
              words=("second", "time in call", "секунда")),
        Field("comment", Kind.FREE_TEXT, "Note of the evaluator.", words=("comment", "комментарий")),
    ),
)  # fmt: skip

MYSTERY_VISITS = Contract(
    "mystery_visits", "Mystery shopping by an independent agency, one row per checklist item.",
    grain="one row per visit and criterion", key=("visit_id", "criterion_id"), day="visited_at",
    fields=(
        Field("visit_id", Kind.ID, "The visit.", required=True, words=("visit", "id", "визит")),
        Field("criterion_id", Kind.ID, "Item of the checklist.", required=True, words=("criterion", "question", "вопрос")),
        Field("visited_at", Kind.TIME, "When.", required=True, words=("date", "visited", "дата")),
        Field("wave", Kind.TEXT, "Wave of visits.", required=True, words=("wave", "волна")),
        Field("unit_id", Kind.ID, "Unit visited.", required=True, refers="units", words=("unit", "office", "офис")),
        Field("agent_id", Kind.ID, "Agent met.", refers="agents", words=("agent",)),
        Field("result", Kind.CHOICE, "Kept, broken, or not applicable.", required=True, choices=RESULTS,
              words=("result", "ответ")),
        Field("comment", Kind.FREE_TEXT, "Note of the visitor.", words=("comment", "комментарий")),
    ),
)  # fmt: skip

KNOWLEDGE_TESTS = Contract(
    "knowledge_tests", "Knowledge tests of agents.",
    grain="one row per test taken", key=("test_id",), day="tested_at",
    fields=(
        Field("test_id", Kind.ID, "The test taken.", required=True, words=("test", "id", "тест")),
        Field("agent_id", Kind.ID, "Who took it.", required=True, refers="agents", words=("agent", "сотрудник")),
        Field("tested_at", Kind.TIME, "When.", required=True, words=("date", "дата")),
        Field("topic", Kind.TEXT, "Topic.", required=True, words=("topic", "тема")),
        Field("score_pct", Kind.NUMBER, "Share of right answers.", required=True, low=0, high=100, unit="percent",
              words=("score", "result", "балл", "результат")),
    ),
)  # fmt: skip

COACHINGS = Contract(
    "coachings", "Coaching sessions held elsewhere (those held in Sapa come from its journal).",
    grain="one row per agent, criterion and session", key=("coaching_id",), day="held_at",
    fields=(
        Field("coaching_id", Kind.ID, "The session.", required=True, words=("coaching", "id")),
        Field("agent_id", Kind.ID, "Who was coached.", required=True, refers="agents", words=("agent", "сотрудник")),
        Field("criterion_id", Kind.ID, "On what.", required=True, words=("criterion", "критерий", "topic")),
        Field("held_at", Kind.TIME, "When.", required=True, words=("date", "held", "дата")),
        Field("trainer_id", Kind.ID, "By whom.", words=("trainer", "тренер")),
    ),
)  # fmt: skip

PROCESS_STEPS = Contract(
    "process_steps", "Steps of a service as the CRM logged them: who worked, who waited.",
    grain="one row per service, step and who was waiting in it", key=("service_id", "step_no", "waiting"),
    day="started_at",
    fields=(
        Field("service_id", Kind.ID, "The service given (often the contact).", required=True,
              words=("service", "order", "заявка", "contact")),
        Field("process_id", Kind.ID, "Process.", required=True, refers="processes", words=("process", "процесс")),
        Field("step_no", Kind.INTEGER, "Place of the step in the process.", required=True, low=1, high=200,
              unit="place", words=("step no", "number", "номер шага")),
        Field("step_id", Kind.ID, "The step.", required=True, words=("step", "шаг", "этап")),
        Field("started_at", Kind.TIME, "When it began.", required=True, words=("start", "begin", "начало")),
        Field("ended_at", Kind.TIME, "When it ended.", required=True, words=("end", "finish", "конец")),
        Field("waiting", Kind.CHOICE, "Who only waited meanwhile; nobody: work was being done.", required=True,
              choices=("customer", "operator", "nobody"), words=("waiting", "who waits", "ожидает")),
        Field("unit_id", Kind.ID, "Unit.", refers="units", words=("unit", "office")),
        Field("agent_id", Kind.ID, "Agent.", refers="agents", words=("agent",)),
    ),
)  # fmt: skip
