"""What stands at a cut: which acts, and what each of them claims."""

import json

from . import numbers
from .dates import Span, certainly_after, either, holding, moment, said_by

ROW = ("what", "from", "to", "whose")
FILLED = (*ROW, "when", "handover")  # what a claim has of the one that it is about
RANKS = {"named": 0, "institution": 0, "unnamed": 1, "outlet": 2, "unattributed": 2}
RENDERINGS = ("verbatim", "translation", "paraphrase", "summary")
MOVING = ("scope", "direction", "translation", "transmission", "cumulative_as_increment", "stale")
FACETS = {
    "count": ("count",), "direction": ("from", "to"), "date": ("when",), "what": ("what",),
    "whose": ("whose",), "place": ("place",), "agreement": ("under",)}
CHANGED = {  # the fields by which a correction changes a facet, where it is more
    **FACETS, "count": ("count", "unit"), "whose": ("whose", "received_as", "identified_as")}
PLACING = (  # what tells of which handover, row, deal or act a claim is; or is looked at by itself
    "when", "from", "to", "what", "whose", "scope", "under", "place", "about", "handover", "unclear",
    "_sd")
OPENED = {  # the parts that are unclear where corrections differ in a field
    "direction": ("from", "to"), "what": ("what",), "whose": ("whose",), "place": ("place",),
    "agreement": ("under",), "scope": ("scope",)}
PEOPLE = ("prisoners", "civilians", "wounded", "hostages", "detainees", "children")
NEVER = "0001-01-01"  # a day by which nothing was corrected yet
KNOWN = {  # the types that are read, each with the last version of its shape that is known here
    "announcement": 3, "confirmation": 2, "denial": 3, "correction": 3, "retraction": 2,
    "silence": 2, "agreement": 3, "medium": 2, "source": 2, "assessment": 2, "link": 1,
    "amendment": 1, "redaction": 1, "term": 1}
JUDGEMENTS = {"source", "assessment", "link", "amendment", "redaction", "term"}


def targets(body, field="of"):
    found = body.get(field, [])
    return [found] if isinstance(found, str) else found


def filled(parts, base):
    """A claim with what it leaves unsaid of its place as that has it which it is about."""
    given = {
        part for part, names in (("direction", ("from", "to")), ("whose", ("whose",)))
        if all(name in parts for name in names)}
    unclear = sorted(set(parts.get("unclear", ())) | (set(base.get("unclear", ())) - given))
    found = {name: value for name, value in base.items() if name in FILLED}
    return {**found, **parts, **({"unclear": unclear} if unclear else {})}


def names_other(parts, base):
    """Whether what is said instead is of another handover than what is denied: of another day, or name."""
    is_other_day = "when" in parts and (
        "when" not in base or Span(parts["when"]).meaning != Span(base["when"]).meaning)
    return is_other_day or "handover" in parts and parts["handover"] != base.get("handover")


