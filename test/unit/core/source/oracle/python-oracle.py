"""Reads JSON lines {"source": ...} and answers with the string literals that Python itself sees in each.

Each literal is a list of parts: a string, or null for code that is filled in. Chains of + are one literal; literals
inside filled-in code and bytes are left out. The answer is null when Python rejects the source.
"""

import ast
import json
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)


def parts_of(node):
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = []
        for value in node.values:
            parts.append(value.value if isinstance(value, ast.Constant) else None)
        return parts
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left = parts_of(node.left)
        right = parts_of(node.right) if left is not None else None
        return left + right if right is not None else None
    return None


def merged(parts):
    result = []
    for part in parts:
        if part is not None and result and result[-1] is not None:
            result[-1] += part
        else:
            result.append(part)
    return [part for part in result if part != ""]


def collect(node, found):
    parts = parts_of(node)
    if parts is not None:
        found.append((node.lineno, node.col_offset, merged(parts)))
        return
    for child in ast.iter_child_nodes(node):
        collect(child, found)


def answer(source):
    try:
        tree = ast.parse(source.encode("utf-8", "surrogatepass"))
    except (SyntaxError, ValueError):
        return None
    found = []
    collect(tree, found)
    found.sort(key=lambda literal: literal[:2])
    return [{"line": line, "column": column, "parts": parts} for line, column, parts in found]


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)["source"])), flush=True)
