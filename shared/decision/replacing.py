"""A frozen record with some fields changed, at a quarter of the price of `dataclasses.replace`.

Folding a case is little else than this, two or three times a fact; every decision, every view and every
rebuild folds. For each class and set of changed fields a function is written once, which copies slot by slot.
The type checker sees the library's own function, which knows the fields.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414 - given on from here
else:
    from dataclasses import fields

    def replace(record: Any, /, **changes: Any) -> Any:
        """The same record with these fields changed. Raises TypeError for a field that it does not have."""
        key = (record.__class__, *changes)
        make = _MAKERS.get(key) or _maker(record.__class__, key)
        return make(record, *changes.values())

    _MAKERS: dict[tuple[Any, ...], Callable[..., Any]] = {}

    def _maker(kind: type[Any], key: tuple[Any, ...]) -> Callable[..., Any]:
        """Write the function for one class and one set of changes. Raises TypeError for what only `__init__` can do."""
        if not hasattr(kind, "__slots__") or hasattr(kind, "__post_init__") or not all(f.init for f in fields(kind)):
            raise TypeError(f"{kind.__name__} is no plain dataclass with slots; use dataclasses.replace")
        names, changed = [field.name for field in fields(kind)], key[1:]
        if unknown := set(changed) - set(names):
            raise TypeError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
        setters = {f"_{number}": getattr(kind, name).__set__ for number, name in enumerate(names)}
        lines = [
            f"    _{number}(new, {name if name in changed else f'record.{name}'})" for number, name in enumerate(names)
        ]
        source = "\n".join(
            [f"def make({', '.join(('record', *changed))}):", "    new = _new(kind)", *lines, "    return new"]
        )
        space: dict[str, Any] = {"kind": kind, "_new": object.__new__, **setters}
        exec(source, space)  # noqa: S102 - made of the field names of our own classes
        return _MAKERS.setdefault(key, space["make"])
