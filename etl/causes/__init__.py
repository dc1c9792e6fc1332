"""The taxonomy of causes as people change it: versions that are kept, drafts, and what one would come to."""

from etl.causes.drafts import entry, merged, taxonomy, with_cause, without_cause
from etl.causes.trial import MOST_EXAMPLES, Example, Moved, Trial, try_taxonomy
from etl.causes.versions import history, in_force, undo, use
from etl.scripting.versions import Version

__all__ = [
    "MOST_EXAMPLES", "Example", "Moved", "Trial", "Version",
    "entry", "history", "in_force", "merged", "taxonomy", "try_taxonomy", "undo", "use", "with_cause",
    "without_cause",
]  # fmt: skip
