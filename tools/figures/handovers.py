"""Handovers: which claims are about one, and what each side says of it."""

from . import numbers
from .dates import Span
from .standing import FACETS, ROW

COLUMNS = ("sender", "receiver", "others", "outlets")
UNSAID = Span("..")  # the days of what happened on a day that nobody says


class Handover:
    """One handover: the claims about it, by column."""

    def __init__(self, claims, standing, only_rows):
        self.claims, self.standing = claims, standing
        placed = [claim for claim in claims if not claim.unplaced] or claims
        whole = [claim for claim in placed if None not in claim.row] or placed
        sent = [claim for claim in whole if claim.side and claim.side == claim.parts.get("from")]
        row = min(sent or whole, key=lambda claim: claim.first_said).row
        for claim in sorted(placed, key=lambda claim: claim.first_said):
            if agree(row, claim.row):
                row = tuple(mine or theirs for mine, theirs in zip(row, claim.row))
        self.row = filled(row, only_rows)
        self.when = min(
            (claim for claim in sorted(claims, key=lambda claim: claim.first_said) if claim.when),
            key=lambda claim: (claim.when.width, claim.when.is_marked), default=None)
        self.when = self.when and self.when.when
        named = sorted((c for c in claims if "handover" in c.parts), key=lambda c: c.first_said)
        self.key = named[0].parts["handover"] if named else None
        self.ids = {id for claim in claims for id in claim.ids}
        self.seqs = sorted({seq for claim in claims for seq in claim.seqs})
        self.columns = {}
        for claim in claims:
            if self.takes_number(claim):
                self.columns.setdefault(self.column(claim), []).append(claim)

    @property
    def first(self):
        return self.when.first if self.when else None

    @property
    def last(self):
        return self.when.last if self.when else None

    def takes_number(self, claim):
        """Whether a claim's number is one of the row: who confirms or denies another's words, and says that
        it was another thing or went another way, says none of those."""
        if not claim.named:
            return True
        what = "what" in claim.unclear or agree(claim.row[:1], self.row[:1])
        return what and ("direction" in claim.unclear or agree(claim.row[1:3], self.row[1:3]))

    def column(self, claim):
        """In which column a claim stands: what its speaker is of this row."""
        if claim.side is not None and claim.side == self.row[1]:
            return "sender"
        if claim.side is not None and claim.side == self.row[2]:
            return "receiver"
        return "outlets" if self.standing.is_outlet(claim) else "others"

    def spoken(self, column):
        return self.columns.get(column, [])

    def giving(self, column):
        """A column's best attributed claims with a number, the one stated first first."""
        given = [claim for claim in self.spoken(column) if claim.number]
        best = min((claim.rank for claim in given), default=None)
        return sorted(
            (claim for claim in given if claim.rank == best), key=lambda claim: claim.first_said)

    def unit(self, column):
        """What a column's number counts, where that is said; other units stand beside it."""
        return next((claim.unit for claim in self.giving(column) if claim.unit), None)

    def number(self, column):
        """A column's number; None where it gives none."""
        unit = self.unit(column)
        return numbers.together(
            [claim.number for claim in self.giving(column) if claim.unit in (None, unit)])


def filled(row, only_rows):
    """A row that leaves whose unsaid, with the `whose` of the only whole row that there is."""
    if row[3] is None and None not in row[:3] and len(only_rows.get(row[:3], ())) == 1:
        return *row[:3], *only_rows[row[:3]]
    return row


def whole_rows(claims):
    """Whose were handed over, in single handovers of each thing one way, as the claims say; a 0 says
    that none was."""
    found = {}
    for claim in claims:
        if None not in claim.row and not claim.is_zero:
            found.setdefault(claim.row[:3], set()).add(claim.row[3])
    return found


def turned(claim):
    """The second handover of a claim of scope each_way: from, to and whose exchanged."""
    parts = claim.parts
    sender, receiver, whose = (parts.get(name) for name in ("from", "to", "whose"))
    other = dict(parts, **{"from": receiver, "to": sender})
    if whose in (sender, receiver):
        other["whose"] = receiver if whose == sender else sender
    elif None in (sender, receiver):  # it is of the side that is unsaid
        other["whose"] = None
    half = claim.with_parts({name: value for name, value in other.items() if value is not None})
    half.half = 1
    return half


def agree(one, two):
    return all(a is None or b is None or a == b for a, b in zip(one, two))


class Groups:
    """Which claims are about one handover (union-find); links hold some apart."""

    def __init__(self, claims, apart):
        self.parents = {claim: claim for claim in claims}
        self.apart = {}  # the ids from which each claim is held apart
        if apart:
            for claim in claims:
                others = set().union(*(apart.get(id, ()) for id in claim.ids))
                if others:
                    self.apart[claim] = others
        self.held = {claim: {claim} for claim in claims} if self.apart else None

    def root(self, claim):
        while self.parents[claim] is not claim:
            self.parents[claim] = claim = self.parents[self.parents[claim]]
        return claim

    def join(self, one, two):
        """Makes two groups one, unless a link holds a claim of one apart from one of the other."""
        one, two = self.root(one), self.root(two)
        if one is two:
            return True
        if self.held is not None:
            if self.are_apart(self.held[one], self.held[two]):
                return False
            self.held[one] |= self.held.pop(two)
        self.parents[two] = one
        return True

    def are_apart(self, one, two):
        return any(
            not self.apart.get(claim, set()).isdisjoint(other.ids)
            for claim in one for other in two)

    def members(self):
        found = {}
        for claim in self.parents:
            found.setdefault(self.root(claim), []).append(claim)
        return found


