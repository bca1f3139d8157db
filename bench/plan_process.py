"""Run by ``bench.plans``: reads one plan. Prints seconds, tasks, and the peak of memory of all processes."""

import json
import resource
import sys
import time
from pathlib import Path

from inspector.plans.documents import read_document
from inspector.plans.reading import read_plan


def main() -> None:
    began = time.perf_counter()
    plan = read_plan(read_document(Path(sys.argv[1])))
    seconds = time.perf_counter() - began
    # The file is read in a process beside this one; both are there at the same time.
    peak = sum(
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps({"seconds": seconds, "tasks": len(plan.tasks), "mb": peak}))


if __name__ == "__main__":
    main()
