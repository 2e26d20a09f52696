#!/usr/bin/env python3
"""Runs the cases of events/cases by the second verifier, for the figures that it computes: totals.

    tools/cases.py [FILE...]

Each record is made into entries here, with ids and references of its own making; the sums are
those of tools/verify_snapshot.py. It shares no code with the program. events/README.md tells the
form of a case. Prints every case that does not come out, and how many were run. Exits 1 if one did
not.

Needs Python 3.9; nothing else.
"""

import hashlib
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
sys.dont_write_bytecode = True
import verify_snapshot  # noqa: E402  (it lies beside this file)

ROW = ("what", "from", "to", "whose")


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def resolved(value, ids):
    """A value with the id in place of every "@LABEL"."""
    if isinstance(value, str) and value.startswith("@"):
        return ids[value[1:]]
    if isinstance(value, list):
        return [resolved(one, ids) for one in value]
    if isinstance(value, dict):
        return {name: resolved(one, ids) for name, one in value.items()}
    return value


def entries_of(lines, today):
    """The entries of a record with these content lines."""
    entries, ids = [], {}
    for place, line in enumerate(lines):
        content = {
            "body": resolved(line["body"], ids), "stated": line["stated"], "type": line["type"],
            "v": line.get("v", 1)}
        id = hashlib.sha256(canonical(content)).hexdigest()[:32]
        if "label" in line:
            ids[line["label"]] = id
        recorded = f"{today}T00:00:00.{place + 1:06}Z"
        entries.append(dict(content, seq=place + 1, id=id, recorded=recorded, recorder="r"))
    return entries


def plain(row, key):
    """A row of the second verifier as cases write it."""
    row = {**dict(zip(ROW, key)), **row}
    for side in ("sender", "receiver", "contested"):
        number = row[side]
        if number is None:
            continue
        for part in ("handovers", "without_number"):
            if part in number:
                row[f"{side}_{part}"] = number[part]
        least, most = number.get("min"), number.get("max")
        row[side] = "no number" if least is None else least if least == most else [least, most]
    totals = row["stated_totals"].items()
    row["stated_totals"] = [
        dict({"event": seq, "verdict": verdict}, **({} if by is None else {"by": by}))
        for seq, (verdict, by) in sorted(totals)]
    return row


def fits(expected, row):
    """Whether a row has all that is expected; what the second verifier does not compute is left."""
    return all(
        name in ("events", "excluded") or row[name] is ... or row[name] == value
        for name, value in expected.items())


def problem(case):
    """What does not come out; None where all does."""
    cut = {"as_of": None, "occurred": None, "with_hindsight": False}
    cut.update({name: value for name, value in case["cut"].items() if name != "as_recorded"})
    lines = case["record"][: int(case["cut"].get("as_recorded", "#1000000")[1:])]
    rows = verify_snapshot.totals(entries_of(lines, case.get("today", "2026-01-01")), cut)
    left = [plain(row, key) for key, row in rows.items()]
    for expected in case["figures"]["totals"]:
        found = next((row for row in left if fits(expected, row)), None)
        if found is None:
            return f"no row is {expected}; the rows: {left}"
        left.remove(found)
    return f"these rows are too many: {left}" if left else None


def main():
    paths = [pathlib.Path(name) for name in sys.argv[1:]]
    paths = paths or sorted((ROOT / "events" / "cases").glob("*.json"))
    run = wrong = 0
    for path in paths:
        case = json.loads(path.read_text(encoding="utf-8"))
        if "totals" not in case["figures"]:
            continue
        run += 1
        found = problem(case)
        if found:
            wrong += 1
            print(f"{path.name}: {case['why']} {found}")
    print(f"{run} cases with totals, {wrong} wrong")
    sys.exit(1 if wrong or not run else 0)


if __name__ == "__main__":
    main()
