"""``train`` and ``evaluate`` on files as strangers have them."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from config.cli import exit_code
from text.__main__ import app

_GOOD = ["спасибо, всё работает", "быстро помогли", "отличная связь", "вежливый оператор"]
_BAD = ["ничего не работает", "списали деньги", "ужасная связь", "оператор нагрубил"]
_PLAIN = ["подключил тариф", "вопрос о роуминге", "номер договора", "адрес офиса"]


def _rows(labels: tuple[str, ...], count: int = 72) -> list[tuple[str, str]]:
    pick = random.Random(1)
    said = dict(zip(labels, (_BAD, _GOOD) if len(labels) == 2 else (_BAD, _PLAIN, _GOOD), strict=True))
    return [
        (f"{pick.choice(said[label])} {place}", label)
        for place, label in enumerate(labels[place % len(labels)] for place in range(count))
    ]


def _evaluated(
    capsys: pytest.CaptureFixture[str], file: Path, *more: str, task: str = "sentiment"
) -> dict[str, Any]:
    asked = ["evaluate", str(file), "--text", "Текст", "--label", "Метка", "--task", task, "--folds", "3"]
    assert exit_code(app, "text", [*asked, "--format", "json", *more]) == 0, capsys.readouterr().err
    return dict(json.loads(capsys.readouterr().out))


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _written(path: Path, rows: list[tuple[str, str]], encoding: str = "utf-8", mark: str = ",") -> Path:
    lines = [f"№{mark}Текст{mark}Метка"]
    lines += [f"{place}{mark}{_cell(text)}{mark}{_cell(label)}" for place, (text, label) in enumerate(rows)]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


@pytest.mark.parametrize(
    ("labels", "has_sides"),
    [
        (("0", "1"), True),
        (("-1", "0", "1"), True),
        (("negative", "neutral", "positive"), True),
        (("1", "3", "5"), True),
        (("негатив", "позитив"), True),
        (("красный", "синий"), False),
    ],
)
def test_labels_as_people_write_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], labels: tuple[str, ...], has_sides: bool
) -> None:
    found = _evaluated(capsys, _written(tmp_path / "rows.csv", _rows(labels)))
    assert found["n"] == 72 and set(found["per_class"]) == set(labels) == set(found["confusion"])
    f1 = {label: one["f1"] for label, one in found["per_class"].items()}
    if not has_sides:
        assert found["polar_f1"] is None and found["auc"] is None
        return
    assert found["polar_f1"] == pytest.approx((f1[labels[0]] + f1[labels[-1]]) / 2, abs=1e-4)
    assert found["macro_f1"] == pytest.approx(sum(f1.values()) / len(f1), abs=1e-4)


@pytest.mark.parametrize(("encoding", "mark"), [("cp1251", ";"), ("utf-8-sig", ";"), ("utf-8", "\t")])
def test_encodings_and_delimiters_give_the_same_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str, mark: str
) -> None:
    rows = [(f'{text};\nвторая строка, «с» "кавычками"', label) for text, label in _rows(("0", "1"), 30)]
    plain = _evaluated(capsys, _written(tmp_path / "plain.csv", rows))
    assert plain["n"] == 30
    assert _evaluated(capsys, _written(tmp_path / "odd.csv", rows, encoding, mark)) == plain


def test_an_encoding_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _written(tmp_path / "wide.csv", _rows(("0", "1"), 30), "utf-16")
    asked = ["evaluate", str(file), "--text", "Текст", "--label", "Метка", "--task", "sentiment"]
    assert exit_code(app, "text", [*asked, "--folds", "3"]) == 3
    assert "--encoding" in capsys.readouterr().err
    assert _evaluated(capsys, file, "--encoding", "utf-16")["n"] == 30


def test_labels_with_commas_and_quotes_stand_in_json_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = ('Счёт, "двойной"', "Связь; дома\\офис")
    found = _evaluated(capsys, _written(tmp_path / "rows.csv", _rows(labels, 30)), task="category")
    assert set(found["per_class"]) == set(labels)


@pytest.mark.parametrize(
    ("labels", "given", "code", "told"),
    [
        (["a"] * 9, ["--label", "Метка"], 3, "1 label(s)"),
        (["a"] * 9, ["--label", "Метки"], 2, "did you mean Метка?"),
        ([" "] * 9, ["--label", "Метка"], 3, "no row has both"),
        (["a", "b"], ["--label", "Метка"], 3, "2 different texts; 5 folds"),
        (["a", "b"] * 5, ["--label", "Метка", "--delimiter", ";"], 2, "unknown column"),
    ],
)
def test_what_cannot_be_learned_is_told_in_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    labels: list[str],
    given: list[str],
    code: int,
    told: str,
) -> None:
    rows = [(f"текст {place}", label) for place, label in enumerate(labels)]
    file = _written(tmp_path / "rows.csv", rows)
    asked = ["evaluate", str(file), "--text", "Текст", *given, "--task", "category", "--folds", "5"]
    assert exit_code(app, "text", asked) == code
    err = capsys.readouterr().err
    assert told in err and "Traceback" not in err
    assert len([line for line in err.splitlines() if line.startswith("error:")]) == 1
