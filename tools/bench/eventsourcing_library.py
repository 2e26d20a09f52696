"""Appends and replays events with the Python library eventsourcing on SQLite.

Run by tools/bench/run in an environment of its own; prints the processor seconds of both as JSON,
of the replay the middle of three.

    python eventsourcing_library.py EVENTS FILE
"""
import json
import os
import statistics
import sys
import time

EVENTS, FILE = int(sys.argv[1]), sys.argv[2]
os.environ["PERSISTENCE_MODULE"] = "eventsourcing.sqlite"
os.environ["SQLITE_DBNAME"] = FILE

from eventsourcing.application import Application  # noqa: E402
from eventsourcing.domain import Aggregate, event  # noqa: E402

EACH = 100


class Handover(Aggregate):
    @event("Begun")
    def __init__(self, row):
        self.row, self.total = row, 0

    @event("Claimed")
    def claim(self, speaker, count, quote, via, stated):
        self.total += count


def main():
    application = Application()
    begin = time.process_time()
    ids = []
    for number in range(EVENTS // EACH):
        handover = Handover(f"remains RU UA UA {number}")
        for part in range(EACH - 1):
            handover.claim(
                f"speaker-{part}", part, "передали тіла загиблих військових сьогодні " * 4,
                ["wire", "paper"], "2025-06-13T09:15:00Z")
        application.save(handover)
        ids.append(handover.id)
    appended = time.process_time() - begin
    times = []
    for _ in range(3):
        begin = time.process_time()
        total = sum(application.repository.get(id).total for id in ids)
        times.append(time.process_time() - begin)
        assert total == len(ids) * sum(range(EACH - 1))
    replayed = statistics.median(times)
    print(json.dumps({"events": len(ids) * EACH, "append": appended, "replay": replayed}))


main()
