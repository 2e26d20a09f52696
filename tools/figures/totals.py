"""The totals: what each side's handovers add up to, and what it states in all."""

from . import numbers
from .dates import FIRST, LAST, Span
from .handovers import (
    COLUMNS, Grouping, Handover, filled, turned, whole_rows, without_overlaps)
from .numbers import Number
from .standing import ROW, Standing


class Figures:
    """The claims of a record at a cut, as handovers, totals, and what is neither."""

    def __init__(self, entries, cut):
        self.standing = standing = Standing(entries, cut)
        claims, self.explained = standing.claims()
        self.days = days = Span(cut["occurred"].replace("..", "/")) if cut["occurred"] else None
        self.identifications = [c for c in claims if c.parts.get("act") == "identification"]
        inside = [
            claim for claim in claims
            if claim.parts.get("act") == "handover"
            and (days is None or claim.when and claim.when.inside(days))]
        self.excluded = [
            half for claim in self.explained for half in halves(claim)
            if claim.parts.get("act") == "handover"
            and (days is None or claim.when and claim.when.inside(days))]
        self.totals, placed, unplaced, self.not_placed = [], [], [], []
        for claim in inside:
            is_scope_clear = "scope" not in claim.unclear
            if standing.is_implausible(claim) or claim.is_of_several:
                self.excluded += halves(claim)
            elif is_scope_clear and claim.scope == "part":
                self.not_placed.append(claim)
            elif is_scope_clear and claim.scope == "both_ways":
                continue
            elif claim.unplaced:
                if claim.is_total:
                    self.not_placed.append(claim)
                else:
                    unplaced += halves(claim)
            elif claim.is_total:
                self.totals += halves(claim)
            else:
                placed += halves(claim)
        self.only_rows = whole_rows(placed)
        grouping = Grouping(placed, unplaced, standing.links)
        self.excluded += grouping.of_several
        self.zeros = grouping.zeros
        first = {claim.id for claim in grouping.left if claim.half == 0}
        self.not_placed += [
            claim for claim in grouping.left if claim.half == 0 or claim.id not in first]
        found = [Handover(group, standing, self.only_rows) for group in grouping.found]
        self.handovers, self.overlapping = without_overlaps(found, grouping.apart)

    def row_of(self, claim):
        return filled(claim.row, self.only_rows)

    def rows(self):
        """The rows that there are, each with its handovers."""
        found = {}
        for one in self.handovers:
            found.setdefault(one.row, []).append(one)
        for one in self.overlapping:
            found.setdefault(one.row, [])
        for row in map(self.row_of, self.totals):
            found.setdefault(row, [])
        for claim in self.excluded:
            found.setdefault(claim.row, [])
        return found


def halves(claim):
    """A claim, and the second handover of one of scope each_way."""
    return [claim, turned(claim)] if claim.is_exchange else [claim]


def column_of(claim, row, standing):
    """In which column of a row a total stands."""
    if claim.side is not None and claim.side in row[1:3]:
        return "sender" if claim.side == row[1] else "receiver"
    return "outlets" if standing.is_outlet(claim) else "others"


def totals(figures):
    """The rows of reports/totals.json, and what stands beside them."""
    rows = {row: row_of(figures, row, mine) for row, mine in figures.rows().items()}
    not_placed = [
        {"event": figures.standing.acts[id]["seq"], "why": claim.unplaced or "in part",
         "side": claim.side, **dict(zip(ROW, claim.row))}
        for claim in sorted(figures.not_placed, key=lambda claim: claim.seq) for id in claim.ids]
    return rows, not_placed


def row_of(figures, row, handovers):
    mine = [claim for claim in figures.totals if figures.row_of(claim) == row]
    columns = {name: [] for name in COLUMNS}
    for claim in mine:
        columns[column_of(claim, row, figures.standing)].append(claim)
    found = {name: column(name, handovers, columns[name]) for name in COLUMNS}
    found.update(compared(handovers))
    found["stated_totals"] = {}
    for name, claims in columns.items():
        for claim in claims:
            found["stated_totals"][claim.seq] = verdict(claim, name, handovers)
    return found


def column(name, handovers, claims):
    """What one column says: the sum over its handovers, and the totals that it states."""
    spoken = [one for one in handovers if one.spoken(name)]
    given = [one.number(name) for one in spoken]
    of_all = name in ("others", "outlets")
    stated = listed(claims) if of_all else latest(claims, handovers)
    if not spoken and not stated:
        return None
    return {
        "sum": numbers.figure(numbers.total(given)), "handovers": len(spoken),
        "without_number": given.count(None), "stated": stated}


def best_totals(claims):
    """Of totals the best attributed with a number, the one with the latest end, then the one stated
    last, then the one that begins first; several where they tie."""
    given = [claim for claim in claims if claim.number]
    best = min((claim.rank for claim in given), default=None)

    def lateness(claim):
        begun = claim.begin or FIRST
        return claim.end or FIRST, Span(claim.stated).last or FIRST, FIRST - begun

    given = [claim for claim in given if claim.rank == best]
    last = max(map(lateness, given), default=None)
    return sorted((c for c in given if lateness(c) == last), key=lambda claim: claim.seq)


def of_no_deal(claims):
    """Of the best attributed totals with a number those that name no deal, where there are any."""
    given = [claim for claim in claims if claim.number]
    best = min((claim.rank for claim in given), default=None)
    given = [claim for claim in given if claim.rank == best]
    return [claim for claim in given if not claim.under] or given


def latest(claims, handovers):
    """A side's latest total."""
    tied = best_totals(of_no_deal(claims))
    if not tied:
        return None
    first, number = tied[0], numbers.together([claim.number for claim in tied])
    found = dict(stated_figure(first, number), in_all=is_in_all(first, handovers))
    others = sorted({claim.seq for claim in tied} - {first.seq})  # one act may state one twice
    return dict(found, ties=others) if others else found


