#!/usr/bin/env python3
"""Runs the cases of events/cases by the second verifier, for the figures that it computes: totals,
what is not placed, and obligations.

    tools/cases.py [FILE...]

Each record is made into entries here, with ids and references of its own making; the figures are
those of tools/figures, with which tools/verify_snapshot.py works. It shares no code with the
program. events/README.md tells the form of a case. Prints every case that does not come out, and how
many were run. Exits 1 if one did not.

Needs Python 3.9; nothing else.
"""

import argparse
import hashlib
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
sys.dont_write_bytecode = True
import figures  # noqa: E402  (it lies beside this file)

ROW = ("what", "from", "to", "whose")
UNKNOWN = ("against_dates", "events", "excluded", "identified", "names")  # of a row: what is not computed here


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
    entries, ids, known = [], {}, set()
    for line in lines:
        content = {
            "body": resolved(line["body"], ids), "stated": line["stated"], "type": line["type"],
            "v": line.get("v", 1)}
        id = hashlib.sha256(canonical(content)).hexdigest()[:32]
        if "label" in line:
            ids[line["label"]] = id
        if id in known:  # what is said again in the same words is the same event
            continue
        known.add(id)
        seq = len(entries) + 1
        recorded = f"{today}T00:00:00.{seq:06}Z"
        entries.append(dict(content, seq=seq, id=id, recorded=recorded, recorder="r"))
    return entries


def number(found):
    """A number as cases write it: the number, or the least and the most."""
    if found.get("too_large"):
        return "too large"
    least, most = found.get("min"), found.get("max")
    if least is None and most is None:
        return "no number"
    return least if least == most else [least, most]


def plain(row):
    """A row of a report as cases write it."""
    row = dict(row)
    for name in ("sender", "receiver", "others", "outlets"):
        said = row.get(name)
        if not isinstance(said, dict):
            continue
        added, stated = said["sum"], said.get("stated")
        row[name] = "no number" if added is None else number(added)
        row[f"{name}_about"] = bool(added and "about" in added)
        row[f"{name}_handovers"] = said["handovers"]
        row[f"{name}_without_number"] = said["without_number"]
        row[f"{name}_stated"] = number(stated["number"]) if isinstance(stated, dict) else stated
        for part in ("in_all", "ties"):
            if isinstance(stated, dict) and part in stated:
                row[f"{name}_{part}"] = stated[part]
    for name in ("creditor_says", "debtor_says", "others_say", "outlets_say"):
        said = row.get(name)
        if isinstance(said, dict):
            row[name] = number(said)
            row[f"{name.split('_')[0]}_about"] = "about" in said
            for part in ("handovers", "of", "assumed"):
                row[f"{name.split('_')[0]}_{part}"] = said[part]
    for name in ("creditor", "debtor", "others"):
        for of in ("remaining", "owed_by"):
            said = (row.get(of) or {}).get(name)
            row[f"{of}_{name}"] = said and number({"min": None, **said})
    for name in ("contested", "owed_number"):
        if isinstance(row.get(name), dict):
            row[name] = number(row[name])
    if isinstance(row.get("open"), dict):
        row["open"] = row["open"]["handovers"]
    if isinstance(row.get("stated_totals"), dict):
        row["stated_totals"] = [
            {"event": seq, "verdict": word, **({} if by is None else {"by": by})}
            for seq, (word, by) in sorted(row["stated_totals"].items())]
    return row


def fits(expected, value):
    """Whether a value has all that is expected; an object may have more."""
    if isinstance(expected, dict) and isinstance(value, dict):
        return all(
            name in UNKNOWN or (name in value and fits(part, value[name]))
            for name, part in expected.items())
    if isinstance(expected, list) and isinstance(value, list):
        return len(expected) == len(value) and all(map(fits, expected, value))
    return expected == value and type(expected) is type(value)


def rows_of(case):
    """The rows of each report that is computed here."""
    cut = {"as_of": None, "occurred": None, "with_hindsight": False}
    cut.update({name: value for name, value in case["cut"].items() if name != "as_recorded"})
    today = case.get("today", "2026-01-01")
    cut["day"] = cut["as_of"] or today
    lines = case["record"][: int(case["cut"].get("as_recorded", "#1000000")[1:])]
    found = figures.Figures(entries_of(lines, today), cut)
    rows, not_placed = figures.totals(found)
    return {
        "totals": [plain({**dict(zip(ROW, key)), **row}) for key, row in rows.items()],
        "not_placed": not_placed,
        "obligations": [plain(row) for row in figures.obligations(found, cut["day"])],
    }


def problem(case):
    """What does not come out; None where all does."""
    reports = rows_of(case)
    for report in reports.keys() & case["figures"].keys():
        left = list(reports[report])
        for expected in case["figures"][report]:
            found = next((row for row in left if fits(expected, row)), None)
            if found is None:
                return f"{report}: no row is {expected}; the rows: {left}"
            left.remove(found)
        if left:
            return f"{report}: these rows are too many: {left}"
    return None


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", nargs="*", type=pathlib.Path, help="these, and not all")
    paths = parser.parse_args().case or sorted((ROOT / "events" / "cases").glob("*.json"))
    ran = {"obligations": 0, "totals": 0}
    wrong = dict(ran)
    for path in paths:
        case = json.loads(path.read_text(encoding="utf-8"))
        if not {"totals", "not_placed", "obligations"} & case["figures"].keys():
            continue
        kind = "obligations" if "obligations" in case["figures"] else "totals"
        ran[kind] += 1
        found = problem(case)
        if found:
            wrong[kind] += 1
            print(f"{path.name}: {case['why']} {found}")
    for kind in ran:
        if ran[kind]:
            print(f"{ran[kind]} cases with {kind}, {wrong[kind]} wrong")
    sys.exit(1 if any(wrong.values()) or not any(ran.values()) else 0)


if __name__ == "__main__":
    main()
