"""Why rows were rejected and what to do about it, in plain words of the session's language."""

from ui.words import _


def reason_and_fix(code: str) -> tuple[str, str]:
    """The reason in words and the remedy; an unknown code is its own name, with the general remedy."""
    general = _("Correct the row in the source file, then run: python -m etl retry")
    return _reasons().get(code, (code.replace("_", " "), general))


def _reasons() -> dict[str, tuple[str, str]]:
    word_map = _("Add the word to the value map of the field in the source's declaration.")
    return {
        "missing": (
            _("A required value is empty"),
            _("Fill it in the source system, or declare a constant."),
        ),
        "not_a_number": (
            _("Not a number"),
            _("Check the decimal mark in the declaration, or correct the cell."),
        ),
        "not_whole": (_("Not a whole number"), _("Check that the right column is mapped.")),
        "not_a_date": (
            _("Not a date in the declared format"),
            _("Check the date format in the declaration, or correct the cell."),
        ),
        "out_of_range": (
            _("Outside the allowed limits"),
            _("Check the declared scale, or correct the cell."),
        ),
        "not_one_of": (_("Not one of the known values"), word_map),
        "not_yes_or_no": (_("Neither yes nor no"), word_map),
        "ends_before_start": (_("Ends before it starts"), _("Check that the two columns are not swapped.")),
        "ragged": (
            _("More or fewer cells than columns"),
            _("Look for a delimiter inside a text without quotes."),
        ),
        "bad_quotes": (_("Quotes do not match"), _("Let the export double the quotes inside texts.")),
        "undecodable": (
            _("Bytes that are no text"),
            _("Check the declared encoding, or export the row again."),
        ),
        "not_json": (_("The line is no JSON object"), _("Export the line again.")),
        "name_differs": (
            _("The file is not named as declared"),
            _("Correct the pattern in the declaration, or rename the file."),
        ),
        "not_a_transcript": (
            _("The file is no transcript"),
            _("Export it again as WebVTT, SRT or JSON."),
        ),
        "not_a_log_line": (
            _("Not a line of the log"),
            _("Nothing to do: the line was cut off while written."),
        ),
    }