class Grouping:
    """The handovers that claims are about, by the manual's TheRules.md."""

    def __init__(self, placed, unplaced, links):
        self.by_id, apart = {}, {}
        placed, unplaced = (
            sorted(claims, key=lambda claim: (claim.first_said, claim.half, repr(sorted(claim.parts.items()))))
            for claims in (placed, unplaced))
        for claim in placed + unplaced:
            for id in claim.ids:
                self.by_id.setdefault(id, []).append(claim)
        links = sorted(links, key=lambda link: (link["a"], link["b"]))
        self.same = [link for link in links if link["relation"] == "same_handover"]
        for link in links:
            if link["relation"] == "distinct_handover":
                apart.setdefault(link["a"], set()).add(link["b"])
                apart.setdefault(link["b"], set()).add(link["a"])
        self.apart = apart
        zeros = [claim for claim in placed if claim.is_zero]
        counted = [claim for claim in placed if not claim.is_zero]
        self.groups = Groups(counted + unplaced, apart)
        self.join_linked(set(counted))
        self.join_named(counted)
        self.join_named(unplaced, counted)
        self.join_rows(counted)
        self.join_unsaid(counted)
        self.join_unplaced(unplaced, counted)
        groups, self.of_several = without_one_for_several(list(self.groups.members().values()))
        self.found = [group for group in groups if any(not claim.unplaced for claim in group)]
        self.left = [
            claim for group in groups if all(claim.unplaced for claim in group) for claim in group]
        self.attach_zeros(zeros)

    def is_apart(self, one, two):
        return any(not self.apart.get(id, set()).isdisjoint(two.ids) for id in one.ids)

    def join_linked(self, placed):
        for link in self.same:
            first, second = (
                [claim for claim in self.by_id.get(link[end], []) if claim in placed]
                for end in ("a", "b"))
            for one in first:  # of two each-way claims half by half
                same_way = [two for two in second if agree(one.row, two.row)]
                if not same_way and is_other_half(one, first, second):
                    continue
                for two in same_way or second:
                    if same_way or min(len(first), len(second)) < 2:
                        self.groups.join(one, two)

    def join_named(self, claims, others=()):
        """What is said about a claim is about its handover: a claim of `others` too, where it has
        become whole by another rendering."""
        mine = {*claims, *others}
        for claim in claims:
            for name in claim.named:
                for other in self.by_id.get(name, []):
                    if other in mine and other.half == claim.half:
                        self.groups.join(other, claim)

    def join_rows(self, claims):
        """Claims on one row with one `when`, or with one name for the handover."""
        buckets = {}
        for claim in claims:
            if None not in claim.row and claim.when:
                buckets.setdefault((claim.row, claim.when.meaning), []).append(claim)
            if None not in claim.row and "handover" in claim.parts:
                buckets.setdefault((claim.row, "key", claim.parts["handover"]), []).append(claim)
        self.join_buckets({key: bucket for key, bucket in buckets.items() if key[1] == "key"})
        self.join_buckets({key: bucket for key, bucket in buckets.items() if key[1] != "key"})

    def join_buckets(self, buckets):
        """Joins the claims of each; where links hold some apart, each joins the first that it may,
        and where they have several names, none that has no name joins one that has."""
        for bucket in buckets.values():
            names = {claim.parts["handover"] for claim in bucket if "handover" in claim.parts}
            heads = []
            for claim in bucket:
                if len(names) > 1 and "handover" in claim.parts:
                    continue
                if not any(self.groups.join(head, claim) for head in heads):
                    heads.append(claim)

    def join_unsaid(self, claims):
        """A claim that leaves a part unsaid, each by itself: to the only handover of its `when`
        that fits, else to those that leave the same unsaid."""
        unsaid = [claim for claim in claims if None in claim.row and claim.when]
        if not unsaid:
            return
        whole, has_whole = {}, set()
        for claim in claims:
            if None not in claim.row:
                has_whole.add(self.groups.root(claim))
                if claim.when:
                    whole.setdefault(claim.when.meaning, []).append(claim)
        fitting, waiting = {}, {}
        for claim in unsaid:
            root = self.groups.root(claim)
            if root in has_whole:
                continue
            fits = {
                self.groups.root(other) for other in whole.get(claim.when.meaning, [])
                if agree(claim.row, other.row) and not self.is_apart(claim, other)}
            if len(fits) == 1:
                fitting.setdefault(root, set()).update(fits)
            else:
                waiting.setdefault((claim.row, claim.when.meaning), []).append(claim)
        for root, fits in fitting.items():
            if len(fits) == 1:
                self.groups.join(fits.pop(), root)
        self.join_buckets(waiting)

    def join_unplaced(self, unplaced, counted):
        """A link is the only way into a handover for a claim that no row can take."""
        unplaced, counted = set(unplaced), set(counted)
        goals = []
        for link in self.same:
            for mine, other in (("a", "b"), ("b", "a")):
                there = self.by_id.get(link[other], [])
                known = [two for two in there if two in counted]
                waiting = [one for one in self.by_id.get(link[mine], []) if one in unplaced]
                for one in waiting:
                    fits = [two for two in known if agrees_apart_from(one, two)]
                    if not fits and is_other_half(one, waiting, known):
                        continue
                    roots = {self.groups.root(two) for two in fits or known}
                    if len(roots) == 1:
                        goals.append((roots.pop(), one))
                    for two in there:
                        is_half = one.is_exchange and two.is_exchange
                        if two in unplaced and (not is_half or one.half == two.half):
                            self.groups.join(two, one)
        targets = {}
        for target, one in goals:
            targets.setdefault(self.groups.root(one), set()).add(target)
        for root, found in targets.items():
            if len(found) == 1:
                self.groups.join(found.pop(), root)

    def attach_zeros(self, zeros):
        """A count of 0 makes no handover: it is a number of the only one that it fits."""
        linked = {}
        for link in self.same:
            for one, two in (("a", "b"), ("b", "a")):
                linked.setdefault(link[one], set()).add(link[two])
        given = []
        for zero in zeros:
            names = set(zero.named).union(*(linked.get(id, ()) for id in zero.ids))
            told = [
                group for group in self.found
                if any(names & set(claim.ids) for claim in group)]
            if len(told) > 1:  # of two halves of an exchange the one on its row
                told = [
                    group for group in told
                    if any(agree(zero.row, claim.row) for claim in group)] or told
            fits = [
                group for group in self.found if (
                    any(group is one for one in told) or any(
                        zero.when and claim.when
                        and zero.when.meaning == claim.when.meaning
                        and agree(zero.row, claim.row)
                        for claim in group))
                and not any(self.is_apart(zero, claim) for claim in group)]
            if len(fits) == 1:
                given.append((fits[0], zero))
        for group, zero in given:
            group.append(zero)
        attached = {id(zero) for _, zero in given}
        self.zeros = [zero for zero in zeros if id(zero) not in attached]