def stated_figure(claim, number):
    found = {"event": claim.seq, "number": numbers.figure(number), "when": claim.parts.get("when")}
    return dict(found, is_rate=True) if claim.is_rate else found


def by_speaker(claims):
    """The latest totals of each speaker; several where they tie."""
    speakers = {}
    for claim in claims:
        speakers.setdefault(claim.body["speaker"], []).append(claim)
    return [tied for _, mine in sorted(speakers.items()) if (tied := best_totals(mine))]


def listed(claims):
    """The latest totals of each speaker, never merged but for those of one act."""
    speakers = {}
    for claim in claims:
        speakers.setdefault(claim.body["speaker"], []).append(claim)
    found = []
    for tied in by_speaker([one for mine in speakers.values() for one in of_no_deal(mine)]):
        acts = {}
        for claim in tied:
            acts.setdefault(claim.seq, []).append(claim)
        for same in acts.values():
            number = numbers.together([claim.number for claim in same])
            found.append(dict(
                stated_figure(same[0], number), speaker=same[0].body["speaker"]))
    return found


def is_in_all(claim, handovers):
    """Whether a total surely holds every handover of its row up to its end."""
    if claim.under:
        return False
    begin = claim.begin
    end = claim.end and max(claim.end, begin or claim.end)
    return begin is None or all(
        (one.first and one.first >= begin) or (one.first and end and one.first > end)
        for one in handovers)


def compared(handovers):
    """What both sides' numbers come to beside one another."""
    pairs = [(one.number("sender"), one.number("receiver")) for one in handovers]
    units = [{one.unit("sender"), one.unit("receiver")} - {None} for one in handovers]
    both = [pair for pair, unit in zip(pairs, units) if None not in pair and len(unit) < 2]
    either = [numbers.union([part for part in pair if part]) for pair in pairs if any(pair)]
    found = {
        "handovers": len(handovers),
        "both_spoke": sum(
            bool(one.spoken("sender") and one.spoken("receiver")) for one in handovers),
        "contested": numbers.figure(numbers.total(either))}
    confirmed = [lower_end(*pair) for pair in both]
    gaps = [gap(*pair) for pair in both]
    for name, parts in (
            ("confirmed", confirmed), ("net_gap", gaps),
            ("absolute_gap", [(abs(number), about) for number, about in gaps])):
        amount = sum(number for number, _ in parts)
        found[name] = amount if both else None
        if abs(amount) > numbers.LARGEST:
            found[name] = ...  # too large to be printed
        elif any(about for _, about in parts):
            found[f"{name}_about"] = True
    return found


def lower_end(one, two):
    """The smaller of the two lower ends as printed, and whether it is one of about so much."""
    low = min(one.low, two.low)
    return low, any(number.marks[0] and number.low == low for number in (one, two))


def gap(sent, got):
    """How far the two numbers are apart as printed, and whether one was about so much."""
    if sent.admits(got):
        return 0, False
    if sent.least > got.least:
        return sent.low - got.high, sent.marks[0] or got.marks[1]
    return sent.high - got.low, sent.marks[1] or got.marks[0]


def verdict(claim, name, handovers):
    """How a stated total compares with the numbers of its own side inside its own period."""
    begin, end = claim.begin, claim.end
    within = [
        one for one in handovers
        if one.when and one.when.known and (begin or FIRST) <= (one.first or FIRST)
        and (one.last or LAST) <= (end or LAST)]
    is_plain = not claim.under and len(
        {one.unit(name) for one in handovers if one.unit(name)} | ({claim.unit} - {None})) < 2
    given = [one.number(name) for one in within] if is_plain else of_kind(claim, name, within)
    if not claim.number or name not in ("sender", "receiver"):
        return "not_comparable", None
    known = numbers.total(given) or numbers.NOTHING
    is_whole = None not in given
    if is_whole and claim.number.admits(known):
        return "agrees", None
    if claim.number.most is None and claim.number.least <= known.least:
        return "agrees", None  # at least so many are surely there
    first = min((one.first for one in handovers if one.first), default=None)
    reaches = begin is None or first is None or begin < first
    is_smaller = claim.number.most is not None and claim.number.most < known.least
    if not is_smaller and (not is_whole or reaches):
        return "not_comparable", None
    exact = claim.number.least if "exact" in claim.count else 0  # the product of a rate
    if exact > 0 and numbers.of_count({"about": exact}).admits(known):
        return "rounded", None
    if is_plain and is_stale(claim, name, within):
        return "stale", None
    if is_smaller:
        return "off", known.low - claim.number.high
    return "off", max(0, claim.number.low - (known.high or 0))


def of_kind(claim, name, within):
    """The numbers that are what a total is of: of its deal, and in its unit; None for one of which that is
    not known."""
    found, unit, seen = [], claim.unit, set()
    for one in within:
        deals = {said.under for said in one.claims if said.under}
        deal = deals.pop() if len(deals) == 1 else None
        if claim.under and deal and deal != claim.under:
            continue
        number, counts = one.number(name), one.unit(name)
        seen |= {counts} - {None}
        is_other = number is None or claim.under and not deal
        found.append(None if is_other or unit and counts and unit != counts else number)
    return found if unit or len(seen) < 2 else [None]


def is_stale(claim, name, within):
    """Whether a total was the sum before the last of its days."""
    dated = sorted((one for one in within if one.last), key=lambda one: one.last)
    known = Number(0, 0)
    for one, following in zip(dated, dated[1:]):
        number = one.number(name)
        if number is None:
            return False
        known = known.plus(number)
        if one.last != following.last and known.admits(claim.number):
            return True
    return False
