"""Obligations: what is owed, what each side says was performed, what remains, and the state."""

import copy

from . import numbers
from .dates import FIRST, LAST, Span
from .deals import IN, OPEN, OUT, Deals, Line, next_day
from .handovers import agree, turned
from .numbers import Number
from .standing import ROW, targets
from .totals import best_totals, by_speaker, column_of, stated_figure

SAID = {"receiver": "creditor_says", "sender": "debtor_says", "others": "others_say",
        "outlets": "outlets_say"}
ROLES = {"receiver": "creditor", "sender": "debtor", "others": "others"}
DENYING = {"count", "direction", "what", "whose", "agreement"}


class Column:
    """What one column says was performed of a line."""

    def __init__(self, board, line, name, is_for_each=False):
        self.board, self.line, self.name = board, line, name
        self.handovers, self.open, self.assumed, self.of = [], [], 0, 0
        self.silent = []  # the rows of those that count, of which it did not speak
        self.open_silent = []  # … and of those that may count
        for one in board.figures.handovers:
            counts, is_assumed = board.deals.counts(line, one, name, is_for_each)
            is_spoken = bool(one.spoken(name))
            if counts == OPEN:
                (self.open.append(one) if is_spoken else self.open_silent.append(one.row))
            if counts == IN:
                self.of += 1
                self.assumed += is_assumed and is_spoken
                (self.handovers.append(one) if is_spoken else self.silent.append(one.row))
        self.totals, self.open_totals = {}, {}
        for claim in board.figures.totals:
            row = board.figures.row_of(claim)
            if column_of(claim, row, board.standing) == name:
                counts, is_assumed = board.deals.counts_total(line, claim, row, is_for_each)
                if counts == IN:
                    self.totals.setdefault(row, []).append((claim, is_assumed))
                elif counts == OPEN:
                    self.open_totals.setdefault(row, []).append((claim, True))
        self.add_up()

    def opened(self):
        """The column as it would be if all that is open counted."""
        other = copy.copy(self)
        other.handovers, other.silent = self.handovers + self.open, self.silent + self.open_silent
        other.totals = {
            row: self.totals.get(row, []) + self.open_totals.get(row, [])
            for row in {**self.totals, **self.open_totals}}
        other.open, other.open_silent, other.open_totals = [], [], {}
        other.add_up()
        return other

    def add_up(self):
        """The number: over each row the larger of the sum, and of the stated total with what came
        after it; less what the column's speakers identified as another's."""
        self.sum = numbers.total(one.number(self.name) for one in self.handovers)
        self.stated, self.is_partial = [], False
        rows = {}
        for one in self.handovers:
            rows.setdefault(one.row, []).append(one)
        for row in dict.fromkeys([*rows, *self.totals, *self.silent]):
            tied = best_totals(explicit(self.totals.get(row, [])))
            if tied:
                self.stated.append((row, tied))
            elif row in self.silent or None in [
                    one.number(self.name) for one in rows.get(row, [])]:
                self.is_partial = True
        self.identified = self.board.identified(self, self.handovers)
        self.number = self.number_of(self.handovers)
        self.most = self.number_of(self.handovers + self.open)

    def by_row(self, handovers):
        """Some handovers by their rows, with those of which a total is stated; of each the tied totals."""
        rows = {row: (tied, []) for row, tied in self.stated}
        for one in handovers:
            rows.setdefault(one.row, ([], []))[1].append(one)
        return rows.values()

    def number_of(self, handovers):
        """What it comes to when just these count."""
        found = []
        for tied, mine in self.by_row(handovers):
            stated = tied and numbers.total(
                [numbers.together([claim.number for claim in tied])]
                + [self.later(one, tied[0].end) for one in mine])
            found.append(numbers.larger(
                numbers.total(one.number(self.name) for one in mine), stated or None))
        number = numbers.total(found)
        return number and number.less(self.board.identified(self, handovers))

    def later(self, handover, end):
        """What a handover adds to a total of a period with that end."""
        number = handover.number(self.name)
        if number is None or end is None or (handover.last and handover.last <= end):
            return None
        return number if handover.first and handover.first > end else number.from_nothing()

    @property
    def has_spoken(self):
        return bool(self.handovers or self.stated)

    @property
    def bounds(self):
        """The number, from what it is with nothing of what is open to what it is with all."""
        if self.most is None or self.most == self.number:
            return self.number
        return numbers.union([self.number or numbers.NOTHING, self.most])

    def says_something(self):
        """Whether it says that anything was performed."""
        return self.has_spoken and (self.number is None or self.number.most != 0)

    def figure(self):
        """The column as reports have it; None where it is silent."""
        if not self.has_spoken:
            return None
        found = numbers.figure(self.number) or {}
        found.update(
            sum=numbers.figure(self.sum), handovers=len(self.handovers), of=self.of,
            without_number=[one.number(self.name) for one in self.handovers].count(None),
            assumed=self.assumed, stated=None)
        if self.name in ("others", "outlets"):
            found["stated"] = [
                dict(self.stated_by(tied), speaker=tied[0].body["speaker"])
                for totals in self.totals.values() for tied in by_speaker(explicit(totals))]
        elif len(self.stated) == 1:
            found["stated"] = self.stated_by(self.stated[0][1])
        elif self.stated:
            found["stated"] = ...  # of several rows: what is printed is not worked out here
        return found

    def stated_by(self, tied):
        """A total, or several that tie, as reports have it."""
        found = stated_figure(tied[0], numbers.together([claim.number for claim in tied]))
        return dict(found, assumed=True) if self.is_assumed(tied[0].seq) else found

    def is_assumed(self, seq):
        return any(
            claim.seq == seq and is_assumed for totals in self.totals.values()
            for claim, is_assumed in totals)


