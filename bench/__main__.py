"""`python -m bench MEASURE… [--json]`: run the named measures, all of them without a name."""

import argparse
import importlib
import sys

from bench.measure import Figure, shown

MEASURES = {
    "start": "bench.start",
    "memory": "bench.start",
    "record": "bench.record",
    "report": "bench.report",
    "verify": "bench.verify",
    "list": "bench.findings_list",
    "import": "bench.table_import",
    "photos": "bench.photos",
    "smooth": "bench.smooth",
    "sites": "bench.sites",
    "today": "bench.today",
    "plans": "bench.plans",
    "findings": "bench.ledger",
    "ledger": "bench.ledger",
    "rebuild": "bench.rebuild",
    "week": "bench.week",
    "month": "bench.week",
    "wallchart": "bench.wallchart",
    "circular": "bench.circular",
}


def main() -> int:
    """Measure; the exit status is 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument("--json", action="store_true", help="print a JSON list")
    given = parser.parse_args()
    if unknown := set(given.measures) - set(MEASURES):
        parser.error(f"no such measure: {', '.join(sorted(unknown))}")
    wanted = given.measures or list(MEASURES)
    figures: list[Figure] = []
    for module in dict.fromkeys(MEASURES[name] for name in wanted):
        figures += importlib.import_module(module).measure(tuple(wanted))
    print(shown(figures, as_json=given.json))
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
