"""The directory as one YAML file: read it, compare it with what is stored, write it out.

`read` checks the file and names line and path of what is wrong; `difference` gives the orders that bring a
directory to what the file says, in an order in which each is allowed; `export` and `write` give the file back.
A section that is left out is left alone; a section that is there is the whole of it: who is missing is retired.
"""

from shared.directory.document.difference import difference
from shared.directory.document.export import export, write
from shared.directory.document.model import Document
from shared.directory.document.reading import DocumentError, Problem, read
from shared.directory.document.shown import Shown, shown

__all__ = ["Document", "DocumentError", "Problem", "Shown", "difference", "export", "read", "shown", "write"]
