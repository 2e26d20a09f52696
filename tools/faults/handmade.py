"""Records, journals and snapshots that no tally made: what is tried is in `made_records.py` and
`made_snapshots.py`, one function each, whose first line says what it makes."""
import os

import made_journals
import made_records
import made_snapshots
from flips import rows
from made import REPORTS, Made, head
from program import Scene
from table import Point

#: What is asked of a hand-made record: each has to end, by itself, without a word of success.
READING = [["verify"], ["totals"], ["log"], ["export"], ["check"], ["seal", "list"], ["checkpoint"],
           ["snapshot", "taken"], ["append", "five.jsonl"]]


class Truth:
    """The record before another hand came to it."""

    def __init__(self, tally, folder, base):
        scene = Scene(tally, os.path.join(folder, "truth"))
        scene.copy(base)
        self.base, self.rows = base, rows(scene.record)
        self.heads = {head(row[1].decode()) for row in self.rows[3]}
        self.reports = {name: scene.good(name).output for name in REPORTS}
        self.heads.add(head(scene.good("checkpoint").output.decode()))


def points(tally, folder, bases):
    found = []
    truth = Truth(tally, folder, bases["small"])
    for make in made_records.MAKERS:
        for arguments in READING:
            name = f"handmade {make.__name__} {' '.join(arguments)}"
            found.append(Point("hand-made records", "hand-made", name,
                               reading(make, truth, arguments)))
    for attempt in made_journals.attempts(bases["small"]):
        found.append(Point("journals out of place", "hand-made", "handmade " + attempt.__name__,
                           attempt))
    for make in made_snapshots.MAKERS:
        found.append(Point("hand-made snapshots", "hand-made", f"handmade {make.__name__}",
                           snapshot(make, bases["small"])))
    return found


def reading(make, truth, arguments):
    def attempt(scene):
        scene.copy(truth.base)
        other = make(scene) or Made()  # another truth, where the maker began from a larger record
        heads, reports = truth.heads | other.heads, {**truth.reports, **other.reports}
        run = scene.run(*arguments, timeout=20)
        if run.fault():
            return run.fault()
        if arguments == ["verify"] and run.status in (0, 3) and rows(scene.record) != truth.rows:
            return f"verify takes it for whole, {run.status}: {run.said()}"
        if run.status == 0 and arguments[0] in REPORTS and run.output != reports[arguments[0]]:
            return f"tally {arguments[0]} prints something else, with status 0"
        if run.status == 0 and arguments[0] in ("checkpoint", "snapshot"):
            note = run.output.decode()
            if arguments[0] == "snapshot":
                with open(scene.path("taken", "checkpoint"), encoding="utf-8") as file:
                    note = file.read()
            if head(note) not in heads:
                return f"tally {arguments[0]} signs another history: {head(note)}"
        return None
    return attempt


def snapshot(make, base):
    def attempt(scene):
        scene.copy(base)
        scene.good("snapshot", "handed-on", "--audience", "court")
        make(scene, scene.path("handed-on"))
        run = scene.run("verify", "handed-on", timeout=20)
        if run.fault():
            return run.fault()
        return f"the snapshot is whole, {run.status}" if run.status in (0, 3) else None
    return attempt