def without_one_for_several(groups):
    """Groups in which the claims of acts that give one number of their own for several of them are
    without it, or left out where they say nothing else; and those claims."""
    seen, several = set(), set()
    for group in groups:
        own = {claim.id for claim in group if claim.is_own and claim.count and not claim.half}
        several |= own & seen
        seen |= own
    out = {c for group in groups for c in group if c.is_own and c.count and c.id in several}
    kept = [
        [
            without_number(claim) if claim in out else claim for claim in group
            if claim not in out or says_a_part(claim)]
        for group in groups if any(claim not in out for claim in group)]
    return kept, out


def says_a_part(claim):
    """Whether a claim says itself anything beside its number."""
    return any(
        all(name in claim.own for name in names) and facet not in claim.unclear
        for facet, names in FACETS.items() if facet != "count")


def without_number(claim):
    other = claim.with_parts({
        name: value for name, value in claim.parts.items() if name != "count"})
    other.is_own = False
    return other


def is_other_half(one, mine, others):
    """Whether a link is of the other half of an exchange: that one fits, and this one does not."""
    return any(
        half.half != one.half and agrees_apart_from(half, other)
        for half in mine for other in others)


def agrees_apart_from(one, two):
    """Whether an unplaced claim fits another's row in the parts that it gives clearly."""
    row = [
        None if name in ("from", "to") and "direction" in one.unclear else part
        for name, part in zip(ROW, one.row)]
    return agree(row, two.row)


def without_overlaps(handovers, apart):
    """Takes out the vaguer ones that could be the same as another: the narrowest counts, then one that
    says what, then one with a name of its own, then the one stated first, then the lowest id."""
    kept, out = [], []
    handovers.sort(key=lambda one: (
        (one.when or UNSAID).width, one.row[0] is None, one.key is None,
        min(claim.first_said for claim in one.claims)))
    for one in handovers:
        rivals = [other for other in kept if may_be_one(one, other, apart)]
        if one.when and one.when.is_day and one.row[0] is not None:
            rivals = [
                other for other in rivals
                if one.key is None and other.key is not None and other.when and other.when.is_day]
        (out if rivals else kept).append(one)
    return kept, out


def may_be_one(one, other, apart):
    """Whether two handovers may be the same: on rows that may be one, on days that meet, and held
    apart by no name and no link. Rows that leave whose unsaid are by themselves."""
    what, others = one.row[0], other.row[0]
    return (
        one.row[1:] == other.row[1:] and (what is None or others is None or what == others)
        and (one.when or UNSAID).meets(other.when or UNSAID)
        and (one.key is None or other.key is None or one.key == other.key)
        and not any(not apart.get(id, set()).isdisjoint(other.ids) for id in one.ids))