class Claim:
    """What a live act claims, as it stands; `base` is the claim that it is about."""

    def __init__(self, act, parts, side, named=None, base=None, is_own=False):
        self.act, self.seq, self.id, self.stated = act, act["seq"], act["id"], act["stated"]
        self.body, self.side = act["body"], side
        self.ids, self.seqs, self.half = (self.id,), (self.seq,), 0
        self.named = (named,) if named else ()
        self.is_own = is_own  # whether its number is not that of what it is about
        self.is_of_several = False  # whether it is one number for several totals
        self.rank = RANKS[self.body["attribution"]]
        self.ranks = (self.rank,)
        self.own = parts  # what it says itself
        self.read(filled(parts, base or {}))

    def read(self, parts):
        self.parts, self.count = parts, parts.get("count", {})
        self.when = Span(parts["when"]) if "when" in parts else None
        self.unit, self.scope = parts.get("unit"), parts.get("scope", "event")
        self.is_rate = "per" in self.count
        self.number = numbers.of_count(self.count)
        if self.is_rate:
            when = self.when
            self.number = when and numbers.of_rate(self.count, when.first, when.last)
        self.is_zero = self.count.get("exact") == 0 and not self.is_rate
        self.unclear = set(parts.get("unclear", ()))
        self.row = tuple(parts.get(name) for name in ROW)
        if "whose" in self.unclear:  # what is given beside is a suggestion
            self.row = (*self.row[:3], None)

    def with_parts(self, parts):
        """The same words with other parts: a half, or what several renderings give together."""
        other = Claim.__new__(Claim)
        other.__dict__.update(self.__dict__)
        other.read(parts)
        return other

    @property
    def is_total(self):
        """Whether its number is one that its speaker adds up, or that a rate comes to."""
        return self.scope == "cumulative" or self.is_rate

    @property
    def is_exchange(self):
        """Whether it is of two handovers, one each way; not where the words leave that unclear."""
        return self.scope == "each_way" and not {"direction", "scope"} & self.unclear

    @property
    def unplaced(self):
        """Why no row can take it; None where one can."""
        for part in ("direction", "scope"):
            if part in self.unclear:
                return f"{part} unclear"
        is_unsaid = self.parts.get("from") is None or self.parts.get("to") is None
        return "direction unsaid" if is_unsaid else None

    @property
    def under(self):
        """The deal that its words name; None where they leave it unclear."""
        return None if "agreement" in self.unclear else self.parts.get("under")

    @property
    def end(self):
        """The last day of a total: of its `when`, else the day on which it was stated."""
        return self.when.last if self.when and self.when.last else Span(self.stated).last

    @property
    def begin(self):
        """The first day of a total; None where it is open or unsaid."""
        return self.when.first if self.when else None

    @property
    def first_said(self):
        return moment(self.stated), self.id


