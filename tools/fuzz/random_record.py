#!/usr/bin/env python3
"""Makes random small records of version 2, which meet as many rules as possible, as content lines.

    tools/fuzz/random_record.py SEED NUMBER

prints the record of that number under that seed: the same for ever. `tools/agree` compares what the
program and the second verifier make of them.
"""

import json
import random
import sys

SOURCES = {  # short id: kind, side, what it is a member of, and its usual attribution
    "north": ("institution", "NORTH", None, "institution"),
    "south": ("institution", "SOUTH", None, "institution"),
    "envoy": ("person", None, "north", "named"),
    "aide": ("person", None, "south", "named"),
    "officials": ("unnamed", "SOUTH", None, "unnamed"),
    "office": ("mediator", None, None, "institution"),
    "east": ("institution", "EAST", None, "institution"),
    "paper": ("outlet", None, None, "outlet"),
    "wire": ("agency", None, None, "outlet")}
SPEAKERS = ["north", "south", "envoy", "aide", "officials", "office", "east", "paper", "wire"]
WEIGHTS = [6, 6, 2, 2, 2, 3, 1, 1, 1]
WHATS = ["remains"] * 4 + ["prisoners"] * 3 + ["lorries", "officers"]
FACETS = {
    "count": ("count",), "direction": ("from", "to"), "date": ("when",), "what": ("what",),
    "whose": ("whose",), "place": ("place",), "agreement": ("under",)}
EXPLANATIONS = [
    "scope", "date", "unit", "direction", "translation", "transmission", "cumulative_as_increment",
    "rounding", "stale", "left_standing"]
DEALS = ["spring", "summer", "autumn"]


