"""Compares the figures of a snapshot's reports with those that its entries give."""

import json

from . import numbers
from .dates import Span
from .obligations import obligations
from .standing import ROW
from .totals import COLUMNS, Figures, totals

# What a number or a row may have and then must have in both, for it changes what is printed.
MARKS = {"min", "max", "about", "too_large", "confirmed_about", "net_gap_about", "absolute_gap_about"}


def same(mine, theirs):
    """Whether a report's figure is ours: what is ... is not worked out here, null is nothing."""
    if mine is ...:
        return True
    if isinstance(mine, dict) and isinstance(theirs, dict):
        names = mine.keys() | (theirs.keys() & MARKS)
        return all(same(mine.get(name), theirs.get(name)) for name in names)
    if isinstance(mine, list) and isinstance(theirs, list):
        return len(mine) == len(theirs) and all(map(same, mine, theirs))
    return mine == theirs and isinstance(mine, bool) == isinstance(theirs, bool)


def with_number(stated):
    """A stated total of a report with its count as the number that it admits; what a rate comes to
    is one already."""
    count = stated["count"]
    if isinstance(count.get("about"), dict):
        return dict(stated, number={"min": count["min"], "max": count.get("max")})
    number = numbers.of_count(count)
    return dict(stated, number=number and {"min": number.least, "max": number.most})


def stated_number(stated):
    """A stated total of ours in the same form: a report has the count as it was worded."""
    number = {name: stated["number"].get(name) for name in ("min", "max")}
    found = dict(stated, number=... if stated.get("is_rate") else number)
    found.pop("is_rate", None)
    return found


def plain_column(column, change):
    """A column with its stated totals changed, in one order."""
    if not isinstance(column, dict) or column.get("stated") in (None, ...):
        return column
    stated = column["stated"]
    if isinstance(stated, list):
        stated = sorted(map(change, stated), key=lambda one: (one["speaker"], one["event"]))
        return dict(column, stated=stated)
    return dict(column, stated=change(stated))


def difference(mine, theirs, name):
    if name == "not_counted":
        theirs = sorted(theirs, key=lambda one: (one["event"], one["side"] or ""))
    if name in COLUMNS or name.endswith(("_say", "_says")):
        mine = plain_column(mine, stated_number)
        theirs = plain_column(theirs, with_number)
    return not same(mine, theirs)


def compared(found, rows, told):
    """Findings on rows: ours by their keys, and those of a report with theirs."""
    for key, words, row in rows:
        mine = found[key].pop(0) if found.get(key) else None
        if mine is None:
            yield f"{words} is not what the entries give"
            continue
        for figure in sorted(mine):
            if difference(mine[figure], row.get(figure), figure):
                yield f"{words}: {figure} is not what the entries give"
    for key in sorted(found, key=str):
        for _ in found[key]:
            yield f"{told(key)} is not there"


def row_words(key):
    return "the row {} {} to {} of {}".format(*(part or "?" for part in key))


def total_findings(report, figures):
    """What is wrong with reports/totals.json."""
    ours, not_placed = totals(figures)
    theirs = []
    for row in report["rows"]:
        key = tuple(row[part] for part in ROW)
        verdicts = {one["event"]: (one["verdict"], one.get("by")) for one in row["stated_totals"]}
        theirs.append((key, row_words(key), dict(row, stated_totals=verdicts)))
    yield from compared({key: [row] for key, row in ours.items()}, theirs, row_words)

    def placeless(rows):
        return {(row["event"], row["why"], row.get("side")) for row in rows}

    if placeless(not_placed) != placeless(report.get("not_placed", [])):
        yield "what is not placed is not what the entries give"


def obligation_key(row):
    """What tells an obligation of a reading from every other."""
    owed = {name: part for name, part in row["owed"].items() if name != "words"}
    due = row.get("due")
    return (
        row["agreement"], tuple(row["as_read_by"]), row["debtor"], row["creditor"],
        tuple(sorted(row["what"])), row.get("whose"), json.dumps(owed, sort_keys=True),
        str(Span(due).meaning) if due else "")


def obligation_words(key):
    return "the obligation of {} to {} under {}, as {} read it".format(
        key[2], key[3], key[0], " and ".join(key[1]))


def obligation_findings(report, figures, day):
    """What is wrong with reports/obligations.json."""
    found, theirs = {}, []
    for row in obligations(figures, day):
        found.setdefault(obligation_key(row), []).append(row)
    for row in report["rows"]:
        key = obligation_key(row)
        owed = {name: part for name, part in row["owed"].items() if name != "words"}
        theirs.append((key, obligation_words(key), dict(
            row, what=sorted(row["what"]), due=row.get("due"), owed=owed)))
    yield from compared(found, theirs, obligation_words)


def findings(reports, entries, cut):
    """What is wrong with the totals and the obligations of a snapshot, each with its place in
    `reports`."""
    figures = Figures(entries, cut)
    found = total_findings(reports[0], figures), obligation_findings(
        reports[1], figures, cut["day"])
    for place, parts in enumerate(found):
        try:
            yield from ((place, what) for what in parts)
        except (KeyError, TypeError, AttributeError, ValueError):
            yield place, "its rows are not understood"
