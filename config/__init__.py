"""What an instance is and what it is set to: folders, settings, people, reference words.

Every other package may import this one; it imports none of them.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (a person with an old Python must see one line)
    sys.exit(
        f"error: Sapa needs Python 3.11 or newer, this is {sys.version.split()[0]}. "
        "Install a newer Python and run the command with it."
    )