class Standing:
    """The acts that stand at a cut, by the manual's TheRules.md."""

    def __init__(self, entries, cut):
        self.as_of = Span.day(cut["as_of"]) if cut["as_of"] else None
        self.hindsight = cut["with_hindsight"]
        known = [dict(e) for e in entries if 1 <= e["v"] <= KNOWN.get(e["type"], 0)]
        self.known = self.amend(known)
        self.registered = self.register("source", lambda body: body["source"])
        self.terms = self.register("term", lambda body: (body["term"], body.get("kind")))
        acts = [e for e in self.known if e["type"] not in JUDGEMENTS and self.is_said(e)]
        acts = self.about_what_is_there(acts)
        self.acts = {act["id"]: act for act in acts}
        self.ids = {entry["id"] for entry in entries}
        self.retracting = [act for act in reversed(acts) if act["type"] == "retraction"]
        self.retracted_until, self.said_until, self.corrections = {}, {}, {}
        for act in acts:
            for of in targets(act["body"]) if act["type"] == "correction" else []:
                self.corrections.setdefault(of, []).append(act["id"])
        self.links = [e["body"] for e in self.known if e["type"] == "link"]
        self.explained = self.explanations()

    @staticmethod
    def about_what_is_there(acts):
        """Acts without those whose `of` is not among them, each after what it is about. What is of one
        that is left out is left out too, and what amendments make be of itself in the end."""
        found, waiting, there = [], {}, set()
        for act in acts:
            open_acts = [act]
            while open_acts:
                one = open_acts.pop()
                missing = [of for of in targets(one["body"]) if of not in there]
                if missing:
                    waiting.setdefault(missing[0], []).append(one)
                    continue
                found.append(one)
                there.add(one["id"])
                open_acts += waiting.pop(one["id"], [])
        return found

    @staticmethod
    def amend(entries):
        """Applies the recorder's amendments, the last first, as each may be amended itself."""
        by_id = {e["id"]: e for e in entries}
        changes, void = {}, set()
        for entry in reversed(entries):
            if entry["type"] != "amendment" or entry["id"] in void:
                continue
            changed = Standing.changed(entry, changes.pop(entry["id"], []))
            body, of = changed["body"], changed["body"]["of"]
            if body.get("void"):
                void.add(of)
                continue
            parts = [(path, None) for path in body.get("drop", [])]
            for name, value in body.get("set", {}).items():
                if name == "claim":
                    parts += [(f"claim.{part}", inner) for part, inner in value.items()]
                else:
                    parts.append((name, value))
            for path, value in parts:
                change = {"stated": changed["stated"], "path": path, "value": value}
                changes.setdefault(of, []).insert(0, change)
        amended = [Standing.changed(e, changes.get(e["id"], [])) for e in by_id.values()]
        return [e for e in amended if e["id"] not in void]

    @staticmethod
    def changed(entry, changes):
        entry = dict(entry, body=json.loads(json.dumps(entry["body"])))
        for path in {change["path"] for change in changes}:
            held = holding([change for change in changes if change["path"] == path])
            names = path.split(".", 1)
            place = entry if path == "stated" else entry["body"]
            if len(names) == 2:
                place = place.setdefault(names[0], {})
            if held["value"] is None:
                place.pop(names[-1], None)
            else:
                place[names[-1]] = held["value"]
        return entry

    def is_said(self, entry):
        if self.as_of is None:
            return True
        times = entry["stated"], entry["body"].get("published", entry["stated"])
        return all(said_by(time, self.as_of) for time in times)

    @staticmethod
    def is_said_until(entry, until):
        """Whether an act had been said, and had appeared, by the end of the day of another."""
        last = until and Span(until).last
        times = entry["stated"], entry["body"].get("published", entry["stated"])
        return last is None or all(said_by(time, last) for time in times)

    def register(self, kind, named):
        """What is registered under each name: of several entries the later stated, field by field."""
        fields = {}
        for entry in self.known:
            if entry["type"] == kind:
                for field, value in entry["body"].items():
                    change = {"stated": entry["stated"], "value": value}
                    fields.setdefault((named(entry["body"]), field), []).append(change)
        return {key: holding(values)["value"] for key, values in fields.items()}

    def kind_of(self, what):
        """Whether a word is for remains, people, goods or money, as far as anybody said."""
        if ((what, "what"), "of") in self.terms:
            return self.terms[(what, "what"), "of"]
        return "people" if what in PEOPLE else what if what == "remains" else None

    def is_implausible(self, claim):
        """Whether it has the sender hand over its own: kept out of the sums from the start. A
        direction, or a whose, that the words leave unclear charges nobody."""
        sender, whose = claim.row[1], claim.row[3]
        return (
            sender is not None and sender == whose and "direction" not in claim.unclear
            and self.kind_of(claim.parts.get("what")) in ("people", "remains"))

    def charging_nobody(self, parts, facets):
        """What a confirmation of some facets is about: of a claim that has its sender hand over its own
        only what it names of that."""
        sender = parts.get("from")
        if (
                sender is None or sender != parts.get("whose")
                or {"direction", "whose"} & set(parts.get("unclear", ()))
                or self.kind_of(parts.get("what")) not in ("people", "remains")):
            return parts
        left = ("whose",) if "whose" not in facets else (
            ("from", "to") if "direction" not in facets else ())
        return {name: value for name, value in parts.items() if name not in left}

    def is_outlet(self, claim):
        """Whether its speaker only tells of what others did, by every rendering of its words."""
        return (
            self.registered.get((claim.body["speaker"], "kind")) in ("outlet", "agency")
            or all(rank == 2 for rank in claim.ranks))

    def side(self, body):
        """The side for which an act is said: the words', else the source's, else its superior's."""
        if "side" in body:
            return body["side"]
        source, seen = body["speaker"], set()
        while source and source not in seen:
            if (source, "side") in self.registered:
                return self.registered[source, "side"]
            seen.add(source)
            source = self.registered.get((source, "member_of"))
        return None

    def explanations(self):
        """The explanations that hold, by the event at fault."""
        found = {}
        for entry in self.known:
            body = entry["body"]
            if entry["type"] == "assessment" and body["scale"] == "explanation":
                if self.hindsight or self.as_of is None or said_by(entry["stated"], self.as_of):
                    key = body["of"], tuple(sorted(body.get("against", [])))
                    found.setdefault(key, []).append(entry)
        held = {}
        for (of, _), entries in found.items():
            held.setdefault(of, set()).add(holding(entries)["body"]["value"])
        return held

    def is_live(self, of, until=None):
        """Whether no live retraction, of those said by the end of a day, names an act."""
        return of in self.acts and of not in self.retracted(until)

    def retracted(self, until):
        """The acts that a live retraction names, of those said by the end of a day: found from the last
        act to the first, for a retraction comes after what it retracts."""
        if until not in self.retracted_until:
            found = self.retracted_until[until] = set()
            for act in self.retracting:
                if act["id"] not in found and self.is_said_until(act, until):
                    found.update(targets(act["body"]))
        return self.retracted_until[until]

    def claims(self):
        """The claims of all live acts; what an explanation takes out is not among them."""
        found, out = [], []
        for act in self.acts.values():
            if not self.is_live(act["id"]) or act["type"] == "correction":
                continue
            mine = self.claims_of(act)
            if self.explained.get(act["id"], set()) & set(MOVING):
                out += mine
            else:
                mark_sums_of_several(mine)
                found += mine
        return self.rendered(found), out

    def rendered(self, claims):
        """The claims, with those that render one utterance as one: the best rendering that gives a
        part gives it, and what corrects one of them corrects all. Which they are goes by what was
        said, before corrections."""
        groups = {claim.id: [claim.id] for claim in claims}
        for link in self.links:
            pair = [link[end] for end in ("a", "b")]
            if link["relation"] != "same_utterance" or any(id not in groups for id in pair):
                continue
            said = [self.claims_of(self.acts[id], NEVER) for id in pair]
            mine, others = (groups[id] for id in pair)
            if [len(one) for one in said] == [1, 1] and mine is not others and is_one_proposition(
                    said[0][0], said[1][0]):
                mine += others
                for id in others:
                    groups[id] = mine
        found, made = [], set()
        for claim in claims:
            group = groups[claim.id]
            if len(group) == 1:
                found.append(claim)
            elif group[0] not in made:
                made.add(group[0])
                found += self.together(group)
        return found

    def together(self, ids):
        """What the renderings of one utterance say, as the corrections of any of them leave it."""
        base = merged([self.claims_of(self.acts[id], NEVER)[0] for id in ids])
        changes = [act for id in ids for act in self.correcting(id, None)]
        base.is_own |= any(self.corrects_count(id, None) for id in ids) and any(
            self.acts[id]["type"] != "announcement" for id in ids)
        return [base.with_parts(parts) for parts in self.changed_by(changes, base.parts)]

    def claims_of(self, act, until=None):
        """What an act claims, as the corrections of it by the end of a day leave it."""
        return [
            Claim(act, parts, self.side(act["body"]), named, base, is_own)
            for parts, named, base, _, is_own in self.said(act, until)]

    def said(self, act, until=None):
        """The forms of an act's claim, as the corrections of it that stand change it: what it says
        itself, the act of which it speaks, what that says, what it says as a whole, and whether its
        number is not that of what it is about."""
        if until is None:
            return self.forms(act, until)
        key = act["id"], until
        if key not in self.said_until:
            self.said_until[key] = self.forms(act, until)
        return self.said_until[key]

    def forms(self, act, until):
        body, kind = act["body"], act["type"]
        if kind == "correction":
            near = self.origin(act["id"])
            return self.said(self.acts[near], until) if near in self.acts else []
        if kind == "announcement":
            forms = self.corrected(act["id"], body["claim"], until)
            return [(parts, None, None, parts, False) for parts in forms]
        if kind == "denial" and "instead" in body:
            return self.instead(act, until)
        if kind == "confirmation":
            found = []
            for of in targets(body):
                target = self.acts.get(of)
                said = self.said(target, act["stated"]) if target else []
                for _, beneath, _, there, is_own in said:
                    there = self.charging_nobody(there, body["facets"])
                    is_own |= "count" in body or self.corrects_count(act["id"], until)
                    names = ["act", "scope", "unit", "handover", "unclear"]
                    names += [name for facet in body["facets"] for name in FACETS[facet]]
                    own = {"count": body["count"]} if "count" in body else {}
                    kept = {name: there[name] for name in names if name in there}
                    # What it leaves unsaid itself, who confirms it confirms with it.
                    forms = zip(*(
                        self.corrected(act["id"], {**parts, **own}, until) for parts in (kept, there)))
                    named = self.spoken_of(of, beneath)
                    found += [(form, named, there, whole, is_own) for form, whole in forms]
            return found
        return []

    def stands(self, of):
        """Whether what an act claims is looked at: it is live, and no explanation takes it out."""
        return self.is_live(of) and not self.explained.get(of, set()) & set(MOVING)

    def speaks_for_all(self, of):
        """Whether who confirms a confirmation speaks of its one claim: it stands, and is of one act."""
        return self.stands(of) and len(targets(self.acts[of]["body"])) == 1

    def spoken_of(self, of, beneath):
        """The act of whose claim who names an act speaks: that act, or the one beneath a confirmation that
        does not stand, or is of several."""
        near = self.origin(of)
        kind = self.acts[near]["type"] if near in self.acts else None
        return near if kind != "confirmation" or self.speaks_for_all(near) else beneath

    def nearest(self, of):
        """The act whose claim a denial is of: of a confirmation that does not stand what it confirms."""
        near = self.origin(of)
        while near in self.acts and self.acts[near]["type"] == "confirmation" and not self.stands(near):
            near = self.origin(targets(self.acts[near]["body"])[0])
        return near

    def denied(self, act):
        """The facets that a denial of an act denies; None of the whole. Who denies a correction denies
        what that changed, as long as it stands."""
        facets = set(act["body"].get("facets", ()))
        of = self.acts.get(act["body"].get("of"))
        if of is None or of["type"] != "correction":
            return facets or None
        if not self.is_live(of["id"]):
            return set()
        changed = set(of["body"].get("claim", ()))
        return facets or {facet for facet, names in CHANGED.items() if changed & set(names)}

    def instead(self, act, until):
        """What a denial puts in the place of what it denies: what it leaves unsaid stays."""
        body = act["body"]
        bases = [(body["claim"], None)] if "claim" in body else []
        of = body.get("of")
        if of in self.acts:
            bases = [
                (whole, self.spoken_of(of, beneath))
                for _, beneath, _, whole, _ in self.said(self.acts[of], act["stated"])]
        found = []
        for base, named in bases:
            kept = {name: base[name] for name in ("act", "scope", "unit") if name in base}
            kept.update(body["instead"])
            forms = self.corrected(act["id"], kept, until)
            found += [
                (form, None if names_other(form, base) else named, base, filled(form, base), True)
                for form in forms]
        return found

    def origin(self, of):
        """The act whose claim a correction changes; any other act itself."""
        while of in self.acts and self.acts[of]["type"] == "correction":
            of = self.acts[of]["body"]["of"]
        return of

    def corrected(self, of, parts, until, field="claim"):
        """A claim (or the terms of a deal) with its live corrections by stated; of one day that
        differ, each a form."""
        return self.changed_by(self.correcting(of, until), parts, field)

    def changed_by(self, corrections, parts, field="claim"):
        """A claim (or the terms of a deal) as some corrections, which are live, leave it."""
        values = {}
        for act in corrections:
            for name, value in act["body"].get(field, {}).items():
                values.setdefault(name, []).append((act, value))
        forms, open_parts = [dict(parts)], set()
        for name, changes in values.items():
            given = list({
                json.dumps(value, sort_keys=True): value
                for _, value in self.unsuperseded(changes)}.values())
            if field == "claim" and len(given) > 1 and name in PLACING:
                # Each of them would have the claim counted once more.
                forms = [one_of(form, name, given) for form in forms]
                open_parts.update(part for part in OPENED if name in OPENED[part])
                continue
            forms = [dict(form, **{name: value}) for form in forms for value in given]
        if field != "claim":
            return forms
        unclear = sorted(self.left_unclear(parts, values) | open_parts)
        forms = [{name: form[name] for name in form if name != "unclear"} for form in forms]
        return [dict(form, unclear=unclear) if unclear else form for form in forms]

    def correcting(self, of, until):
        """The live corrections of an act, those of corrections too."""
        waiting = [of]
        while waiting:
            for by in self.corrections.get(waiting.pop(), []):
                if self.is_live(by, until) and self.is_said_until(self.acts[by], until):
                    waiting.append(by)
                    yield self.acts[by]

    def corrects_count(self, of, until):
        return any("count" in act["body"].get("claim", {}) for act in self.correcting(of, until))

    def left_unclear(self, parts, values):
        """The parts of a claim that its corrections leave unclear: one that is given is clear, unless
        the same words name it."""
        own = {act["id"]: set(value) for act, value in values.get("unclear", ())}
        acts = {act["id"]: act for changes in values.values() for act, _ in changes}
        found = set()
        for part in (*FACETS, "scope"):
            names = set(FACETS.get(part, (part,)))
            said = [
                (act, part in own.get(of, ())) for of, act in acts.items()
                if of in own or any(
                    act is by for name in names for by, _ in values.get(name, ()))]
            if any(is_left for _, is_left in self.unsuperseded(said)) if said else (
                    part in parts.get("unclear", ())):
                found.add(part)
        return found

    def unsuperseded(self, changes):
        """Those of some corrections that no other replaces: one that names it, or that is certainly said
        after it and that it does not name; all where each is replaced."""
        named = set()
        for act, _ in changes:
            for of in self.named_by(act):
                if of in named:
                    break
                named.add(of)
        standing = []
        for act, value in changes:
            later = [] if act["id"] in named else [
                other["id"] for other, _ in changes
                if certainly_after(other["stated"], act["stated"])]
            if act["id"] not in named and not set(later).difference(self.named_by(act)):
                standing.append((act, value))
        return standing or changes

    def named_by(self, act):
        """What a correction corrects: the act that it names, what that corrects, and so on."""
        while act is not None and act["type"] == "correction":
            yield act["body"]["of"]
            act = self.acts.get(act["body"]["of"])


