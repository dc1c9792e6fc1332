"""Script checks accuse only where the agent surely did not say it, and show where."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from config.errors import NotReady
from config.instance import DEFAULTS
from config.settings import read_toml
from tests.amounts import full
from text.api import Finding, Script, Utterance, check_script, load_script, load_scripts
from text.lemmas import folded
from text.script_words import written_words

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
    assert checked(call(turns), "ru")["apologised"].result == "not_applicable"


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


LETTERS = {
    "ru": "абвгдежзийклмнопрстуфхцчшщыьэюя",
    "kk": "абгдежзийклмнопрстуүөқңғәіы",
    "en": "abcdefghilmnoprstuy",
}


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """A complete call in which some words have letters replaced, each still alike enough to the word said."""
    language = draw(st.sampled_from(["ru", "kk", "en"]))
    turns = [(who, text.split()) for who, text in COMPLETE[language]]
    spoken = [
        (turn, place)
        for turn, (who, words) in enumerate(turns)
        for place, word in enumerate(words)
        if who == "agent" and len(word) >= 5 and not word.startswith("<")
    ]
    for turn, place in draw(st.lists(st.sampled_from(spoken), max_size=6, unique=True)):
        word = list(turns[turn][1][place])
        for at in draw(st.sets(st.integers(0, len(word) - 1), min_size=1, max_size=2)):
            word[at] = draw(st.sampled_from(LETTERS[language]))
        said, heard = turns[turn][1][place], "".join(word)
        if _is_alike(said, heard):
            turns[turn][1][place] = heard
    return language, [(who, " ".join(words)) for who, words in turns]


BEGINNINGS = {
    word.beginning
    for entry in read_toml(DEFAULTS / "scripts" / "service_call.toml")["criterion"]
    for word in written_words(entry["phrases"])
    if word.beginning
}


def _is_alike(said: str, heard: str) -> bool:
    """By the limit of "usual"; of a word that a rule names by its beginning, the beginning counts as well."""
    named = [one for one in BEGINNINGS if folded(said).startswith(one)]
    parts = [(said, heard), *((one, folded(heard)[: len(one)]) for one in named)]
    return all(fuzz.ratio(one, other) >= 80 for one, other in parts)


@given(slips())
@settings(max_examples=full(150, else_=40))
def test_no_slip_of_letters_turns_kept_into_broken(heard: tuple[str, list[tuple[str, str]]]) -> None:
    language, turns = heard
    results = {code: one.result for code, one in checked(call(turns), language).items()}
    assert "broken" not in results.values(), turns


@given(st.lists(st.sampled_from(["ru", "kk"]), min_size=8, max_size=8), st.sampled_from(["ru", "kk", None]))
@settings(max_examples=full(60, else_=20))
def test_kazakh_and_russian_may_change_from_turn_to_turn(languages: list[str], known: str | None) -> None:
    greeting = {"ru": COMPLETE["ru"][0], "kk": COMPLETE["kk"][0]}
    verify = {"ru": COMPLETE["ru"][2], "kk": COMPLETE["kk"][2]}
    sorry = {"ru": COMPLETE["ru"][4], "kk": COMPLETE["kk"][3]}
    solve = {"ru": COMPLETE["ru"][5], "kk": COMPLETE["kk"][4]}
    rate = {"ru": COMPLETE["ru"][6], "kk": COMPLETE["kk"][5]}
    bye = {"ru": COMPLETE["ru"][7], "kk": COMPLETE["kk"][6]}
    parts = (greeting, COMPLETE_COMPLAINTS, verify, sorry, solve, rate, bye)
    turns = [part[language] for part, language in zip(parts, languages, strict=False)]
    assert {one.result for one in checked(call(turns), known).values()} == {"kept"}


COMPLETE_COMPLAINTS = {language: COMPLETE[language][1] for language in ("ru", "kk")}


def script(tmp_path: Path, criteria: str) -> Script:
    """A script of ``criteria`` as a person would write it."""
    file = tmp_path / "own.toml"
    file.write_text(f'id = "own"\n{NAMES}least_words = 1\n{criteria}', "utf8")
    return load_script(file)


NAMES = 'name_ru = "а"\nname_kk = "а"\nname_en = "a"\n'
VERIFY = f'[[criterion]]\nid = "verify"\n{NAMES}phrases.ru = ["назовите номер"]\n'


def result(of: Script, code: str, *turns: str) -> Finding:
    found = check_script(of, call([("agent", text) for text in turns]), "ru")
    return next(one for one in found if one.criterion_id == code)


def test_a_phrase_must_come_after_another_where_the_script_says_so(tmp_path: Path) -> None:
    own = script(
        tmp_path, f'{VERIFY}[[criterion]]\nid = "told"\n{NAMES}after = "verify"\nphrases.ru = ["ваш долг"]\n'
    )
    assert result(own, "told", "назовите номер", "ваш долг сто тенге").result == "kept"
    early = result(own, "told", "ваш долг сто тенге", "назовите номер")
    assert (early.result, early.quote) == ("broken", "ваш долг сто тенге")
    assert result(own, "told", "ваш долг сто тенге").result == "kept", "the other one is broken, not this too"


def test_a_phrase_may_be_forbidden_only_before_another(tmp_path: Path) -> None:
    own = script(
        tmp_path,
        f'{VERIFY}[[criterion]]\nid = "told"\n{NAMES}check = "never_said"\nbefore = "verify"\n'
        'phrases.ru = ["ваш долг"]\n',
    )
    assert result(own, "told", "назовите номер", "ваш долг сто тенге").result == "kept"
    assert result(own, "told", "ваш долг сто тенге", "назовите номер").result == "broken"


def test_a_forbidden_word_heard_only_nearly_accuses_no_one(tmp_path: Path) -> None:
    rude = f'[[criterion]]\nid = "rude"\n{NAMES}check = "never_said"\nstrictness = "usual"\n'
    own = script(tmp_path, rude + 'phrases.ru = ["бестолочь"]\n')
    assert result(own, "rude", "вы бестолочь").result == "broken"
    nearly = result(own, "rude", "вы бистолочь")
    assert (nearly.result, nearly.quote) == ("not_assessable", "вы бистолочь")


@pytest.mark.parametrize(("strictness", "expected"), [("exact", "broken"), ("usual", "kept")])
def test_how_strictly_is_said_in_a_word(tmp_path: Path, strictness: str, expected: str) -> None:
    own = script(
        tmp_path, f'[[criterion]]\nid = "a"\n{NAMES}strictness = "{strictness}"\nphrases.ru = ["страховка"]\n'
    )
    assert result(own, "a", "есть ещё страхофка").result == expected


def test_a_phrase_missing_where_nothing_was_understood_is_not_assessable() -> None:
    turns = [("agent", "ну вот это самое да"), *COMPLETE["ru"][2:]]
    spoken = call(turns, every_s=20)
    unclear = [Utterance(one.speaker, one.start_s, one.end_s, one.text, 0.3 if place == 0 else 0.95)
               for place, one in enumerate(spoken)]  # fmt: skip
    assert checked(spoken, "ru")["greeting"].result == "broken"
    assert checked(unclear, "ru")["greeting"].result == "not_assessable"


def test_evidence_is_at_the_word_where_the_words_have_times() -> None:
    text = "минуту я проверю приношу извинения за неудобства"
    starts = tuple(10.0 + place for place in range(7))
    spoken = [*call(COMPLETE["ru"][:3]), Utterance("agent", 10, 20, text, 0.9, "ru", starts)]
    assert checked(spoken, "ru")["apologised"].start_s == 13.0


def test_a_long_piece_is_quoted_around_the_phrase() -> None:
    text = "да хорошо " * 40 + "приношу извинения за это"
    spoken = [*call(COMPLETE["ru"][:3]), Utterance("agent", 20, 90, text, 0.9)]
    found = checked(spoken, "ru")["apologised"]
    assert "приношу извинения" in found.quote and len(found.quote) <= 200


def test_order_and_names_of_criteria_are_checked(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="did you mean verify"):
        script(tmp_path, f'{VERIFY}[[criterion]]\nid = "b"\n{NAMES}after = "verfy"\nphrases.ru = ["да"]\n')
    with pytest.raises(NotReady, match="verify is there twice"):
        script(tmp_path, VERIFY + VERIFY)
    with pytest.raises(NotReady, match="no phrase"):
        script(tmp_path, f'[[criterion]]\nid = "b"\n{NAMES}')
