"""Deals as each speaker reads them, and under which of them a handover or a total counts."""

import datetime
import math

from .dates import FIRST, LAST, Span, certainly_after
from .numbers import of_count
from .standing import targets

IN, OPEN, OUT = "in", "open", "out"
SIDES = ("sender", "receiver", "others")  # the columns whose words others follow
NO_DEAL = "none"  # the value of a placement that says: under no deal
TERMS = ("names", "when", "parties", "obligations", "until", "renews")


class Reading:
    """What one live agreement of a speaker says of its deal, as its corrections leave it."""

    def __init__(self, act, terms, standing):
        body = act["body"]
        self.act, self.agreement, self.speaker = act, body["agreement"], body["speaker"]
        self.side, self.when = standing.side(body), Span(terms["when"])
        self.names, self.obligations = terms["names"], terms.get("obligations", ())
        self.parties = frozenset(terms["parties"])
        self.until = Span(terms["until"]) if "until" in terms else None
        self.renews = terms.get("renews")
        self.is_mediation = standing.registered.get((self.speaker, "kind")) == "mediator" and (
            body["attribution"] in ("named", "institution"))

    def is_of_one_with(self, other):
        """Whether two belong to one speaker's reading: not where they are two versions of one."""
        return self.speaker == other.speaker and (
            self is other or self.act is not other.act)


class Line:
    """One obligation, as one or several speakers read it."""

    def __init__(self, reading, obligation, until=None, renewals=()):
        what = obligation["what"]
        self.agreement, self.when, self.readings = reading.agreement, reading.when, [reading]
        self.debtor, self.creditor = obligation["debtor"], obligation["creditor"]
        self.what = sorted([what] if isinstance(what, str) else what)
        self.whose, self.count = obligation.get("whose"), obligation["count"]
        self.due = Span(obligation["due"]) if "due" in obligation else None
        self.due_words = obligation.get("due")
        self.until, self.renewals = until, renewals
        self.ends = []  # after each of these days it was performed, as the creditor says

    @property
    def key(self):
        count = {name: part for name, part in self.count.items() if name != "words"}
        return (
            self.agreement, self.when.meaning, self.debtor, self.creditor, tuple(self.what),
            self.whose, repr(sorted(count.items(), key=str)), self.due and self.due.meaning,
            self.until and self.until.meaning, frozenset(one.meaning for one in self.renewals))

    @property
    def readers(self):
        return sorted({reading.speaker for reading in self.readings})

    @property
    def is_binding(self):
        """Whether a party reads it so, or a mediator by name."""
        return any(
            one.is_mediation or one.side in one.parties | {self.debtor, self.creditor}
            for one in self.readings)

    def takes(self, row):
        """Whether what happens on a row may perform it: yes, perhaps (whose is unsaid), or no."""
        if row[0] not in self.what or row[1:3] != (self.debtor, self.creditor):
            return OUT
        if self.whose is None or self.whose == row[3]:
            return IN
        return OPEN if row[3] is None else OUT

    def question(self, first, last):
        """Whether the deal is in question for what begins between two days (None: not known)."""
        found = begins(first, last, self.when.first, self.when.last)
        ends = [(one.first, one.last) for one in self.renewals]
        ends += [(next_day(day), next_day(day)) for day in self.ends]
        if self.until:
            ends.append((next_day(self.until.first), next_day(self.until.last)))
        for end in ends:
            left = {IN: OUT, OUT: IN, OPEN: OPEN}[begins(first, last, *end)]
            found = OUT if OUT in (found, left) else OPEN if OPEN in (found, left) else IN
        return found

    def shares_reading(self, other):
        return any(
            one.is_of_one_with(two) for one in self.readings for two in other.readings)


def next_day(day):
    return day and day + datetime.timedelta(days=1)


def begins(first, last, since_first, since_last):
    """Whether what begins between two days begins on or after a day that lies between two others."""
    if since_last is not None and (first or FIRST) >= since_last:
        return IN
    if since_first is not None and (last or LAST) < since_first:
        return OUT
    return OPEN


