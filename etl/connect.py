"""What the page "Connect a source" may ask: look at a file, try it, save it as a source, load it.

Everything it hands out is masked where it could name a customer, and what goes wrong comes as one line.
"""

from etl.connecting.draft import Draft, draft_of
from etl.connecting.draft import forget as forget_draft
from etl.connecting.draft import keep as keep_draft
from etl.connecting.files import (
    MOST_MEGABYTES,
    SUFFIXES,
    Waiting,
    find_waiting,
    forget_folder,
    is_ours,
    keep_upload,
    new_folder,
    waiting,
)
from etl.connecting.job import STEPS, Job, Progress, job_of, start
from etl.connecting.look import HIDDEN, Seen, Sight, dated, look, names_of
from etl.connecting.save import (
    Saved,
    check_path,
    is_taken,
    keep_file,
    save,
    suggested_name,
    suggested_path,
    takes,
    with_path,
)
from etl.connecting.trial import Example, Point, Rejected, Trial, try_out
from etl.contracts import CONTRACTS, Contract, Field, Kind
from etl.declaration import may_be_made
from etl.numbers import NO, YES

__all__ = [
    "CONTRACTS", "HIDDEN", "MOST_MEGABYTES", "NO", "STEPS", "SUFFIXES", "YES", "Contract", "Draft", "Example",
    "Field", "Job", "Kind", "Point", "Progress", "Rejected", "Saved", "Seen", "Sight", "Trial", "Waiting",
    "check_path", "dated", "draft_of", "find_waiting", "forget_draft", "forget_folder", "is_ours", "is_taken",
    "job_of", "keep_draft", "keep_file", "keep_upload", "look", "may_be_made", "names_of", "new_folder",
    "save", "start", "suggested_name", "suggested_path", "takes", "try_out", "waiting", "with_path",
]  # fmt: skip
