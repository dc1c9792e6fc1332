"""``python -m etl learn``: a model of texts from what the operator's own customers and people said."""

from typing import Annotated

import typer

from config.cli import DemoOption, HomeOption, messages
from config.errors import WrongUse, one_of
from config.instance import find_instance


def learn(
    what: Annotated[
        str,
        typer.Argument(help="sentiment: from comments beside their score; category: from causes set right."),
    ],
    how: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Train a model of texts on the operator's own; it is used unless it is worse than what answers now."""
    from etl.learn import learn as learn_own
    from text.training.prediction import TASKS
    from text.training_cli import Form, report

    if what not in TASKS:
        raise WrongUse(one_of("model", what, TASKS))
    if how not in list(Form):
        raise WrongUse(one_of("format", how, list(Form)))
    instance = find_instance(home, demo=demo, writing=True)
    with messages.status("learning"):
        rows, done = learn_own(instance, what)
    report(rows, done, Form(how))
    messages.print("The next load looks at every text again by it.", markup=False)