class Maker:
    """One record in the making."""

    def __init__(self, seed, number):
        self.random = random.Random(f"{seed}/{number}")
        self.lines, self.acts, self.agreements = [], [], []
        self.mended, self.void = {}, set()
        self.what = self.random.sample(WHATS, 2)

    def some(self, chance):
        return self.random.random() < chance

    def one(self, *values):
        return self.random.choice(values)

    def day(self, first=1, last=24):
        return f"2025-06-{self.random.randint(first, last):02}"

    def add(self, kind, stated, body, v=1):
        label = f"e{len(self.lines)}"
        if body.get("published", stated) < stated:  # nothing appears before it is said
            body = {name: value for name, value in body.items() if name != "published"}
        line = {"type": kind, "stated": stated, "label": label, "body": body}
        if v > 1:
            line["v"] = v
        self.lines.append(line)
        return "@" + label

    def act(self, ref, speaker, claim, facets=None):
        """Notes an act, with the claim that it makes by itself and the facets that it tells of."""
        if facets is None:
            facets = [name for name, parts in FACETS.items() if set(parts) & claim.keys()]
        self.acts.append((ref, speaker, claim, facets))

    # -- Parts

    def when(self):
        first = self.random.randint(2, 20)
        last = first + self.random.randint(1, 6)
        return self.one(
            *[f"2025-06-{first:02}"] * 12, f"2025-06-{first:02}?", f"2025-06-{first:02}~",
            f"2025-06-{first:02}/2025-06-{last:02}", f"2025-06-{first:02}/2025-06-{last:02}",
            "2025-06", f"../2025-06-{last:02}", f"2025-06-{first:02}/..",
            f"[2025-06-{first:02},2025-06-{last:02}]", f"{{2025-06-{first:02},2025-06-{last:02}}}",
            "2025-05/2025-06", "2025", f"XXXX-06-{first:02}")

    def period(self):
        first, last = self.random.randint(1, 14), self.random.randint(14, 24)
        return self.one(
            f"2025-06-{first:02}/2025-06-{last:02}", f"2025-06-{first:02}/2025-06-{last:02}",
            f"../2025-06-{last:02}", f"2025-06-{first:02}/..", "2025-06", None, "2025-05/2025-06")

    def count(self, most=60):
        number = self.random.randint(0, most)
        return self.one(
            *[{"exact": number}] * 8, *[{"exact": self.one(10, 20, 40, 50)}] * 6,
            {"about": self.one(10, 20, 50, 100, 25)}, {"about": self.one(20, 40)},
            {"min": number}, {"max": number}, {"min": number, "max": number + 7},
            {"withheld": True}, {"unspecified": True}, {"exact": 0})

    def row(self):
        frm, to = self.one(("NORTH", "SOUTH"), ("NORTH", "SOUTH"), ("SOUTH", "NORTH"))
        whose = self.one(*[to] * 12, frm, "EAST", "EAST")
        found = {"what": self.one(*[self.what[0]] * 4, self.what[1]), "from": frm, "to": to,
                 "whose": whose}
        for name, chance in (("whose", 0.15), ("from", 0.05), ("to", 0.03), ("what", 0.02)):
            if self.some(chance):
                del found[name]
        return found

    def claim(self):
        scope = self.one(*[None] * 14, "event", *["each_way"] * 3, *["cumulative"] * 6, "part",
                         "both_ways")
        act = self.one(*["handover"] * 24, "plan", "staging", "list")
        found = {"act": act, **self.row()}
        when = self.period() if scope == "cumulative" else self.when()
        if when and self.some(0.95):
            found["when"] = when
        if self.some(0.95):
            found["count"] = self.count(120 if scope == "cumulative" else 60)
        if scope:
            found["scope"] = scope
        for name, chance, value in (
                ("under", 0.2, self.one(*DEALS)), ("handover", 0.05, self.one("x", "y")),
                ("unit", 0.06, self.one("bag", "body")), ("place", 0.08, self.one("A", "B")),
                ("received_as", 0.05, self.one("NORTH", "SOUTH"))):
            if self.some(chance):
                found[name] = value
        v = 1
        if self.some(0.05):
            found["unclear"] = sorted(set(self.random.sample([*FACETS, "scope"], self.one(1, 2))))
            v = 2
        if act == "handover" and scope in (None, "cumulative") and self.some(0.06):
            found["count"] = {"exact": self.random.randint(1, 9), "per": self.one("day", "week")}
            v = 2
        return found, v

    def speech(self, speaker=None):
        speaker = speaker or self.random.choices(SPEAKERS, WEIGHTS)[0]
        found = {"speaker": speaker, "attribution": SOURCES[speaker][3]}
        if self.some(0.06):
            found["attribution"] = self.one("named", "unnamed", "outlet", "unattributed")
        if self.some(0.04):
            found["side"] = self.one("NORTH", "SOUTH", "EAST")
        if self.some(0.15):
            found["via"] = self.random.sample(["paper", "wire"], self.one(1, 2))
        if self.some(0.12):
            found["rendering"] = self.one("verbatim", "translation", "paraphrase", "summary")
        if self.some(0.04):
            found["published"] = self.day(20, 30)
        return found

    # -- Events

    def register(self):
        for name, (kind, side, member, _) in SOURCES.items():
            body = {"source": name, "kind": kind, "name": name.title(), "reason": "r"}
            body.update({"side": side} if side else {})
            body.update({"member_of": member} if member else {})
            self.add("source", "2025-01-01", body)
        if self.some(0.4):
            body = {"term": "officers", "kind": "what", "of": self.one("people", "goods")}
            self.add("term", "2025-01-01", {**body, "reason": "r"})

    def announce(self):
        claim, v = self.claim()
        body = self.speech()
        mine = self.add("announcement", self.day(), {**body, "claim": claim}, v)
        self.act(mine, body["speaker"], claim)

    def perform(self):
        """What a side, or another, says of the performance of a deal."""
        if not self.agreements:
            return
        owed = self.one(*self.one(*self.agreements)[2])
        if "exact" not in owed["count"]:
            return
        what = owed["what"] if isinstance(owed["what"], str) else self.one(*owed["what"])
        number = owed["count"]["exact"]
        claim = {"act": "handover", "what": what, "from": owed["debtor"], "to": owed["creditor"],
                 "count": {"exact": self.one(number, number, number // 2, number + 1)},
                 "when": self.day(6, 22)}
        if self.some(0.95):
            claim["whose"] = owed.get("whose", owed["creditor"])
        if self.some(0.25):
            claim["scope"] = "cumulative"
            claim["when"] = f"2025-06-{self.random.randint(2, 12):02}/{self.day(13, 24)}"
        if self.some(0.3):
            claim["under"] = self.one(*DEALS)
        for speaker in self.random.sample(["north", "south", "office", "paper"], self.one(1, 2)):
            body = {**self.speech(speaker), "claim": dict(claim)}
            mine = self.add("announcement", self.day(12, 24), body)
            self.act(mine, speaker, claim)

    def again(self):
        """The same in another's words, or in another rendering, and perhaps linked to it."""
        of, speaker, claim, _ = self.one(*self.acts)
        if "act" not in claim:
            return
        other = dict(claim)
        if self.some(0.5) and "per" not in claim.get("count", {}):
            other["count"] = self.count()
        if self.some(0.3):
            other["when"] = self.when()
        for name in ("whose", "from", "when", "count", "under"):
            if self.some(0.1):
                other.pop(name, None)
        same = self.some(0.4)
        body = self.speech(speaker if same else None)
        v = 2 if "unclear" in other or "per" in other.get("count", {}) else 1
        mine = self.add("announcement", self.day(), {**body, "claim": other}, v)
        self.act(mine, body["speaker"], other)
        if same and self.some(0.8):
            self.link(mine, of, "same_utterance")
        if self.some(0.3):
            self.link(mine, of, "same_handover")

    def link(self, a, b, relation=None):
        if a != b:
            relation = relation or self.one(
                "same_handover", "same_handover", "distinct_handover", "same_utterance")
            if relation.endswith("_handover") and not (self.hands_over(a) and self.hands_over(b)):
                return  # append asks for claims of a handover
            self.add("link", "2025-07-01", {"a": a, "b": b, "relation": relation, "reason": "r"})

    def now(self, ref):
        """The type of an event, its body as it was repaired, and the acts that it is about."""
        line = self.lines[int(ref.removeprefix("@e"))]
        body = {**line["body"], **self.mended.get(ref, {})}
        of = body.get("of", [])
        return line["type"], body, [of] if isinstance(of, str) else of

    def hands_over(self, ref):
        """Whether an act claims a handover, by itself or by what it is about."""
        kind, body, about = self.now(ref)
        if kind not in ("announcement", "confirmation", "denial", "correction"):
            return False
        claims = [body.get(name, {}) for name in ("claim", "instead")]
        return any(claim.get("act") == "handover" for claim in claims) or any(
            self.hands_over(other) for other in about)

    def said(self, ref):
        """The facets of which an act says something, by itself or by the first that it is about."""
        if ref in self.void:
            return set()
        _, body, about = self.now(ref)
        parts = {**body.get("claim", {}), **body.get("instead", {})}
        found = {name for name, of in FACETS.items() if set(of) & parts.keys()}
        found |= {"count"} if "count" in body else set()
        return found | (self.said(about[0]) if about else set())

    def may_be(self, kind, body, about):
        """Whether append takes an act of a type as it was repaired."""
        if body.get("published", body["stated"]) < body["stated"]:
            return False
        if kind in ("correction", "retraction"):
            return all(self.now(of)[1]["speaker"] == body["speaker"] for of in about)
        return all(set(body.get("facets", [])) <= self.said(of) for of in about)

    def confirm(self):
        of, _, _, facets = self.one(*self.acts)
        facets = [name for name in facets if name in self.said(of)]
        if not facets:
            return
        facets = sorted(self.random.sample(facets, self.random.randint(1, len(facets))))
        also = [act for act, _, _, known in self.acts
                if set(facets) <= set(known) & self.said(act) and act != of]
        if also and self.some(0.2):
            of = sorted([of, self.one(*also)])
        body = {**self.speech(), "of": of, "facets": facets}
        if self.some(0.25):
            body["count"] = self.count()
        body.pop("published", None)
        self.act(self.add("confirmation", self.day(), body), body["speaker"], {}, facets)

    def deny(self):
        of, _, _, facets = self.one(*self.acts)
        facets = [name for name in facets if name in self.said(of)]
        body = {**self.speech(), "of": of}
        if self.some(0.6) and facets:
            body["facets"] = [self.one(*facets)]
        if self.some(0.3):
            body["instead"] = {"count": self.count()}
            if self.some(0.2):
                body["instead"]["when"] = self.when()
        mine = self.add("denial", self.day(), body)
        if "instead" in body:
            self.act(mine, body["speaker"], {}, ["count"])

    def correct(self):
        of, speaker, claim, facets = self.one(*self.acts)
        if not facets:
            return
        changes, v = {"count": self.count()}, 1
        if self.some(0.3):
            changes = {"when": self.when()}
        elif self.some(0.2):
            changes["whose"] = self.one("NORTH", "SOUTH", "EAST")
        elif self.some(0.2):
            changes["under"] = self.one(*DEALS)
        elif self.some(0.15):
            changes = {"from": self.one("NORTH", "SOUTH"), "to": self.one("NORTH", "SOUTH")}
        elif self.some(0.15):
            changes = {"scope": self.one("event", "cumulative", "each_way", "part")}
        elif self.some(0.1):
            changes, v = {"unclear": [self.one("direction", "whose", "scope", "agreement")]}, 2
            if self.some(0.5):
                changes["whose"] = self.one("NORTH", "SOUTH", "EAST")
        elif self.some(0.1):
            changes = {"handover": self.one("first", "second")}
        if "per" in claim.get("count", {}) or claim == {}:
            changes, v = {"place": self.one("A", "B")}, 1
        body = {**self.speech(speaker), "of": of, "claim": changes}
        body.pop("side", None)
        mine = self.add("correction", self.day(), body, v)
        self.act(mine, speaker, {}, facets if self.some(0.5) else [])

    def retract(self):
        of, speaker, _, _ = self.one(*self.acts)
        body = {**self.speech(speaker), "of": of}
        body.pop("side", None)
        self.act(self.add("retraction", self.day(), body), speaker, {})

    def judge(self):
        of, _, claim, _ = self.one(*self.acts)
        kind = self.one("explain", "place", "place", "amend", "repair", "void", "link")
        stated = self.one(self.day(), "2025-07-02", "2025-07-03")
        if kind == "explain":
            body = {"of": of, "scale": "explanation", "value": self.one(*EXPLANATIONS)}
            self.add("assessment", stated, {**body, "reason": "r"})
        elif kind == "place" and claim.get("act") == "handover":
            body = {"of": of, "scale": "placement", "value": self.one(*DEALS, "none")}
            self.add("assessment", stated, {**body, "reason": "r"}, 2)
        elif kind == "amend" and claim.get("act") == "handover" and self.some(0.5):
            change = self.one({"when": self.when()}, {"count": self.count()}, {"whose": "SOUTH"})
            is_new = any(claim.get(name) != value for name, value in change.items())
            if is_new and "per" not in claim.get("count", {}):
                self.add("amendment", stated, {"of": of, "set": {"claim": change}, "reason": "r"})
        elif kind == "repair":
            self.repair(stated)
        elif kind == "void" and self.some(0.3):
            self.add("amendment", stated, {"of": of, "void": True, "reason": "r"})
            self.void.add(of)
        elif kind == "link":
            self.link(of, self.one(*self.acts)[0])

    def repair(self, stated):
        """Who spoke, when, of which act or in what was typed wrong: of any act."""
        acts = [line for line in self.lines if "speaker" in line["body"]]
        mended = self.one(*acts)
        body, ways = mended["body"], ["stated", "speaker", "side"]
        ways += ["of", "of"] if "of" in body and "terms" not in body else []
        ways += ["facets"] if "facets" in body else []
        way = self.one(*ways)
        announced = ["@" + line["label"] for line in acts if line["type"] == "announcement"]
        new = {"stated": self.day(), "speaker": self.one(*SPEAKERS),
               "side": self.one("NORTH", "SOUTH"), "facets": [self.one("count", "date", "whose")],
               "of": self.one(*announced) if announced else None}[way]
        old = mended["stated"] if way == "stated" else body.get(way)
        # What is said of itself, or of what is itself said of nothing, append refuses or sets aside.
        ref = "@" + mended["label"]
        if new is None or old == new or new == ref:
            return
        kind, repaired, _ = self.now(ref)
        repaired = {"stated": mended["stated"], **repaired, way: new}
        of = repaired.get("of", [])
        if not self.may_be(kind, repaired, [of] if isinstance(of, str) else of):
            return
        self.mended[ref] = repaired
        change = {"set": {way: new}}
        if way == "side" and way in body and self.some(0.5):
            change = {"drop": [way]}
        self.add("amendment", stated, {"of": ref, **change, "reason": "r"})

    def identify(self):
        claim = {"act": "identification", "what": self.what[0], **self.row()}
        claim.update(
            count=self.count(9), identified_as=self.one("NORTH", "SOUTH", "EAST"))
        placed = [act for act, _, claim, _ in self.acts if claim.get("act") == "handover"]
        if placed and self.some(0.7):
            claim["about"] = self.one(*placed)
            for name in ("from", "to"):
                claim.pop(name, None)
        if self.some(0.25):
            claim["scope"] = self.one("cumulative", "cumulative", "part")
        if self.some(0.1):
            claim["under"] = self.one(*DEALS)
        body = self.speech()
        mine = self.add("announcement", self.day(), {**body, "claim": claim})
        self.act(mine, body["speaker"], {})

    def agree(self, name, when, earlier):
        """One or several readings of a deal."""
        obligations = [self.obligation() for _ in range(self.one(1, 1, 1, 2))]
        # What is owed for each of others is not itself owed for each: append refuses that.
        is_for_each = any("each" in one["count"] for one in obligations)
        if is_for_each or obligations[0] == obligations[-1]:
            obligations = obligations[:1]
        terms = {
            "agreement": name, "names": [name], "when": when, "parties": ["NORTH", "SOUTH"]}
        for speaker in self.random.sample(
                ["north", "south", "office", "aide", "paper"], self.one(1, 1, 2, 3)):
            mine = json.loads(json.dumps(obligations))
            if self.some(0.25):
                mine[0]["count"] = self.owed()
            mine = mine[:1] if mine[0] in mine[1:] else mine
            body = {**self.speech(speaker), **terms, "obligations": mine}
            body.pop("published", None)
            v = 2 if any(
                {"each", "per"} & one["count"].keys() for one in mine) else 1
            if self.some(0.12):
                until = self.one("2025-06-12", "2025-06-18", self.day(10, 24))
                body["until"], v = max(until, when[:10]), 2  # no deal ends before it is made
            if earlier and self.some(0.15):
                body["renews"], v = self.one(*earlier), 2
            act = self.add("agreement", self.one(when[:10] if len(when) > 7 else "2025-06-05",
                                                 self.day(5, 20)), body, v)
            self.agreements.append((act, speaker, mine))

    def change_deal(self):
        """A correction of a reading, or its retraction."""
        if not self.agreements:
            return
        of, speaker, obligations = self.one(*self.agreements)
        body = {**self.speech(speaker), "of": of}
        for name in ("side", "published"):
            body.pop(name, None)
        if self.some(0.25):
            self.add("retraction", self.day(), body)
            return
        mine = json.loads(json.dumps(obligations))
        mine[0]["count"] = {"exact": self.one(20, 50, 60)}
        mine = mine[:1] if mine[0] in mine[1:] else mine
        until = max(self.day(10, 24), self.now(of)[1].get("when", "")[:10])
        terms, v = self.one(
            ({"obligations": mine}, 2 if any(
                {"each", "per"} & one["count"].keys() for one in mine) else 1),
            ({"when": self.day(2, 10)}, 1), ({"until": until}, 2),
            ({"renews": self.one(*DEALS)}, 2))
        self.add("correction", self.day(), {**body, "terms": terms}, v)

    def owed(self):
        return self.one(
            *[{"exact": self.one(10, 20, 50, 100, 60)}] * 12, {"min": 60}, {"about": 100},
            {"min": 50, "max": 60}, {"unspecified": True},
            {"exact": 4, "per": self.one("day", "week")})

    def obligation(self):
        debtor, creditor = self.one(
            *[("NORTH", "SOUTH")] * 6, *[("SOUTH", "NORTH")] * 3, ("NORTH", "EAST"))
        what = self.one(self.what[0], self.what[0], self.what[0], sorted(set(self.what)))
        found = {"debtor": debtor, "creditor": creditor, "what": what}
        if what != "lorries" or self.some(0.8):  # append asks whose people and remains are
            found["whose"] = creditor
        found["count"] = self.owed()
        if self.some(0.15) and what == self.what[0]:
            what = self.one(*[what] * 4, self.what[1])  # of the same, or of another thing
            of = {"what": what, "from": creditor, "to": debtor}
            if what != "lorries" or self.some(0.8):
                of["whose"] = debtor
            found["count"] = {"each": self.one(1, 2, 15), "of": of}
        if self.some(0.4):
            found["due"] = self.one(self.day(10, 24), "2025-06", "2026-08-01")
        return found

    def record(self):
        self.register()
        earlier = []
        for name in self.random.sample(DEALS, self.one(0, 1, 1, 1, 2, 3)):
            self.agree(name, self.one(self.day(1, 6), self.day(1, 6), self.day(2, 14), "2025-05-20",
                                      "2025-06", "2025-05"), list(earlier))
            earlier.append(name)
        for _ in range(self.random.randint(0, 3)):
            self.perform()
        for _ in range(self.random.randint(1, 7)):
            self.announce()
        steps = [self.again, self.again, self.announce, self.confirm, self.confirm, self.deny,
                 self.correct, self.retract, self.judge, self.judge, self.identify,
                 self.change_deal]
        for _ in range(self.random.randint(0, 9)):
            self.one(*steps)()
        return self.lines


def make(seed, number):
    """The content lines of a record, and the cut at which it is looked at."""
    maker = Maker(seed, number)
    lines = maker.record()
    cut = {}
    if maker.some(0.3):
        cut["as_of"] = maker.day(8, 30)
    if maker.some(0.15):
        first = maker.random.randint(1, 12)
        cut["occurred"] = f"2025-06-{first:02}..2025-06-{first + 10:02}"
    if "as_of" in cut and maker.some(0.3):
        cut["with_hindsight"] = True
    return lines, cut


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for made in make(sys.argv[1], sys.argv[2])[0]:
        print(json.dumps(made, sort_keys=True))
