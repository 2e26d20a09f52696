#!/usr/bin/env python3
"""Writes a made-up record as content lines, the same for the same seed and number of events.

The mix follows the record in events/istanbul-2025: all types of event that a record without
sealed fields has, references by id, corrections, retractions, amendments, Cyrillic text, and
lengths like the real ones. Parties, and so the rows of the totals, grow with the record: one row
has about 1,000 events however long the record is; with --one-row all are on one.

    tools/bench/generate.py --events 100000 > made-up.jsonl
"""
import argparse
import datetime
import hashlib
import json
import random
import sys

WORDS = (
    "передали тіла загиблих військових сьогодні під час чергового етапу репатріації за сприяння "
    "сторона повідомила переговори обмін полонених список узгоджено останки доставлено стороны "
    "the bodies were handed over today under the agreement reached in the talks officials said"
).split()
PLACES = ["Нова Гута", "Novaya Guta", "на кордоні", "the border crossing", "Chernihiv region"]
THINGS = ["remains", "remains", "remains", "prisoners", "civilians"]
KINDS = ["person", "institution", "agency", "outlet"]
FIRST_DAY, LAST_DAY = datetime.date(2014, 3, 1), datetime.date(2026, 6, 30)


class Generator:
    """Makes events one after the other; `add` hands each to `write` and returns its id."""

    def __init__(self, events, seed, write, one_row=False):
        self.events, self.write, self.made, self.one_row = events, write, 0, one_row
        self.rng = random.Random(f"{seed}/{events}")
        self.acts = []  # the latest acts: id, speaker, its side, claim, day
        self.claims = self.handovers = 0

    def add(self, type, stated, body, label=None):
        if self.made == self.events:
            return None
        if type not in ("source", "agreement") and self.rng.random() < 0.002:
            body["repeat"] = self.rng.randrange(2, 1_000_000)
        content = {"body": body, "stated": stated, "type": type, "v": 1}
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if label and self.rng.random() < 0.5:
            content["label"] = f"{label}-{self.made + 1}"
            line = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        else:
            line = text
        self.write(line + "\n")
        self.made += 1
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def words(self, most):
        return " ".join(self.rng.choices(WORDS, k=self.rng.randrange(2, most)))

    def run(self):
        self.register()
        while self.made < self.events:
            self.occurrence()

    # Who there is: parties in pairs, each with its speakers, outlets that copy one another.

    def register(self):
        pairs = max(2, self.events // 3000)
        count = 2
        while count * (count - 1) < pairs:
            count += 1
        self.parties = [f"P{number}" if number > 1 else ("RU", "UA")[number] for number in range(count)]
        self.pairs = [(a, b) for a in self.parties for b in self.parties if a != b][:pairs]
        if pairs == 2:
            self.pairs = [("RU", "UA"), ("UA", "RU")]
        if self.one_row:
            self.parties, self.pairs, count = ["RU", "UA"], [("RU", "UA")], 2
        self.speakers = {party: [] for party in self.parties}
        self.outlets = []
        sources = max(12, min(self.events // 50, 4 * count + 400))
        for number in range(sources):
            party = self.parties[number % count]
            kind = KINDS[number // count % len(KINDS)]
            name = f"s{number}-{party.lower()}"
            body = {
                "source": name, "kind": kind, "name": f"Джерело {number} {self.words(4)}",
                "reason": f"Registered with the feed; {self.words(8)}.",
            }
            if kind == "outlet" or kind == "agency":
                if self.outlets and number % 3 == 0:
                    body["derived_from"] = self.rng.choice(self.outlets)
                self.outlets.append(name)
            else:
                body["side"] = party
                self.speakers[party].append(name)
            self.add("source", "2014-03-01", body)
        self.outlets = self.outlets or ["s0-ru"]
        self.agreements = {}
        for number, pair in enumerate(self.pairs[: max(1, self.events // 4000)]):
            name = f"deal-{number}"
            sender, receiver = pair
            speaker = self.speaker(sender)
            self.add("agreement", "2014-03-02", {
                "speaker": speaker, "attribution": "named", "agreement": name,
                "names": [f"Угода {number}"], "when": "2014-03-02", "parties": [sender, receiver],
                "obligations": [{
                    "debtor": sender, "creditor": receiver, "what": "remains", "whose": receiver,
                    "count": {"exact": 6000}}],
            })
            self.agreements[pair] = name

    def speaker(self, party):
        return self.rng.choice(self.speakers[party] or ["s0-ru"])

    # What happened, and what is said of it.

    def occurrence(self):
        rng = self.rng
        progress = self.made / self.events
        day = FIRST_DAY + (LAST_DAY - FIRST_DAY) * progress
        day += datetime.timedelta(days=rng.randrange(-20, 1))
        sender, receiver = rng.choice(self.pairs)
        claim = {
            "act": "handover", "what": "remains" if self.one_row else rng.choice(THINGS), "from": sender, "to": receiver,
            "whose": receiver, "when": self.when(day), "count": self.count(),
        }
        if rng.random() < 0.1 and (sender, receiver) in self.agreements:
            claim["under"] = self.agreements[sender, receiver]
        if rng.random() < 0.1:
            claim["place"] = rng.choice(PLACES)
        if rng.random() < 0.1:
            claim["unit"] = "body" if claim["what"] == "remains" else "person"
        self.handovers += 1
        first = self.announce(sender, claim, day)
        if rng.random() < 0.45:
            said = dict(claim)
            if rng.random() < 0.2 and "exact" in said["count"]:
                said["count"] = {"exact": max(1, said["count"]["exact"] + rng.randrange(-5, 6))}
            second = self.announce(receiver, said, day)
            if rng.random() < 0.15:
                self.add("link", str(day), {
                    "a": first, "b": second, "relation": "same_handover",
                    "reason": f"Both are about one train; {self.words(6)}."})
        elif rng.random() < 0.4:
            self.add("confirmation", self.stated(day), self.speech(receiver, day) | {
                "of": first, "facets": ["count", "date", "direction"]})
        if rng.random() < 0.25:
            third = self.announce(None, claim, day)
            if rng.random() < 0.3:
                self.add("link", str(day), {
                    "a": third, "b": first, "relation": "same_utterance",
                    "reason": f"A rendering of the same words; {self.words(5)}."})
        self.aftermath(day, sender, receiver)

    def aftermath(self, day, sender, receiver):
        rng = self.rng
        act, speaker, side, claim, said = rng.choice(self.acts)
        later = max(day, said) + datetime.timedelta(days=1)
        chance = rng.random()
        own = {"speaker": speaker, "attribution": "named", "of": act}
        if chance < 0.10:
            self.add("correction", str(later), own | {"claim": {"count": self.count()}})
        elif chance < 0.14:
            self.add("retraction", str(later), own | {"reason": self.words(8)})
        elif chance < 0.21:
            self.add("denial", self.stated(later), self.speech(receiver, later) | {"of": act})
        elif chance < 0.26:
            self.add("assessment", str(later), {
                "of": act, "scale": "credibility", "value": str(rng.randrange(1, 7)),
                "reason": f"Compared with two others; {self.words(8)}."})
        elif chance < 0.29:
            self.add("assessment", str(later), {
                "of": act, "scale": "explanation", "value": rng.choice(["scope", "date", "stale"]),
                "reason": f"It counts another thing; {self.words(8)}."})
        elif chance < 0.31:
            self.add("amendment", str(later), {
                "of": act, "set": {"claim": {"place": f"{rng.choice(PLACES)} {self.made}"}},
                "reason": f"The place was left out; {self.words(5)}."})
        elif chance < 0.35:
            self.add("medium", self.stated(later), self.speech(receiver, later) | {
                "medium": f"m-{self.made}", "kind": rng.choice(["video", "photo", "document"]),
                "when": str(day), "shows": [act], "locator": f"https://example.org/{self.made}"})
        elif chance < 0.37:
            self.add("silence", str(later), self.speech(receiver, later) | {
                "silent": sender, "about": act})
        elif chance < 0.52:
            plan = {"act": rng.choice(["plan", "statement", "talks"]), "what": claim["what"],
                    "from": sender, "to": receiver, "about": self.words(9)}
            self.announce(sender, plan, day)
        elif chance < 0.60:
            total = {key: claim[key] for key in ("act", "what", "from", "to", "whose")} | {
                "when": f"../{day}", "scope": "cumulative", "count": {"exact": rng.randrange(1, 9000)}}
            self.announce(rng.choice([claim["from"], claim["to"]]), total, day)

    def announce(self, party, claim, day):
        speech = self.speech(party, day)
        body = speech | {"claim": claim, "quote": f"{self.words(26)}", "lang": "uk"}
        id = self.add("announcement", self.stated(day), body, label="PR")
        if id and claim["act"] == "handover":
            self.claims += 1
            self.acts = self.acts[-200:] + [(id, speech["speaker"], party, claim, day)]
        return id

    def speech(self, party, day):
        rng = self.rng
        speaker = self.speaker(party) if party else rng.choice(self.outlets)
        body = {"speaker": speaker, "attribution": "named" if party else "outlet"}
        if rng.random() < 0.7:
            body["via"] = [rng.choice(self.outlets)]
        if rng.random() < 0.5:
            body["capture"] = {"url": f"https://example.org/news/{self.made}/{rng.randrange(10**6)}"}
        if rng.random() < 0.3:
            body["rendering"] = rng.choice(["verbatim", "translation", "paraphrase"])
        return body

    def stated(self, day):
        rng = self.rng
        if rng.random() < 0.3:
            return str(day)
        return f"{day}T{rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}Z"

    def when(self, day):
        chance = self.rng.random()
        if chance < 0.85:
            return str(day)
        if chance < 0.93:
            return f"{day}?"
        if chance < 0.97:
            return f"{day - datetime.timedelta(days=2)}/{day}"
        return f"{day.year}-{day.month:02}"

    def count(self):
        chance = self.rng.random()
        number = self.rng.randrange(1, 2000)
        if chance < 0.85:
            return {"exact": number}
        if chance < 0.92:
            return {"about": number // 100 * 100 + 100, "words": "близько"}
        if chance < 0.97:
            return {"min": number, "words": "понад"}
        return {"withheld": True}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one-row", action="store_true", help="all claims on one row")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")
    generator = Generator(options.events, options.seed, sys.stdout.write, options.one_row)
    generator.run()
    print(
        f"{generator.made} events: {generator.claims} claims about {generator.handovers} handovers "
        f"in {len(generator.pairs)} pairs of parties, seed {options.seed}", file=sys.stderr)


if __name__ == "__main__":
    main()
