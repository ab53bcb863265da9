"""One spelling for what people write in many: phone numbers, names, units. For comparing only, never for showing."""

import re
import unicodedata
from types import MappingProxyType

CHINA = "86"
_CALLING_CODES = MappingProxyType(
    {
        "Asia/Hong_Kong": "852", "Asia/Macau": "853", "Asia/Taipei": "886", "Asia/Singapore": "65",
        **dict.fromkeys(
            (
                "America/New_York", "America/Detroit", "America/Chicago", "America/Denver", "America/Phoenix",
                "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Toronto", "America/Vancouver",
            ),
            "1",
        ),
    }
)  # fmt: skip
"""Countries in whose numbers people leave the code out, by the site's zone; every other zone: China."""

_LEFT_OUT = {CHINA: "0", "1": "1", "886": "0"}
"""The digit dialled before a national number, which disappears after the country's code."""

_EXTENSION = re.compile(r"(?:ext\.?|x|#|转|轉|分机|分機|,|;).*$", re.IGNORECASE)
_SHORTEST = 3
_AMERICAN_WITH_TRUNK = len("12125550100")
_CHINESE_WITH_CODE = re.compile(r"86(?:1[3-9]\d{9}|0?[2-9]\d{8,10})")

_TITLES = re.compile(r"^(?:mr|mrs|ms|miss|dr)\b\.?|(?:先生|小姐|女士|太太|阿姨|叔叔)$")
_PARTS_OF_A_UNIT = re.compile(r"(?:号楼|號樓|楼|樓|栋|棟|幢|座|单元|單元|室|房|号|號|[\s\-_/.,#、，])+")


def calling_code(zone: str) -> str:
    """The country's code that people at a site of this zone leave out."""
    return _CALLING_CODES.get(zone, CHINA)


def normalise_phone(text: str, country: str = CHINA) -> str:
    """A number as `+8613800001234`: full-width digits, spaces, signs, 0086 and +86 make no difference.

    A number without a country's code is taken as one of `country`. An extension is left off; "" for no number.
    """
    written = _EXTENSION.sub("", unicodedata.normalize("NFKC", text).strip())
    abroad = written.startswith(("+", "00"))
    digits = re.sub(r"[^0-9]", "", written)
    if not abroad and not (country == CHINA and _CHINESE_WITH_CODE.fullmatch(digits)):
        digits = country + _national(digits, country) if len(digits) >= _SHORTEST else ""
    number = _without_trunk(digits.lstrip("0"))
    return f"+{number}" if len(number) >= _SHORTEST else ""


def _national(digits: str, country: str) -> str:
    """The number without the digit that is dialled before it inside the country."""
    if country == "1" and len(digits) != _AMERICAN_WITH_TRUNK:
        return digits
    return digits.removeprefix(_LEFT_OUT.get(country, ""))


def _without_trunk(digits: str) -> str:
    """`+86 (0)21 …` and `+86 21 …` are one number."""
    return CHINA + digits[len(CHINA) :].lstrip("0") if digits.startswith(CHINA) else digits


def normalise_name(text: str) -> str:
    """A name without spaces, case and title: `Ms. Wang` and `WANG`, `王女士` and `王`."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    return re.sub(r"[\s·.・]+", "", _TITLES.sub("", plain))


def normalise_unit(text: str) -> str:
    """A unit with one hyphen between its parts: `３号楼1单元502室`, `3-1-502` and `3/1/502` are one."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    return _PARTS_OF_A_UNIT.sub("-", plain).strip("-")
