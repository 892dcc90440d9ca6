"""`.env.example` and the code name the same variables."""

import ast
import itertools
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READERS = {"env", "env_bool", "env_int", "env_list", "env_secret"}


def variables_in_code() -> set[str]:
    names = set()
    for path in (ROOT / "albertslund").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", "") or ast.unparse(node.func)
            argument = node.args[0]
            if name in READERS | {"os.environ.get"} and isinstance(argument, ast.Constant):
                names.add(argument.value)
    return names


def lines_of_example() -> list[str]:
    return (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()


def variables_in_example() -> list[str]:
    return [match[1] for line in lines_of_example() if (match := re.match(r"#([A-Z_]+)=", line))]


def test_the_example_lists_exactly_the_variables_of_the_code():
    assert sorted(variables_in_example()) == sorted(variables_in_code())


def test_every_variable_of_the_example_has_a_line_that_says_what_it_means():
    lines = lines_of_example()

    unexplained = [
        line
        for before, line in itertools.pairwise(lines)
        if re.match(r"#[A-Z_]+=", line) and not re.match(r"# [A-Z].{10,}\.$", before)
    ]

    assert unexplained == []


def test_no_file_outside_the_configuration_reads_the_environment():
    readers = [
        str(path.relative_to(ROOT))
        for app in ("accounts", "city", "core", "hearings", "notifications", "portal")
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))
    ]

    assert readers == []
