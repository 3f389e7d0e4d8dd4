"""One thing at a time that may be changed in a module: what `mutants.py` does to the code."""

import ast
import copy
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

PACKAGE = Path(__file__).parents[1] / "src" / "plantrack"
OPERATORS = {
    "comparison": "< <=, > >=, == !=, is, in: the boundary, or the opposite",
    "arithmetic": "+ -, * +, // *, += -=, -x x",
    "number": "a whole number, one more or one less",
    "truth": "True False, and or, not x x, any all, min max",
    "condition": "the opposite of the condition of an if, a while, a choice or a comprehension",
    "result": "return None",
    "statement": "a call, an assignment or a raise that is not executed",
    "loop": "break continue",
    "slice": "without its beginning or its end",
    "exception": "except without one of its types",
}
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq},
    **{ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In},
}
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult},
}
SWAPPED = {"any": "all", "all": "any", "min": "max", "max": "min"}


class Place(NamedTuple):
    """A node with where it hangs: in a field of its parent, there at an index where that is a list."""

    node: ast.AST
    parent: ast.AST
    field: str
    position: int | None

    def put(self, node: ast.AST) -> None:
        """Hang another node there."""
        if self.position is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.position] = node


class Mutant(NamedTuple):
    """One change: the line of its statement, and the outermost function around it with its first line, or None."""

    file: str
    number: int
    operator: str
    line: int
    function: tuple[str, int] | None
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.operator}: {self.old} -> {self.new}"


# Which changes there are


def places(
    node: ast.AST, prefix: str = "", line: int = 0, function: tuple[str, int] | None = None
) -> Iterator[tuple[Place, int, tuple[str, int] | None]]:
    """Give each place of a tree that may be changed, with the line of its statement and its outermost function."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns"):
            continue
        inside = function
        if isinstance(node, ast.FunctionDef) and function is None and field == "body":
            # Default values and decorators are executed where the function is defined.
            inside = (f"{prefix}{node.name}", min([node.lineno, *(one.lineno for one in node.decorator_list)]))
        for index, inner in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(inner, ast.AST) or isinstance(inner, ast.Assert) or _is_slots(inner):
                continue
            at = inner.lineno if isinstance(inner, ast.stmt) else line
            yield Place(inner, node, field, index), at, inside
            yield from places(
                inner, f"{prefix}{inner.name}." if isinstance(inner, ast.ClassDef) else prefix, at, inside
            )


def _is_slots(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__slots__"


def replacements(node: ast.AST, inside: bool) -> Iterator[tuple[str, ast.AST]]:
    """Give what may stand in place of a node, each with its operator; `inside` tells whether it is in a function."""
    match node:
        case ast.Compare():
            for place, sign in enumerate(node.ops):
                signs = [*node.ops[:place], COMPARED[type(sign)](), *node.ops[place + 1 :]]
                yield "comparison", _with(node, ops=signs)
        case ast.BinOp() | ast.AugAssign() if type(node.op) in CALCULATED:
            yield "arithmetic", _with(node, op=CALCULATED[type(node.op)]())
        case ast.UnaryOp(op=ast.USub()):
            yield "arithmetic", node.operand
        case ast.UnaryOp(op=ast.Not()):
            yield "truth", node.operand
        case ast.BoolOp():
            yield "truth", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.Constant(value=bool()):
            yield "truth", ast.Constant(not node.value)
        case ast.Constant(value=int(number)):
            yield "number", ast.Constant(number + 1)
            yield "number", ast.Constant(number - 1)
        case ast.Call(func=ast.Name(id=name)) if name in SWAPPED:
            yield "truth", _with(node, func=ast.Name(SWAPPED[name], ast.Load()))
        case ast.If() | ast.While() | ast.IfExp() if not _is_plain_test(node.test):
            yield "condition", _with(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.comprehension():
            for place, one in enumerate(node.ifs):
                if not _is_plain_test(one):
                    opposite = ast.UnaryOp(ast.Not(), one)
                    yield "condition", _with(node, ifs=[*node.ifs[:place], opposite, *node.ifs[place + 1 :]])
        case ast.Return(value=ast.expr() as result) if ast.unparse(result) != "None":
            yield "result", _with(node, value=ast.Constant(None))
        case ast.Break():
            yield "loop", ast.Continue()
        case ast.Continue():
            yield "loop", ast.Break()
        case ast.Slice():
            for end in ("lower", "upper"):
                if getattr(node, end) is not None:
                    yield "slice", _with(node, **{end: None})
        case ast.ExceptHandler(type=ast.Tuple(elts=types)):
            for place in range(len(types)):
                yield "exception", _with(node, type=ast.Tuple([*types[:place], *types[place + 1 :]], ast.Load()))
        case ast.ExceptHandler(type=ast.expr()):
            yield "exception", _with(node, type=ast.Tuple([], ast.Load()))
    is_executed = isinstance(node, ast.Assign | ast.AugAssign | ast.Raise)
    if inside and (is_executed or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))):
        yield "statement", ast.Pass()


def _is_plain_test(test: ast.expr) -> bool:
    """Tell whether the opposite of a condition is the change of another operator."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return isinstance(test.ops[0], ast.Eq | ast.NotEq | ast.Is | ast.IsNot | ast.In | ast.NotIn)
    return isinstance(test, ast.UnaryOp)


def _with(node: ast.AST, **fields: object) -> Any:
    """Return a copy of a node with other fields; what is below it is shared."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def changes(file: Path, tree: ast.Module) -> Iterator[Mutant]:
    """Give each change of a module, which its tree has until the next one is asked for."""
    number = 0
    for place, line, function in list(places(tree)):
        for operator, new in replacements(place.node, function is not None):
            place.put(ast.copy_location(new, place.node))
            old, told = _headline(place.node), _headline(new)
            yield Mutant(str(file.relative_to(PACKAGE)), number, operator, line, function, old, told)
            place.put(place.node)
            number += 1


def read(row: list[Any]) -> Mutant:
    """Return a mutant that JSON has made lists of."""
    mutant = Mutant(*row)
    return mutant._replace(function=mutant.function and (mutant.function[0], mutant.function[1]))


def _headline(node: ast.AST) -> str:
    return ast.unparse(node).strip().partition("\n")[0]


def compiled(mutant: Mutant, filename: Path) -> CodeType:
    """Return the code of a module with a change, its lines as they were."""
    file = PACKAGE / mutant.file
    tree = ast.parse(file.read_bytes())
    for one in changes(file, tree):
        if one.number == mutant.number:
            return compile(ast.fix_missing_locations(tree), str(filename), "exec")
    raise LookupError(mutant)


def marked(file: Path) -> CodeType:
    """Return the code of a module in which each statement of a function first takes down that it is executed."""
    tree = ast.parse(file.read_bytes())
    blocks: list[list[ast.stmt]] = []
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        inner = (getattr(node, field, None) for node in ast.walk(function) for field in ("body", "orelse", "finalbody"))
        blocks += (block for block in inner if isinstance(block, list) and block not in blocks)
    for block in blocks:
        # What stands before a docstring would make it none.
        is_docstring = [isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) for one in block]
        block[:] = [
            one
            for statement, is_text in zip(list(block), is_docstring, strict=True)
            for one in ([statement] if is_text else [_mark(file, statement), statement])
        ]
    return compile(ast.fix_missing_locations(tree), str(file), "exec")


def _mark(file: Path, statement: ast.stmt) -> ast.stmt:
    mark = ast.parse(f"_executed(({str(file.relative_to(PACKAGE))!r}, {statement.lineno}))").body[0]
    return ast.copy_location(mark, statement)
