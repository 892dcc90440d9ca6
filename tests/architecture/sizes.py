"""How long a thing may be."""

import ast

from tests.architecture.source import parsed

MODULE = 400
FUNCTION = 50
VIEW = 25
TEMPLATE = 130


def long_functions(source: str, *, is_view: bool = False) -> list[str]:
    """Return functions that are too long; decorators and docstring do not count."""
    found = []
    for node in ast.walk(parsed(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        takes_request = any(argument.arg == "request" for argument in node.args.args[:2])
        limit = VIEW if is_view and takes_request else FUNCTION
        length = lines_of(node)
        if length > limit:
            found.append(f"{node.name} has {length} lines, {limit} are enough")
    return found


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def too_long(text: str, limit: int) -> list[str]:
    length = len(text.splitlines())
    return [f"{length} lines, {limit} are enough"] if length > limit else []
