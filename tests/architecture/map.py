"""`make map`: who uses which package of shared/. A package with one user goes home to it.

Prints one line per package: its name, and the packages that import from it.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator

from tests.architecture.sources import Source, checkout, code

Package = tuple[str, ...]


def users() -> dict[Package, set[Package]]:
    """For each package of shared/: the packages of services/, infra/ and shared/ that import it."""
    found: dict[Package, set[Package]] = defaultdict(set)
    for source in code(checkout()):
        if source.package[:1] == ("shared",) and len(source.package) > 1:
            found[source.package[:2]] |= set()
        for used in _imports(source):
            if used[:1] == ("shared",) and len(used) > 1 and used[:2] != source.package[:2]:
                found[used[:2]].add(source.package[:2])
    return found


def _imports(source: Source) -> Iterator[Package]:
    for node in source.nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "shared":
                yield from (("shared", name.name) for name in node.names)
            else:
                yield tuple(node.module.split("."))
        elif isinstance(node, ast.Import):
            yield from (tuple(name.name.split(".")) for name in node.names)


if __name__ == "__main__":
    for package, by in sorted(users().items()):
        print(f"{'.'.join(package):22} ← {', '.join(sorted('.'.join(user) for user in by)) or 'nobody'}")
