"""How a web service hands out its records page by page."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Paging(BaseModel):
    """``[paging]`` of a declared source of kind rest.

    ``style``: none; page (a number in the query); offset (rows to pass over); cursor (a token of the last
    answer); next (an address in the answer); link (an address in the Link header).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    style: Literal["none", "page", "offset", "cursor", "next", "link"] = "none"
    parameter: str = ""
    """Name of the page, offset or token in the query; default: page, offset, cursor."""
    start: int = Field(1, ge=0)
    """Number of the first page."""
    size: int | None = Field(None, ge=1, le=100_000)
    size_parameter: str = "limit"
    at: str = ""
    """Path in the answer of the token or of the next address; default: next_cursor, next."""

    @property
    def name(self) -> str:
        return self.parameter or self.style

    @property
    def place(self) -> str:
        return self.at or {"cursor": "next_cursor"}.get(self.style, "next")
