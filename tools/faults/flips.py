"""Flipped bits over a whole record and over a snapshot.

A verdict on a damaged record is *not whole*, or a refusal; it may be *whole* only where the bit is
proven to be used by nobody: SQLite finds the file sound, every row read by any way is the same, and
the reports print the same.
"""
import hashlib
import os
import sqlite3

from program import Scene
from table import Point

#: How many bits of each record, and of each file of a snapshot, are flipped.
RECORD, LARGE, SNAPSHOT = 2400, 800, 16

#: What reads a damaged record besides verify, one after another.
READERS = [["totals"], ["log"], ["export"], ["seal", "list"], ["show", "#3"], ["check"],
           ["obligations"], ["prove", "#3", "-o", "proof"], ["checkpoint"]]

#: What prints the figures and events that the last checkpoint covers.
REPORTS = [["totals", "--format", "csv"], ["export"], ["log"]]


def whole_record(tally, folder, base):
    """A record all of whose entries a checkpoint covers, with a full tile where it is large."""
    scene = Scene(tally, folder)
    scene.copy(base)
    scene.good("append", "five.jsonl")
    scene.good("checkpoint")
    return scene


def points(tally, folder, bases):
    found = []
    for name, base, count in (("small record", "small", RECORD), ("large record", "full", LARGE)):
        scene = whole_record(tally, os.path.join(folder, "bases", "flipped-" + base), bases[base])
        known = Known(scene)
        for place in range(count):
            offset = place * len(known.content) // count
            found.append(Point(name, "flipped bit", f"{base}-record flip {offset}",
                               in_record(known, offset, place)))
    snapshot = Scene(tally, os.path.join(folder, "bases", "flipped-small"))
    snapshot.good("snapshot", "handed-on", "--audience", "court")
    files = [os.path.join(at, name) for at, _, names in os.walk(snapshot.path("handed-on"))
             for name in names]
    for path in sorted(files):
        size = os.path.getsize(path)
        count = min(size, SNAPSHOT)
        for offset in (place * size // count for place in range(count)):
            name = os.path.relpath(path, snapshot.folder)
            found.append(Point("snapshot, sums made anew", "flipped bit",
                               f"snapshot flip {name} {offset}",
                               in_snapshot(snapshot.folder, name, offset)))
    return found


class Known:
    """A record as it was written."""

    def __init__(self, scene):
        self.folder = scene.folder
        with open(scene.record, "rb") as file:
            self.content = file.read()
        self.rows = rows(scene.record)
        self.reports = [scene.good(*arguments).output for arguments in REPORTS]


def rows(path):
    """All that SQLite reads of a file, by every way; None where it finds it unsound.

    The names of audiences are left out: they are the recorder's own notes, and bound by nothing.
    """
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    connection.text_factory = bytes
    try:
        if connection.execute("PRAGMA integrity_check").fetchall() != [(b"ok",)]:
            return None
        found = [connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()]
        for table in ("meta", "tile", "checkpoint", "disclosure", "entry"):
            found.append(connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall())
        found.append(connection.execute("SELECT digest, typeof(name) FROM audience").fetchall())
        for seq, id, label, *_ in found[5]:
            for column, value in (("seq", seq), ("id", id), ("label", label)):
                found.append(connection.execute(
                    f"SELECT bytes FROM entry WHERE {column} = ?", (value,)).fetchall())
        for pragma in ("application_id", "user_version", "auto_vacuum", "encoding"):
            found.append(connection.execute(f"PRAGMA {pragma}").fetchall())
        return found
    except (sqlite3.Error, OverflowError, ValueError):
        return None
    finally:
        connection.close()


def in_record(known, offset, place):
    def attempt(scene):
        if not os.path.exists(scene.path("flips")) or open(scene.path("flips")).read() != known.folder:
            scene.copy(known.folder)
            with open(scene.path("flips"), "w") as file:
                file.write(known.folder)
        content = bytearray(known.content)
        content[offset] ^= 1 << place % 8
        with open(scene.record, "wb") as file:
            file.write(content)
        verify = scene.run("verify")
        if verify.fault():
            return verify.fault()
        if verify.status != 0 and not (verify.errors or verify.output):
            return f"verify says nothing, with status {verify.status}"
        if verify.status == 0 and rows(scene.record) != known.rows:
            return "whole, and SQLite reads something else"
        reader = scene.run(*READERS[place % len(READERS)])
        if reader.fault():
            return reader.fault()
        place_of_report = place % len(REPORTS)
        report = scene.run(*REPORTS[place_of_report])
        if report.fault():
            return report.fault()
        if report.status == 0 and report.output != known.reports[place_of_report]:
            return f"tally {' '.join(report.arguments)} prints something else, with status 0"
        return None
    return attempt


def in_snapshot(base, path, offset):
    def attempt(scene):
        scene.copy(base)
        target = scene.path(path)
        with open(target, "r+b") as file:
            file.seek(offset)
            byte = file.read(1)[0]
            file.seek(offset)
            file.write(bytes([byte ^ 1 if byte != 0x0B else byte ^ 2]))
        if not path.endswith("SHA256SUMS"):
            sum_anew(scene.path("handed-on"))
        verify = scene.run("verify", "handed-on")
        if verify.fault():
            return verify.fault()
        return "the snapshot is whole" if verify.status in (0, 3) else None
    return attempt


def sum_anew(folder):
    """Makes SHA256SUMS say what the files are."""
    path = os.path.join(folder, "SHA256SUMS")
    lines = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            digest, name = line.rstrip("\n").split("  ", 1)
            with open(os.path.join(folder, name), "rb") as other:
                digest = hashlib.sha256(other.read()).hexdigest()
            lines.append(f"{digest}  {name}\n")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(lines)
