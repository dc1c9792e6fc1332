"""Bound values of one statement: whatever comes from people goes in here, never into SQL text."""


class Bound:
    """Collects values and hands out their placeholders."""

    def __init__(self, start: dict[str, object] | None = None) -> None:
        self.values: dict[str, object] = dict(start or {})

    def __call__(self, value: object) -> str:
        """The placeholder of ``value``; the same value gets the same one."""
        for name, known in self.values.items():
            if known == value and type(known) is type(value):
                return f"${name}"
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"${name}"