def mark_sums_of_several(claims):
    """Marks the totals of one act of its own number, where they are several: on other rows, or of other
    days."""
    sums = [claim for claim in claims if claim.is_own and claim.count and claim.is_total]
    places = {(claim.row, claim.when and claim.when.meaning) for claim in sums}
    for claim in sums:
        claim.is_of_several = len(places) > 1


def one_of(parts, name, values):
    """A claim to which corrections that nothing orders give one field in several ways: days are one
    or the other, and of the rest nobody can tell which holds."""
    found = {field: value for field, value in parts.items() if field != name}
    if name == "when":
        when = either(values)
        return dict(found, when=when) if when else found
    return found if name in ("what", "place", "about", "handover") else dict(parts)


def is_one_proposition(one, two):
    """Whether two renderings give one speaker's words on the same."""
    if one.body["speaker"] != two.body["speaker"] or one.scope != two.scope:
        return False
    if one.parts["act"] != two.parts["act"]:
        return False
    mine, theirs = numbers.of_count(one.count), numbers.of_count(two.count)  # as worded: of one day
    if None in (mine, theirs):
        return True
    if one.count.get("per") == two.count.get("per") and mine.admits(theirs):
        return True
    if any(a is not None and b is not None and a != b for a, b in zip(one.row, two.row)):
        return False
    return not one.when or not two.when or one.when.meaning == two.when.meaning


