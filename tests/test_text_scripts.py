"""Script checks accuse only where the agent surely did not say it, and show where."""

from pathlib import Path

import pytest

from config.errors import NotReady
from config.instance import DEFAULTS
from text.api import Finding, Utterance, check_script, load_scripts

SCRIPT = load_scripts(DEFAULTS / "scripts")[0]
COMPLETE = {
    "ru": [
        ("agent", "здравствуйте меня зовут <NAME> чем могу вам помочь"),
        ("customer", "у меня не работает интернет уже три дня мастер обещал и не приехал"),
        ("agent", "назовите пожалуйста номер договора"),
        ("customer", "номер договора <NUMBER>"),
        ("agent", "приношу извинения за неудобства"),
        ("agent", "я оформлю заявку мастер приедет завтра утром"),
        ("agent", "оцените пожалуйста работу оператора от одного до пяти"),
        ("agent", "спасибо за звонок всего доброго"),
    ],
    "kk": [
        ("agent", "сәлеметсіз бе менің атым <NAME> сізге қалай көмектесе аламын"),
        ("customer", "интернет істемейді шебер келмеді"),
        ("agent", "телефон нөмірін айтыңызшы"),
        ("agent", "қолайсыздық үшін кешірім сұраймын"),
        ("agent", "өтінім қабылданды шебер ертең келеді"),
        ("agent", "қызметті бірден беске дейін бағалаңыз"),
        ("agent", "рахмет сау болыңыз"),
    ],
    "en": [
        ("agent", "hello my name is <NAME> how can i help you"),
        ("customer", "my internet does not work the technician did not come"),
        ("agent", "may i have your phone number please"),
        ("agent", "i am sorry about that"),
        ("agent", "i will open a request the technician will come tomorrow"),
        ("agent", "please rate the operator from one to five"),
        ("agent", "thank you for your call have a nice day"),
    ],
}


def call(turns: list[tuple[str, str]], confidence: float = 0.95, every_s: float = 4.0) -> list[Utterance]:
    """A call of ``turns``, each beginning ``every_s`` seconds after the one before."""
    return [
        Utterance(speaker, place * every_s, place * every_s + 3, text, confidence)
        for place, (speaker, text) in enumerate(turns)
    ]


def checked(spoken: list[Utterance], language: str | None) -> dict[str, Finding]:
    return {finding.criterion_id: finding for finding in check_script(SCRIPT, spoken, language)}


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("known", [True, False])
def test_a_complete_call_keeps_every_criterion(language: str, known: bool) -> None:
    found = checked(call(COMPLETE[language]), language if known else None)
    assert {code: one.result for code, one in found.items()} == dict.fromkeys(found, "kept")
    assert list(found) == [
        "greeting", "introduced_name", "asked_to_help", "verified_customer", "apologised",
        "explained_solution", "offered_rating", "thanked", "no_rude_words",
    ]  # fmt: skip


def test_evidence_is_the_words_and_their_second() -> None:
    found = checked(call(COMPLETE["ru"]), "ru")["offered_rating"]
    assert found.quote == "оцените пожалуйста работу оператора от одного до пяти"
    assert (found.start_s, found.speaker, found.confidence) == (24.0, "agent", 0.95)


@pytest.mark.parametrize("left_out", ["greeting", "apologised", "offered_rating", "thanked"])
def test_a_phrase_left_out_is_broken_and_only_that_one(left_out: str) -> None:
    phrases = {
        "greeting": "здравствуйте ",
        "apologised": "приношу извинения за неудобства",
        "offered_rating": "оцените пожалуйста работу оператора от одного до пяти",
        "thanked": "спасибо за звонок всего доброго",
    }
    turns = [(who, text.replace(phrases[left_out], "")) for who, text in COMPLETE["ru"]]
    found = checked(call(turns), "ru")
    assert [code for code, one in found.items() if one.result == "broken"] == [left_out]
    assert found[left_out].start_s is not None and not found[left_out].quote


def test_what_the_customer_says_does_not_count_for_the_agent() -> None:
    turns = [
        ("customer", "здравствуйте"),
        *[(who, text.replace("здравствуйте ", "")) for who, text in COMPLETE["ru"]],
    ]
    assert checked(call(turns), "ru")["greeting"].result == "broken"


@pytest.mark.parametrize(
    ("right", "heard"),
    [
        ("здравствуйте", "здраствуйте"),
        ("извинения", "извенения"),
        ("оцените", "ацените"),
        ("спасибо", "спасиба"),
    ],
)
def test_a_slip_of_the_recogniser_accuses_no_one(right: str, heard: str) -> None:
    turns = [(who, text.replace(right, heard)) for who, text in COMPLETE["ru"]]
    assert all(one.result == "kept" for one in checked(call(turns), "ru").values())


def test_an_apology_is_asked_for_only_where_the_customer_complains() -> None:
    turns = [
        (
            who,
            "подскажите мой тариф"
            if who == "customer"
            else text.replace("приношу извинения за неудобства", ""),
        )
        for who, text in COMPLETE["ru"]
    ]
    assert checked(call(turns), "ru")["apologised"].result == "not_assessable"


def test_a_greeting_too_late_is_broken_with_its_moment() -> None:
    turns = [
        ("agent", "алло говорите"),
        ("customer", "у меня вопрос"),
        ("customer", "вы слышите"),
        *COMPLETE["ru"],
    ]
    found = checked(call(turns, every_s=8), "ru")["greeting"]
    assert (found.result, found.start_s) == ("broken", 24.0)
    assert "здравствуйте" in found.quote


def test_badly_recognised_short_and_empty_calls_are_not_assessable() -> None:
    for spoken in (
        [],
        call(COMPLETE["ru"], confidence=0.4),
        call([("agent", "здравствуйте"), ("customer", "алло")]),
    ):
        assert {one.result for one in checked(spoken, "ru").values()} == {"not_assessable"}


def test_a_rude_word_is_found_and_one_of_an_unknown_speaker_accuses_no_one() -> None:
    turns = [*COMPLETE["ru"], ("agent", "вы что идиот")]
    found = checked(call(turns), "ru")["no_rude_words"]
    assert (found.result, found.quote) == ("broken", "вы что идиот")
    unknown = [Utterance("unknown", one.start_s, one.end_s, one.text, 0.95) for one in call(turns)]
    assert checked(unknown, "ru")["no_rude_words"].result == "not_assessable"


def test_a_phrase_over_a_breath_is_heard() -> None:
    turns = [
        ("agent", "здравствуйте меня зовут <NAME> чем могу"),
        ("agent", "вам помочь"),
        *COMPLETE["ru"][1:],
    ]
    assert checked(call(turns), "ru")["asked_to_help"].result == "kept"


def test_a_mistake_in_a_script_is_told_with_file_and_criterion(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="no script"):
        load_scripts(tmp_path)
    original = (DEFAULTS / "scripts" / "service_call.toml").read_text("utf8")
    broken = tmp_path / "service_call.toml"
    broken.write_text(original.replace('check = "never_said"', 'check = "never"'), "utf8")
    with pytest.raises(NotReady, match=r"service_call.toml.*no_rude_words.*never_said"):
        load_scripts(tmp_path)
