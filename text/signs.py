"""What stands in a text beside its words: emoji, faces, masked oaths, addresses, drawn-out letters."""

import re

from text.said import Said

_EMOJI = {
    2.0: "👍👏❤♥💖💕💗💙💚💛💜🧡🖤🤍😊😀😃😄😁😍🥰😘🤗🙏😇🤩🔥💯👌🎉🌹🌸💐☺🙂😉😎✨⭐🌟🥳💪🤝👑",
    -2.0: "👎😡😠🤬😤😭😢😞😔😟😩😫🤮🤢💩🖕😒🙄😑😖😣☹🙁💔😾👿😈",
}  # fmt: skip
_EMOJI_WEIGHT = {char: weight for weight, chars in _EMOJI.items() for char in chars}
_EYES = "(?<!\\d)[:;=]['`]?-?"
_SIGN = re.compile(
    f"[{''.join(_EMOJI_WEIGHT)}]|{_EYES}[)D]+|\\^_?\\^|(?<=\\w)\\)+|(?<=[\\w!?.]\\s)\\)+|\\){{2,}}|"
    f"{_EYES}\\(+|\\({{2,}}|(?<=\\w)\\((?=\\s|$)|\\s\\((?=\\s*$)"
)
_BRACKETED = re.compile(r"(?<![:;=(-])\(([^()\n]{1,200})(?<![:;=-])\)(?!\))")
_ADDRESS = re.compile(r"https?:\S+|www\.\S+|(?<!\w)@\w+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_MASKED = re.compile(r"(?<![\w*])[^\W\d_]{1,9}(?:\*+[^\W\d_]|\*{2,})|[@#$%&*]{4,}")
_SWEARING, _SAD, _SMILE, _BROAD_SMILE = -2.5, -1.0, 0.6, 1.0
"""A single smile closes a question or a joke as well: alone it praises nothing."""


def signs(text: str) -> list[Said]:
    """One per distinct emoji or face, one for oaths: a row of ten hearts is one heart.

    Two brackets that belong together are no faces.
    """
    alone = _BRACKETED.sub(r" \1 ", text) if "(" in text else text
    found = [Said(sign, _weight(sign)) for sign in dict.fromkeys(map(str.strip, _SIGN.findall(alone)))]
    return [*found, Said("*", _SWEARING)] if _MASKED.search(text) else found


def _weight(sign: str) -> float:
    if sign in _EMOJI_WEIGHT:
        return _EMOJI_WEIGHT[sign]
    if "(" in sign:
        return _SAD
    return _BROAD_SMILE if "D" in sign or "))" in sign else _SMILE


def without_addresses(text: str) -> str:
    """``text`` without links, mail addresses and names of users: what a name is made of says nothing."""
    return _ADDRESS.sub(" ", text) if "@" in text or "http" in text or "www" in text else text


def shortened(text: str, language: str | None) -> str:
    """Drawn-out letters cut to one, in English to two ("ужаааас" is "ужас", "goood" is "good")."""
    return _DRAWN_OUT.sub(r"\1\1" if language == "en" else r"\1", text)