def merged(claims):
    """What several renderings of one utterance say together."""
    def rank(claim):
        rendering = claim.body.get("rendering")
        place = RENDERINGS.index(rendering) if rendering in RENDERINGS else len(RENDERINGS)
        return place, len(claim.body.get("via", ())), claim.id

    ordered = sorted(claims, key=rank)
    giver = {}
    for claim in ordered:
        for name in claim.parts:
            if name == "whose" and name in claim.unclear:  # as if it were unsaid
                continue
            held = giver.setdefault(name, claim)
            if name == "count" and held.number is None and claim.number is not None:
                giver[name] = claim
    unclear = ["scope"] if "scope" in ordered[0].unclear else []
    for facet, names in FACETS.items():
        holders = [giver[name] for name in names if name in giver] or [ordered[0]]
        if any(facet in holder.unclear for holder in holders):
            unclear.append(facet)
    parts = {name: claim.parts[name] for name, claim in giver.items() if name != "unclear"}
    best = ordered[0].with_parts({**parts, **({"unclear": unclear} if unclear else {})})
    best.ranks = tuple(claim.rank for claim in ordered)
    best.is_own = any(claim.is_own for claim in ordered)
    best.ids = tuple(id for claim in ordered for id in claim.ids)
    best.seqs = tuple(sorted(seq for claim in ordered for seq in claim.seqs))
    best.named = tuple(sorted({name for claim in ordered for name in claim.named}))
    return best