class Deals:
    """All lines of a record, and what words and placements say of handovers and totals."""

    def __init__(self, figures):
        self.figures, self.standing = figures, figures.standing
        self.readings = list(self.read())
        self.lines = self.all_lines()
        self.placed = {}
        self.placements = self.all_placements()
        self.denials = self.agreement_denials()
        self.end_performed()

    def read(self):
        for act in self.standing.acts.values():
            if act["type"] == "agreement" and self.standing.is_live(act["id"]):
                terms = {name: act["body"][name] for name in TERMS if name in act["body"]}
                for form in self.standing.corrected(act["id"], terms, None, "terms"):
                    yield Reading(act, form, self.standing)

    def all_lines(self):
        found = {}
        for reading in self.readings:
            for obligation in reading.obligations:
                creditor = obligation["creditor"]
                line = Line(
                    reading, obligation, self.until(reading, creditor),
                    self.renewals(reading, creditor))
                held = found.setdefault(line.key, line)
                if held is not line and reading not in held.readings:
                    held.readings.append(reading)
        return sorted(found.values(), key=lambda line: str(line.key))

    def holds(self, said, reading, creditor):
        """Of what is said of a deal, what holds in a reading: the word of the creditor, or that all
        parties give; else its speaker's own. Each is a reading and the value that it gives."""
        binding = [value for by, value in said if by.side == creditor]
        for value in {value.meaning: value for _, value in said}.values():
            agreeing = {by.side for by, other in said if other.meaning == value.meaning}
            if len(reading.parties) > 1 and reading.parties <= agreeing:
                binding.append(value)
        return binding or [value for by, value in said if by.speaker == reading.speaker]

    def until(self, reading, creditor):
        """The last day of a deal; of several that hold, the last."""
        said = [
            (other, other.until) for other in self.readings
            if other.until and other.agreement == reading.agreement]
        return max(
            self.holds(said, reading, creditor), default=None,
            key=lambda span: (span.last or LAST, span.text))

    def renewals(self, reading, creditor):
        """The days of the later deals that renew a deal."""
        said = [
            (other, other.when) for other in self.readings
            if other.renews == reading.agreement != other.agreement
            and reading.when.last and other.when.first and reading.when.last < other.when.first]
        return tuple(self.holds(said, reading, creditor))

    def end_performed(self):
        """Notes the days by which a creditor says, in a total that names the deal, that all was
        performed: what its readings owe on that row together. What is owed for each of another thing,
        or by the day, ends by no total."""
        for line in self.lines:
            for claim in self.figures.totals:
                row = self.figures.row_of(claim)
                if (
                        claim.side == line.creditor and claim.number and claim.end
                        and line.takes(row) == IN
                        and self.deal_of_total(claim) == {line.agreement}
                        and claim.number.least >= self.owed_together(line, row)):
                    line.ends.append(claim.end)

    def owed_together(self, line, row):
        """The most that a line and the others of its readings owe on a row; without end where one has
        no number."""
        all_owed = 0
        for other in self.lines:
            if other is not line and (
                    other.agreement != line.agreement or other.takes(row) == OUT
                    or not line.shares_reading(other)):
                continue
            owed = (
                None if "each" in other.count or "per" in other.count else of_count(other.count))
            all_owed += math.inf if owed is None or owed.most is None else owed.most
        return all_owed

    # -- What words and placements say

    def all_placements(self):
        """The placements of each act, by its id."""
        found = {}
        for entry in self.standing.known:
            body = entry["body"]
            if entry["type"] == "assessment" and body["scale"] == "placement":
                of = self.standing.origin(body["of"])
                found.setdefault(of, []).append((entry["stated"], body["value"]))
        return found

    def placement(self, ids):
        """The deals under which the later of some placements puts acts; several where they tie."""
        given = [one for id in ids for one in self.placements.get(id, ())]
        return {
            value for stated, value in given
            if not any(certainly_after(other, stated) for other, _ in given)}

    def agreement_denials(self):
        """Who denies, of which acts, that they were done under an agreement; each with the deals that
        these name."""
        found = {}
        for act in self.standing.acts.values():
            if act["type"] == "denial" and "agreement" in (self.standing.denied(act) or ()):
                if self.standing.is_live(act["id"]):
                    for of in targets(act["body"]):
                        near = self.standing.nearest(of)
                        deals = frozenset(
                            claim.under for claim in self.standing.claims_of(
                                self.standing.acts[near]) if claim.under
                        ) if near in self.standing.acts else frozenset()
                        found.setdefault(near, set()).add(
                            (self.standing.side(act["body"]), deals))
        return found

    def words(self, handover, column):
        """The deals that a column names, by its best attributed claims that name one, but for those
        that its side denies."""
        named = [claim for claim in handover.spoken(column) if claim.under]
        best = min((claim.rank for claim in named), default=None)
        deals = {claim.under for claim in named if claim.rank == best}
        place = {"sender": 1, "receiver": 2}.get(column)
        denied = [
            others for id in handover.ids for side, others in self.denials.get(id, ())
            if place and side == handover.row[place]]
        if not denied:
            return deals
        left = deals.difference(*denied)
        return left if left and all(denied) else {NO_DEAL}

    def deal(self, handover, column):
        """The deals under which a handover counts in a column, by words and placements: one; or
        several, between which it is open; or none that is said."""
        key = id(handover), column
        if key not in self.placed:
            words = {name: self.words(handover, name) for name in SIDES}
            own = self.words(handover, column) if column not in words else words.pop(column)
            others = set().union(*words.values())
            if not own and len(others) == 1 and others != {NO_DEAL}:
                own = others
            self.placed[key] = own or self.placement(handover.ids)
        return self.placed[key]

    def deal_of_total(self, claim):
        return {claim.under} if claim.under else self.placement(claim.ids)

    # -- What counts for an obligation

    def binding_on(self, row, first, last):
        """The deals that parties and mediators read on a row, which are in question."""
        return {
            line.agreement for line in self.lines
            if line.is_binding and line.takes(row) != OUT and line.question(first, last) != OUT}

    def is_one_of_several(self, line, row, first, last):
        """Whether another obligation of the same reading may be meant as well."""
        return any(
            other is not line and other.agreement == line.agreement
            and other.takes(row) != OUT and other.question(first, last) != OUT
            and line.shares_reading(other) for other in self.lines)

    def counts(self, line, handover, column, is_counted_for_each=False):
        """Whether a handover counts for a line in a column, and whether that is assumed."""
        taken = line.takes(handover.row)
        deals = self.deal(handover, column)
        if taken == OUT or (deals and line.agreement not in deals):
            return OUT, False
        first, last = handover.first, handover.last
        is_open = taken == OPEN or len(deals) > 1 or (
            not is_counted_for_each
            and self.is_one_of_several(line, handover.row, first, last))
        if not deals:
            own, others = line.question(first, last), self.binding_on(handover.row, first, last)
            if own == OUT or not (line.agreement in others or is_counted_for_each):
                return OUT, False
            is_open = is_open or own == OPEN or bool(others - {line.agreement})
        return OPEN if is_open else IN, not deals

    def counts_total(self, line, claim, row, is_counted_for_each=False):
        """Whether a stated total counts for a line, and whether that is assumed."""
        taken, deals = line.takes(row), self.deals_of_total(line, claim, row, is_counted_for_each)
        if taken == OUT or deals is None:
            return OUT, False
        is_open = taken == OPEN or bool(deals - {line.agreement}) or (
            not is_counted_for_each
            and self.is_one_of_several(line, row, claim.begin, claim.end))
        return OPEN if is_open else IN, not self.deal_of_total(claim)

    def deals_of_total(self, line, claim, row, is_counted_for_each):
        """The deals that a stated total may be of, that of a line among them; None where it is not of
        this one."""
        said = self.deal_of_total(claim)
        if said:
            return said if line.agreement in said else None
        if claim.when and "X" in claim.when.text.split("-")[0]:
            return None  # of a year that nobody knows
        first, last = claim.begin, claim.end
        is_after = begins(first, first or last, line.when.first, line.when.last) == IN
        if not (first is None or is_after) or line.question(first, last) == OUT:
            return None
        deals = self.binding_on(row, first, last)
        if line.agreement not in deals and not (is_counted_for_each and not deals):
            return None
        return None if self.lies_before(line, row) else deals

    def lies_before(self, line, row):
        """Whether a handover of a row surely lies before the deal."""
        return any(
            one.row == row and line.when.first and one.last and one.last < line.when.first
            for one in self.figures.handovers)
