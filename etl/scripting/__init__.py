"""Scripts as people change them: versions that are kept, drafts, and what a draft would come to."""

from etl.scripting.drafts import script, with_criterion, without_criterion
from etl.scripting.trial import RESULTS, Example, Trial, Tried, try_script
from etl.scripting.versions import Version, find, history, in_force, undo, use

__all__ = [
    "RESULTS", "Example", "Trial", "Tried", "Version",
    "find", "history", "in_force", "script", "try_script", "undo", "use", "with_criterion",
    "without_criterion",
]  # fmt: skip
