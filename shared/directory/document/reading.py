"""YAML to a document. What is wrong is named by line and path, all of it at once.

Of YAML only what people expect is taken: `22:00` is a text and no number of seconds, `no` is a word, a date is a
text that the model reads. Anchors are refused, and so is a key that stands twice.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from shared.directory.document.model import Document, Path, nearest

_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d*)")
_NUMBER = re.compile(r"[-+]?\d+\.\d+")
_TOO_DEEP = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file."""

    line: int | None
    path: Path
    message: str

    def __str__(self) -> str:
        """As people read it, such as `line 12: people.zhou.deputy: there is no person x`."""
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{'.'.join(str(part) for part in self.path) or 'file'}: {self.message}"


class DocumentError(ValueError):
    """A directory file cannot be carried out; `problems` says where and why."""

    def __init__(self, *problems: Problem) -> None:
        """Name everything that is wrong."""
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def read(text: str) -> Document:
    """The document of a file's text. Raises DocumentError."""
    data, lines = plain(text)
    try:
        document = Document.model_validate_json(json.dumps(data)).with_lines(lines)
    except ValidationError as wrong:
        problems = [_problem(tuple(error["loc"]), error["msg"], lines) for error in wrong.errors()]
        raise DocumentError(*sorted(problems, key=lambda problem: problem.line or 0)) from wrong
    _each_category_once(document)
    return document


def _problem(loc: Path, message: str, lines: dict[Path, int]) -> Problem:
    path = tuple(part for part in loc if part != "[key]")
    return Problem(nearest(lines, path), path, message.removeprefix("Value error, "))


def _each_category_once(document: Document) -> None:
    seen: set[str] = set()
    for path, code, _, _ in document.tree():
        if code in seen:
            raise DocumentError(Problem(document.line(path), path, f"the category {code} stands twice"))
        seen.add(code)


def plain(text: str) -> tuple[Any, dict[Path, int]]:
    """A file's text as plain values, and the line of every path. Raises DocumentError."""
    lines: dict[Path, int] = {}
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader)
        data = {} if node is None else _value(node, (), lines, set())
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else None
        raise DocumentError(Problem(line, (), wrong.problem or "this is no YAML")) from wrong
    except yaml.YAMLError as wrong:
        raise DocumentError(Problem(None, (), f"this is no YAML: {wrong}")) from wrong
    return data, lines


def _value(node: yaml.Node, path: Path, lines: dict[Path, int], seen: set[int]) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if id(node) in seen or len(path) > _TOO_DEEP:
        raise DocumentError(Problem(line, path, "anchors and deeper nesting are not taken; write it out"))
    seen.add(id(node))
    match node:
        case yaml.MappingNode():
            return _mapping(node, path, lines, seen)
        case yaml.SequenceNode():
            return [_value(item, (*path, at), lines, seen) for at, item in enumerate(node.value)]
    return _scalar(str(node.value), plain=isinstance(node, yaml.ScalarNode) and not node.style)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int], seen: set[int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise DocumentError(Problem(line, path, "a key is a word"))
        if key.value in found:
            raise DocumentError(Problem(line, (*path, key.value), "stands twice"))
        lines[*path, key.value] = line
        found[key.value] = _value(value, (*path, key.value), lines, seen)
    return found


def _scalar(text: str, *, plain: bool) -> Any:
    if not plain:  # quoted or a block: a text, whatever it looks like
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text
