"""The tiny operator with public answers to complaints, and with reports of its own errors."""

import atexit
import shutil
import tempfile
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from config.instance import Instance
from etl.enrich_cases import Judged, judge
from etl.enriched_files import Results
from tests.tiny_warehouse import Row, land, tiny_instance
from warehouse import engine
from warehouse.build import build
from warehouse.snapshot import Snapshot

FIRST = datetime(2022, 1, 3, 10)
DAY = timedelta(days=1)
TEMPLATE = "Здравствуйте! Приносим извинения за доставленные неудобства. Ваше мнение очень важно для нас."
SPECIFIC = "Здравствуйте! Мастер приезжал {day} марта и заменил роутер, перерасчёт на {sum} тенге сделан."
REFUSED = "Сообщил об ошибке в вашей системе, а мне отказали."
TOLD = "Сообщил об ошибке в вашей системе, спасибо, что исправили."
TEXTS = (REFUSED, TOLD, "Интернет медленный.", None)


def _case(i: int) -> Row:
    """Even ones got a template, odd ones were told what was done; every fourth text tells of a refusal."""
    reply = TEMPLATE if i % 2 == 0 else SPECIFIC.format(day=i + 1, sum=1000 + 100 * i)
    return {
        "case_id": f"s{i}", "kind": "complaint", "registered_at": FIRST + i * timedelta(hours=6),
        "submitted_via": "social" if i < 20 else "direct", "channel_id": "facebook" if i < 12 else "forum",
        "category_id": "no_service", "customer_key": f"k{i}", "unit_id": ("cc1", "off1")[i // 2 % 2],
        "answered_at": FIRST + i * timedelta(hours=6) + DAY, "status": "answered", "text": TEXTS[i % 4],
        "is_justified": i % 8 == 0, "reply_text": reply,
    }  # fmt: skip


REPLIED = [_case(i) for i in range(24)]
"""The last four came by letter: nobody could read the answers to them."""
AGAIN = {**_case(8), "case_id": "again", "registered_at": FIRST + 21 * DAY, "kind": "appeal",
         "answered_at": None, "reply_text": None, "submitted_via": "direct", "text": None,
         "status": "open"}  # fmt: skip
LAST = {**AGAIN, "case_id": "last", "customer_key": "k99", "registered_at": datetime(2022, 3, 10, 12)}
_REOPENED = {"s0": 5, "s4": 29, "s12": 40, "s1": -0.5}
"""Days after the answer: within thirty, within, too late, before there was one."""
STAGES = [
    {"case_id": case, "stage": "reopened", "unit_id": "cc1",
     "entered_at": REPLIED[int(case[1:])]["answered_at"] + days * DAY}
    for case, days in _REOPENED.items()
]  # fmt: skip
BACK = {"s0", "s4", "s8"}


def judge_again(instance: Instance, *, is_same: bool = False, before: tuple[str, ...] = ()) -> int:
    """Texts of all landed cases judged, as a load does; gives how many were."""
    files = tuple(
        file.relative_to(instance.home).as_posix() for file in sorted((instance.landing / "cases").glob("2*"))
    )
    with tempfile.TemporaryDirectory() as work, engine.memory() as connection:

        def results(kind: str) -> Results:
            return Results(connection, instance, kind, Path(work))

        return judge(connection, instance, results, Judged(files, before, is_same))


@cache
def replied() -> tuple[Instance, Snapshot]:
    """Built once for all tests that only read it."""
    folder = tempfile.mkdtemp(prefix="sapa-replied-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    instance = tiny_instance(Path(folder) / "home")
    land(instance, "cases", [*REPLIED, AGAIN, LAST], number=80)
    land(instance, "case_events", STAGES, number=81)
    judge_again(instance)
    return instance, build(instance)
