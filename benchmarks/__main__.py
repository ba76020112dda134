"""`./inv bench [--args 'WORD...']`: measures the cases of benchmarks/bench_*.py whose names hold one of the words."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from benchmarks.harness import Case, compare, table


def main(words: list[str]) -> int:
    """Print the table; 1 where a budget is missed or nothing could be told."""
    modules = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    cases: list[Case] = [case for name in modules for case in importlib.import_module(f"benchmarks.{name}").CASES]
    chosen = [case for case in cases if not words or any(word in case.name for word in words)]
    if not chosen:
        print("no case has such a name; there are:", *(case.name for case in cases), sep="\n  ", file=sys.stderr)
        return 2
    results = compare(chosen)
    print(table(results))
    return 0 if all(result.verdict == "pass" for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
