"""Promise R12: personal data is masked before anything is stored, in three languages, written and spoken."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.instance import Instance
from tests.etl_instances import SURVEYS, deliver, landed, load, new_instance
from tests.fault_bytes import plain_text
from tests.fault_files import table_file
from tests.masking_sets import labelled
from text.api import TOKENS
from text.checksums import is_card, is_iin
from transcribe import store
from transcribe.privacy import masked
from transcribe.transcript import Utterance, Word

COLUMNS = ["id", "sent", "score", "phone", "comment"]
HIDDEN = ("<PHONE>", "<EMAIL>", "<CARD>", "<IIN>", "<PIN>")
BEFORE = 10
"""Letters before a short piece that are looked for with it: a PIN's four figures stand in any hash."""
SENTENCES = {
    "<PHONE>": ("перезвоните на {}", "менің нөмірім {}", "call me at {} please", "тел {} қоңырау шалыңыз"),
    "<CARD>": ("платил картой {} вчера", "картам {} бұғатталды", "my card {} was charged"),
    "<IIN>": ("мой ИИН {} проверьте", "ЖСН {} бойынша", "IIN {} of the owner"),
    "<PIN>": ("код из смс {} не подходит", "растау коды {} келді", "the sms code {} is wrong"),
    "<EMAIL>": ("пишите на {} сегодня", "поштам {} жіберіңіз", "mail me at {} please"),
}


def _phone(chance: random.Random) -> str:
    number = f"7{chance.choice(('01', '02', '05', '07', '47', '77'))}{chance.randrange(10**7):07}"
    groups = number[:3], number[3:6], number[6:8], number[8:]
    form = chance.choice(
        ("+7{}{}{}{}", "8 {} {} {} {}", "8({}){}-{}-{}", "+7 ({}) {} {} {}", "8.{}.{}.{}.{}")
    )
    return form.format(*groups)


def _card(chance: random.Random) -> str:
    start = chance.choice("45") + "".join(chance.choices("0123456789", k=14))
    digits = next(start + last for last in "0123456789" if is_card(start + last))
    return chance.choice((digits, " ".join(digits[i : i + 4] for i in range(0, 16, 4))))


def _iin(chance: random.Random) -> str:
    while True:
        start = f"{chance.randrange(40, 99):02}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
        start += f"3{chance.randrange(10_000):04}"
        for last in "0123456789":
            if is_iin(start + last):
                return start + last


def _email(chance: random.Random) -> str:
    name, host = (
        chance.choice(("asel", "i.petrov", "daniel_b")),
        chance.choice(("mail.ru", "gmail.com", "op.kz")),
    )
    return f"{name}{chance.randrange(1000)}@{host}"


def _pin(chance: random.Random) -> str:
    return f"{chance.randrange(10_000):04}"


MADE = {
    "<PHONE>": _phone, "<CARD>": _card, "<IIN>": _iin, "<EMAIL>": _email,
    "<PIN>": _pin,
}  # fmt: skip


def _texts() -> Iterator[tuple[str, list[str]]]:
    """A text and the personal pieces in it: the labelled sentences, and thirty made of each kind."""
    for _, text, pieces in labelled():
        yield text, [_piece(text, start, end) for start, end, token in pieces if token in HIDDEN]
    chance = random.Random(12)
    for token, sentences in SENTENCES.items():
        for number in range(30):
            piece = MADE[token](chance)
            text = sentences[number % len(sentences)].format(piece)
            start = text.index(piece)
            yield text, [_piece(text, start, start + len(piece))]


def _piece(text: str, start: int, end: int) -> str:
    return text[start:end] if end - start >= 7 else text[max(0, start - BEFORE) : end]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Every text as the comment of a row that lands, of one that is rejected, and as words heard."""
    instance = new_instance(tmp_path_factory.mktemp("masked") / "op", nps=SURVEYS)
    texts = [text for text, _ in _texts()]
    good: list[list[object]] = [[f"a{i}", "2022-03-01", 9, "", text] for i, text in enumerate(texts)]
    bad: list[list[object]] = [[f"b{i}", "2022-03-01", 99, "", text] for i, text in enumerate(texts)]
    table_file(deliver(instance, "a.csv", b""), COLUMNS, good + bad)
    (done,) = load(instance).loads
    assert (done.rows_loaded, done.rows_rejected) == (len(texts), len(texts))
    _hear(instance, texts)
    return instance


def _hear(instance: Instance, texts: list[str]) -> None:
    """Store the texts as the recogniser's words are stored."""
    rows = []
    for number, text in enumerate(texts):
        words = tuple(Word(word, i, i + 0.5, 0.9) for i, word in enumerate(text.split()))
        (heard,) = masked([Utterance(0, words, "ru", "m")])
        said = [
            {"word": w.word, "start_s": w.start_s, "end_s": w.end_s, "confidence": 0.9} for w in heard.words
        ]
        rows.append({"audio_id": f"s{number}", "model": "m", "text": heard.text, "words": said})
    store.prepare(instance.transcripts)
    store.write_day(instance.transcripts, f"{datetime.now(UTC):%Y-%m-%d}", store.new_batch(), [], rows)


def test_nothing_personal_is_in_any_file(kept: Instance) -> None:
    text = plain_text(kept).lower()
    pieces = [piece for _, found in _texts() for piece in found]
    leaked = [piece for piece in pieces if piece.lower() in text]
    print(f"masked before storing: {len(pieces) - len(leaked)} of {len(pieces)} pieces")
    assert len(pieces) > 250 and not leaked


def test_what_is_not_personal_lands_as_it_was_written(kept: Instance) -> None:
    """False alarms, counted on the labelled sentences that hold nothing to mask."""
    landed_as = dict(zip((text for text, _ in _texts()), _comments(kept), strict=True))
    plain = [text for _, text, pieces in labelled() if not pieces]
    changed = [text for text in plain if landed_as[text] != text]
    print(f"false alarms: {len(changed)} of {len(plain)} sentences without personal data")
    assert len(plain) >= 80 and not changed


def test_the_figures_of_numbers_said_aloud_are_tokens_not_words(kept: Instance) -> None:
    for file in Path(kept.transcripts).glob("*/*.utterances.parquet"):
        from pyarrow import parquet  # type: ignore[import-untyped,unused-ignore]

        for row in parquet.read_table(file).to_pylist():
            words = [word["word"] for word in row["words"]]
            assert row["text"] == " ".join(words)
            assert all(word in TOKENS for word in words if word.startswith("<") and word.endswith(">"))


def _comments(kept: Instance) -> list[str]:
    return [row[0] for row in landed(kept, "surveys", "comment")]
