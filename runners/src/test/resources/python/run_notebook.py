"""Runs the code cells of a notebook one after the other, as Jupyter would, but without it.

    run_notebook.py NOTEBOOK FIGURES

What a cell ends with is printed; its figures become PNG files in the folder FIGURES.
"""

import ast
import json
import sys
import warnings
from pathlib import Path

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt

warnings.simplefilter("error")
notebook, figures = Path(sys.argv[1]), Path(sys.argv[2])
names = {"__name__": "__main__"}
for number, cell in enumerate(json.loads(notebook.read_text(encoding="utf-8"))["cells"]):
    if cell["cell_type"] != "code":
        continue
    where = f"{notebook.name}, cell {number}"
    body = ast.parse("".join(cell["source"]), where).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), where, "exec"), names)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), where, "eval"), names)
        if value is not None:
            print(value)
    for figure in plt.get_fignums():
        plt.figure(figure).savefig(figures / f"{number:02}-{figure}.png", dpi=100)
    plt.close("all")
