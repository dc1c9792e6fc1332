"""The recorded calls and their index, as the recorder of the contact centre leaves them."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd

from etl.demo.clock import written
from etl.demo.customers import Customers, numbers_written
from etl.demo.recorded import RECORDINGS, calls
from etl.demo.writers import write_csv


def write_recordings(incoming: Path, contacts: pd.DataFrame, customers: Customers) -> None:
    """Sound files and ``index.csv`` in ``recordings/``: a row per recording of June and July 2022."""
    folder = incoming / "recordings"
    folder.mkdir(parents=True, exist_ok=True)
    for call in calls():
        shutil.copyfile(RECORDINGS / call.file, folder / call.file)
    rows = contacts[contacts["recording"] >= 0]
    shipped = [calls()[number] for number in rows["recording"].tolist()]
    columns = {
        "recording": [Path(call.file).stem for call in shipped], "file": [call.file for call in shipped],
        "started": written((rows["at"] + rows["wait"]).to_numpy(), "iso"), "call": rows["contact_id"],
        "agent_channel": ["left"] * len(rows),
        "language": ["" if "+" in call.language else call.language for call in shipped],
        "caller": numbers_written(customers.number[rows["customer"].to_numpy(dtype=np.int64)], "plus"),
        "channel": rows["channel"], "unit": rows["unit"], "agent": rows["agent"], "topic": rows["process"],
        "product": rows["product"],
    }  # fmt: skip
    write_csv(folder / "index.csv", columns, delimiter=";")