def explicit(totals):
    """Of the totals that count for a deal, each with whether that is assumed, those of which words or a
    placement say it; where none of these has a number, all."""
    said = [claim for claim, is_assumed in totals if claim.number and not is_assumed]
    return said or [claim for claim, _ in totals]


class Board:
    """All obligations of a record at a cut."""

    def __init__(self, figures, day):
        self.figures, self.standing, self.day = figures, figures.standing, Span.day(day)
        self.deals = Deals(figures)

    def rows(self):
        return [self.row(line) for line in self.deals.lines]

    def row(self, line):
        columns = {name: Column(self, line, name) for name in SAID}
        owed = {name: self.owed(line, name) for name in ROLES}
        both = [owed[name] for name in ("receiver", "sender") if owed[name] is not None]
        number = numbers.union(both) if both else owed["others"]
        opened = [
            one for one in self.figures.handovers
            if any(one in column.open for column in columns.values())]
        state, since, late = self.state(line, columns, owed, number)
        row = {
            "agreement": line.agreement, "as_read_by": line.readers,
            "debtor": line.debtor, "creditor": line.creditor, "what": line.what,
            "whose": line.whose, "due": line.due_words,
            "owed": {name: part for name, part in line.count.items() if name != "words"},
            "owed_number": numbers.figure(number),
            "due_in": (line.due.last - self.day).days if line.due and line.due.last else None,
            "remaining": {
                role: remaining(owed[name], columns[name]) for name, role in ROLES.items()},
            "open": open_figure(opened) if opened else None,
            "state": state, "since": since and since.isoformat(), "days_late": late}
        row.update({SAID[name]: column.figure() for name, column in columns.items()})
        row["not_counted"] = self.not_counted(line)
        if "each" in line.count:
            row["owed_by"] = {role: numbers.figure(owed[name]) for name, role in ROLES.items()}
        return row

    def not_counted(self, line):
        """The events of what is said of a line and is in no number, each with the side that says it."""
        figures, found = self.figures, []

        def take(claim, row, first, last):
            if (
                    line.takes(row) != OUT and claim.under in (None, line.agreement)
                    and line.question(first, last) != OUT):
                found.extend((self.standing.acts[id]["seq"], claim.side) for id in claim.ids)

        parts = [one for one in figures.not_placed if one.scope == "part" and not one.unplaced]
        for claim in figures.excluded + figures.zeros + parts:
            when = claim.when
            take(claim, claim.row, when and when.first, when and when.last)
        for one in figures.overlapping:
            for claim in one.claims:
                take(claim, one.row, one.first, one.last)
        for act in self.standing.acts.values():
            body = act["body"]
            denied = Span(body["claim"]["when"]) if "when" in body.get("claim", {}) else None
            if (
                    act["type"] == "denial" and "of" not in body and "instead" not in body
                    and body["claim"]["act"] == "handover" and self.standing.stands(act["id"])
                    and line.takes(tuple(body["claim"].get(name) for name in ROW)) != OUT
                    and (figures.days is None or denied and denied.inside(figures.days))
                    and line.question(denied and denied.first, denied and denied.last) != OUT):
                found.append((act["seq"], self.standing.side(body)))
        for claim in figures.totals:
            row = figures.row_of(claim)
            if claim.count and self.deals.counts_total(line, claim, row)[0] == OPEN:
                found.append((claim.seq, claim.side if claim.side in row[1:3] else None))
        return [
            {"event": seq, "side": side}
            for seq, side in sorted(found, key=lambda one: (one[0], one[1] or ""))]

    # -- What is owed

    def owed(self, line, name):
        """What is owed, by one column's word."""
        if "each" in line.count:
            return self.owed_for_each(line, name)
        if "per" in line.count:
            ends = [self.day] + [one.last for one in (line.due, line.until) if one and one.last]
            first = line.when.first if line.when.is_day else None
            return numbers.of_rate(line.count, first, min(ends))
        return numbers.of_count(line.count)

    def owed_for_each(self, line, name):
        """So many for each that came on another row, as the same deal takes it in."""
        of = line.count["of"]
        other = Line(
            line.readings[0],
            {"debtor": of["from"], "creditor": of["to"], "what": of["what"],
             "count": {"unspecified": True}, **({"whose": of["whose"]} if "whose" in of else {})},
            line.until, line.renewals)
        other.readings = line.readings
        side = {"sender": line.debtor, "receiver": line.creditor}.get(name)
        there = {of["from"]: "sender", of["to"]: "receiver"}.get(side, "others")
        column = Column(self, other, there, True)
        number = column.bounds
        if number is None:
            return None
        if column.is_partial:
            number = number.at_least()
        return number.times(line.count["each"])

    def identified(self, column, handovers):
        """What a column's speakers identified as another's than was owed: of each of some handovers the
        largest number that one of them gives."""
        line, name = column.line, column.name
        if line.whose is None:
            return numbers.NOTHING
        found = {}
        for claim in self.figures.identifications:
            number, scope = claim.number, claim.scope
            if number is None or scope == "part" or claim.parts.get("identified_as") in (
                    None, line.whose):
                continue
            handover, row = self.identified_at(claim)
            if handover is not None:
                is_mine = handover in handovers and handover.column(claim) == name
                if not is_mine or self.is_corrected_since(claim, handover, name):
                    continue
            elif row is None or not self.is_identified_on(line, claim, row, name):
                continue
            if number.most is None:  # at least so many: no more are known to be another's
                number = Number(number.least, number.least)
            said = found.setdefault(handover or row, {}).setdefault(
                (claim.body["speaker"], scope == "cumulative"), {})
            said.setdefault(claim.seq, []).append(number)
        most = numbers.NOTHING
        for speakers in found.values():
            largest = None
            for (_, is_sum), acts in speakers.items():
                told = None
                for one in map(numbers.together, acts.values()):  # of one act it is one of them
                    told = numbers.larger(told, one) if is_sum or told is None else told.plus(one)
                largest = numbers.larger(largest, told)
            most = most.plus(largest)
        return most

    def identified_at(self, claim):
        """The handover that an identification is about, or the row where it names none."""
        about = claim.parts.get("about")
        if about in self.standing.ids:
            of = self.standing.origin(about)
            found = [
                one for one in self.figures.handovers
                if any(of in said.ids and is_fitting(claim, said) for said in one.claims)]
            return (found[0] if len(found) == 1 else None), None
        return None, (claim.row if None not in claim.row else None)

    def is_identified_on(self, line, claim, row, name):
        """Whether an identification that names no handover bears on a line: it names the deal, or
        there is no other on the row, and no handover before it."""
        if line.takes(row) != IN or column_of(claim, row, self.standing) != name:
            return False
        if claim.under:
            return claim.under == line.agreement
        last = Span(claim.stated).last
        return self.deals.binding_on(row, None, last) == {
            line.agreement} and not self.deals.lies_before(line, row)

    def is_corrected_since(self, claim, handover, name):
        """Whether the same side corrected its number on the day of an identification or after."""
        since = Span(claim.stated).first or FIRST
        for act in self.standing.acts.values():
            if act["type"] != "correction" or "count" not in act["body"].get("claim", {}):
                continue
            if self.standing.is_live(act["id"]) and (Span(act["stated"]).last or FIRST) >= since:
                of = self.standing.origin(act["id"])
                if any(of in one.ids for one in handover.spoken(name)):
                    return True
        return False

    # -- The state

    def state(self, line, columns, owed, number):
        """The state, the day since which all was performed, and how many days late that was."""
        if number is None:
            return "indeterminate", None, None
        renewed = [one.last for one in line.renewals if one.last and one.last <= self.day]
        if renewed:
            return "renewed", min(renewed), None
        if line.until and line.until.last and line.until.last < self.day:
            return "ended", next_day(line.until.last), None
        owed = {name: owed[name] or number for name in owed}
        opened = {name: column.opened() for name, column in columns.items()}
        states = [
            self.state_of(line, all, owed, wanted)
            for all, wanted in ((columns, (IN,)), (opened, (IN, OPEN)))]
        same = states[0][0] == states[1][0]
        return states[0] if same else ("indeterminate", None, None)

    def state_of(self, line, columns, owed, wanted):
        """The state by some columns; what counts as `wanted` may be denied."""
        creditor, due = columns["receiver"], line.due and line.due.last
        number, most = creditor.number, owed["receiver"]
        is_less = False
        if number is not None:
            if most.most is not None and number.least >= most.most and self.goes_on(line):
                return "in_performance", None, None
            if most.most is not None and number.least > most.most:
                return "in_excess", None, None
            if most.most is not None and number.least >= most.most:
                return self.performed(creditor, most, due)
            may_be_all = number.most is None or number.most >= most.least
            if may_be_all and not creditor.is_partial:
                return "indeterminate", None, None
            is_less = not may_be_all and not creditor.is_partial
        if (is_less and self.others_say_all(columns, owed)) or self.is_denied(line, wanted):
            return "disputed", None, None
        says = {name: column.says_something() for name, column in columns.items()}
        if due and due < self.day and (is_less or not any(says.values())):
            return "overdue", None, None
        if number is None and any(says[name] for name in says if name != "receiver"):
            return "unconfirmed", None, None
        return ("in_performance" if any(says.values()) else "pending"), None, None

    def goes_on(self, line):
        """Whether more will be owed after the day of the report: so many a day until a later one."""
        ends = [span.last for span in (line.due, line.until) if span and span.last]
        return "per" in line.count and all(end > self.day for end in ends)

    def others_say_all(self, columns, owed):
        for name in ("sender", "others"):
            number = columns[name].number
            if number and owed[name].most is not None and number.least >= owed[name].most:
                return True
        return False

    def performed(self, column, owed, due):
        """Performed, or performed late where the number was surely reached after the due day."""
        handovers = column.handovers
        days = [one.last for one in handovers if one.last] + [
            tied[0].end for _, tied in column.stated if tied[0].end]
        reached = next(
            (day for day in sorted(days) if self.surely_by(column, handovers, day) >= owed.most),
            None)
        if due is None or reached is None or reached <= due:
            return "performed", reached, None
        possible = numbers.total(
            self.possibly_by(column, tied, mine, due) for tied, mine in column.by_row(handovers))
        if possible is not None and (possible.most is None or possible.most >= owed.least):
            return "performed", reached, None
        return "performed_late", reached, (reached - due).days

    @staticmethod
    def possibly_by(column, tied, handovers, day):
        """What on one row may have been performed by the end of a day: what may have begun by then, and
        totals less what surely came later in their days."""
        found = numbers.total(
            one.number(column.name) for one in handovers if not one.first or one.first <= day)
        for claim in tied:
            if claim.begin is None or claim.begin <= day:
                later = sum(
                    one.number(column.name).least for one in handovers
                    if one.number(column.name) and one.first and one.first > day
                    and one.first >= (claim.begin or FIRST)
                    and one.last and one.last <= (claim.end or LAST))
                found = numbers.larger(found, claim.number.less(Number(later, later)))
        return found

    @staticmethod
    def surely_by(column, handovers, day):
        """What surely had been performed by the end of a day."""
        least = 0
        for tied, mine in column.by_row(handovers):
            by = [one for one in mine if one.last and one.last <= day]
            mine = [one.number(column.name) for one in by]
            reached = sum(number.least for number in mine if number)
            if tied and tied[0].end and tied[0].end <= day:
                later = [column.later(one, tied[0].end) for one in by]
                stated = numbers.together([claim.number for claim in tied]).least
                reached = max(reached, stated + sum(one.least for one in later if one))
            least += reached
        return least - (column.identified.most or 0)

    def is_denied(self, line, wanted):
        """Whether the creditor denies a handover that another column counts as `wanted`."""
        ids = {
            id for one in self.figures.handovers for name in ("sender", "others", "outlets")
            if one.spoken(name) and self.deals.counts(line, one, name)[0] in wanted
            for id in one.ids}
        for act in self.standing.acts.values():
            body = act["body"]
            if act["type"] == "denial" and "instead" not in body and targets(body):
                facets = self.standing.denied(act)
                if (
                        (facets is None or facets & DENYING) and self.standing.side(body) == line.creditor
                        and self.standing.nearest(body["of"]) in ids
                        and self.standing.is_live(act["id"])):
                    return True
        return False


def is_fitting(identification, claim):
    """Whether an identification may be of what a claim says was handed over: of one half of an
    exchange it is where it fits that half and not the other."""
    return not claim.is_exchange or (
        agree(identification.row, claim.row)
        and not agree(identification.row, turned(claim).row))


def remaining(owed, column):
    """What remains by a column's number; None where it gave none."""
    number = column.bounds
    if owed is None or number is None:
        return None
    found = numbers.figure(owed.less(number))
    if column.is_partial:
        found.pop("min", None)
        if isinstance(found.get("about"), dict):
            found["about"].pop("min")
            found = {name: part for name, part in found.items() if part != {}}
    return found


def open_figure(handovers):
    """The handovers of which it is open whether they count, each with what is said of it, from the
    smallest number to the largest: by outlets where nobody else gives one."""
    number = numbers.total(
        numbers.together([n for n in map(one.number, ROLES) if n is not None])
        or one.number("outlets") for one in handovers)
    return {"handovers": len(handovers), **(numbers.figure(number) or {})}


def obligations(figures, day):
    """The rows of reports/obligations.json."""
    return Board(figures, day).rows()
