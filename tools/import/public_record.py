#!/usr/bin/env python3
"""Turns the raw lines of the public record into events that are ready to append.

    tools/import/public_record.py [--check] [FOLDER]

FOLDER (default: events/istanbul-2025) holds
    public-record.raw.jsonl        the raw lines, one public statement each, with its page
    public-record.judgements.json  what was judged by hand, each with the reason
and gets
    public-record.jsonl            the events
    public-record.md               every judgement, as a page to read
The same input gives the same bytes. With --check nothing is written, and a file that would change
makes it exit 1.

What is mechanical stands here, in RULES and the functions under it. A raw line without an entry
under "lines" of the judgements becomes one event by these rules. An entry of a line is a list of
events: each starts from what the rules give and changes what it names ("claim" changes parts of
the claim, "own_claim" replaces it, null removes), with "why". Whatever the rules do not know is
refused, never guessed. Python 3.9, standard library only; nothing is read from the network.
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "events" / "istanbul-2025"

RULES = """\
1. The label is the id of the raw line; the second event of a line gets `-2`, and so on.
2. `stated` and the address of the page (`capture.url`) are taken over.
3. Speaker, attribution and the first part of `via` come from the table of speakers; the rest of
   `via` from the table of outlets. Who speaks is never in its own `via`.
4. The kind gives the act: handover, receipt, handover_mutual and total are a handover; plan and
   expectation a plan; offer, identification and list_delivered what they say. Other kinds are
   judged by hand.
5. `what`, `from`, `to`: taken over, unless they say "both".
6. `whose`: the side that the raw field names, which is the sender's label. A receiver that repeats
   it ("according to the Russian side") confirms nothing by that; where it says in its own words whose
   they are, that is `received_as`, judged by hand. Any other words in the field are judged by hand.
7. `count`: exact, approximate (`about`), at_least (`min`), withheld and unspecified are taken over;
   none gives no count; derived and range are judged by hand.
8. `scope` of a handover: event and each_way are taken over; `cumulative_since_DAY` is cumulative,
   from that day to the end of what occurred. Other acts have none.
9. `when` is what occurred. A plan or an offer of which the line has only the day it was said gets
   none: that is not the day it is for.
10. A quote is marked as English; as a translation, unless the speaker is the outlet itself."""

ACTS = {
    "handover": "handover", "receipt": "handover", "handover_mutual": "handover",
    "total": "handover", "plan": "plan", "expectation": "plan", "offer": "offer",
    "identification": "identification", "list_delivered": "list",
}
COUNTS = {"exact": "exact", "approximate": "about", "at_least": "min"}
CAVEAT = "UA (as claimed by RU; receiver repeats 'according to the Russian side')"
WHOSE = {None: None, "both": None, "UA": "UA", "RU": "RU", CAVEAT: "UA"}


def refuse(line, what):
    """Stops with what is wrong and where."""
    sys.exit(f"{line}: {what}")


def count(raw):
    """Returns the count of a raw line, or None (rule 7)."""
    precision = raw["precision"]
    if precision in ("withheld", "unspecified"):
        return {precision: True}
    if precision in COUNTS and isinstance(raw["count"], int):
        return {COUNTS[precision]: raw["count"]}
    return None


def claim(raw, act):
    """Returns the claim of a raw line as the rules give it (rules 5 to 9)."""
    scope = raw["scope"]
    made = {"act": act, "what": raw["what"]}
    for end in ("from", "to"):
        if raw[end] not in (None, "both"):
            made[end] = raw[end]
    since = re.fullmatch(r"cumulative_since_(\d{4}-\d{2}-\d{2})", scope)
    whose = re.match(r"(UA|RU)\b", raw["whose"] or "")
    if whose:
        made["whose"] = whose[1]
    if count(raw):
        made["count"] = count(raw)
    if act not in ("plan", "offer") or raw["occurred"] != raw["stated"]:
        made["when"] = raw["occurred"]
    if since:
        made["when"] = f"{since[1]}/{raw['occurred'].split('/')[-1]}"
    if act == "handover":
        made["scope"] = "cumulative" if since else scope
    return made


def changed(base, changes):
    """Returns a copy of an object with some fields set, and those set to None removed."""
    result = {**base, **changes}
    return {name: value for name, value in result.items() if value is not None}


def body(raw, entry, tables):
    """Returns the body of one event of a raw line: by the rules, then as judged by hand."""
    who = tables["speakers"].get(raw["speaker"])
    chain = tables["outlets"].get(raw["outlet"])
    if who is None:
        refuse(raw["id"], f"nobody has said who {raw['speaker']!r} is")
    if chain is None:
        refuse(raw["id"], f"nobody has said what {raw['outlet']!r} is")
    speaker = entry.get("speaker", who["speaker"])
    head = who.get("channel", []) if "speaker" not in entry else []
    via = [source for source in head + chain if source != speaker]
    made = {
        "speaker": speaker,
        "attribution": entry.get("attribution", who["attribution"]),
        "via": via or None,
        "capture": {"url": raw["url"]},
    }
    if "quote" in entry:
        own = made["attribution"] == "outlet"
        made.update(quote=None, lang="en", rendering="verbatim" if own else "translation")
    if entry.get("type", "announcement") == "announcement":
        if "own_claim" in entry:
            made["claim"] = entry["own_claim"]
        else:
            changes = entry.get("claim", {})
            act = changes.get("act", ACTS.get(raw["kind"]))
            made["claim"] = changed(claim(raw, act), changes)
        if made["claim"].get("act") is None:
            refuse(raw["id"], f"the kind {raw['kind']!r} has to be judged by hand")
        if "claim" not in entry and "own_claim" not in entry and raw["precision"] in (
            "derived", "range",
        ):
            refuse(raw["id"], f"a count that is {raw['precision']} has to be judged by hand")
        if not entry and raw["whose"] not in WHOSE:
            refuse(raw["id"], f"whose is {raw['whose']!r}: that has to be judged by hand")
    elif "own_claim" in entry:
        made["claim"] = entry["own_claim"]
    skipped = ("type", "claim", "own_claim", "why", "stated")
    return changed(made, {k: v for k, v in entry.items() if k not in skipped})


def line_events(raw, tables):
    """Yields the events of one raw line, each with the entry that it was judged by."""
    whole = any(left.get("whole") and left["line"] == raw["id"] for left in tables["left_out"])
    entries = [] if whole else tables["lines"].get(raw["id"], [{}])
    made = []
    for number, entry in enumerate(entries, 1):
        event = {
            "label": raw["id"] if number == 1 else f"{raw['id']}-{number}",
            "type": entry.get("type", "announcement"),
            "stated": entry.get("stated", raw["stated"]),
            "body": body(raw, entry, tables),
        }
        made.append(event)
        yield event, entry
    if not whole:
        left = [left["what"] for left in tables["left_out"] if left["line"] == raw["id"]]
        check_numbers(raw, made, left)


def numbers(value):
    """Returns all numbers in a value, and in the texts in it."""
    if isinstance(value, bool) or value is None:
        return set()
    if isinstance(value, int):
        return {value}
    if isinstance(value, str):
        return {int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", value)}
    parts = value.values() if isinstance(value, dict) else value
    return set().union(*map(numbers, parts))


def check_numbers(raw, events, left_out):
    """Refuses a line that gives a number in `count` or `whose` which no event of it has, and which is
    not named among what is left out."""
    held = set().union(*(
        numbers(event["body"].get(name)) for event in events
        for name in ("claim", "count", "instead", "obligations", "quote")))
    dropped = sorted((numbers(raw["count"]) | numbers(raw["whose"])) - held - numbers(left_out))
    if dropped:
        refuse(raw["id"], f"{dropped[0]} would be dropped: it has to be judged by hand")


def judgement(kind, label, tables, fields):
    """Returns an event of the recorder, stated on the day of judging."""
    if not fields.get("reason"):
        refuse(label, "a judgement needs a reason")
    return {"label": label, "type": kind, "stated": tables["judged"], "body": fields}


def sources(tables):
    """Returns the registrations of sources."""
    made = []
    for source in tables["sources"]:
        fields = {name: value for name, value in source.items() if name != "label"}
        fields.setdefault("reason", tables["plain_outlet"])
        label = source.get("label", f"SRC-{source['source']}")
        made.append(judgement("source", label, tables, fields))
    return made


def links(tables):
    """Returns the links between events."""
    made = []
    for link in tables["links"]:
        names = [link[end].removeprefix("@") for end in ("a", "b")]
        label = f"LNK-{names[0]}-{names[1]}-{link['relation'].split('_')[-1]}"
        made.append(judgement("link", label, tables, link))
    return made


def assessments(tables):
    """Returns the assessments."""
    made = []
    for assessment in tables["assessments"]:
        name = (assessment.get("of") or assessment.get("medium")).removeprefix("@")
        event = judgement("assessment", f"ASM-{name}", tables, assessment)
        made.append({**event, "v": 2} if assessment["scale"] == "placement" else event)
    return made


def terms(tables):
    """Returns what short names stand for."""
    return [judgement("term", f"TERM-{term['term']}", tables, term) for term in tables["terms"]]


def check(raws, tables):
    """Refuses judgements about lines that there are not, and lines judged twice."""
    known = {raw["id"] for raw in raws}
    if len(known) != len(raws):
        refuse("public-record.raw.jsonl", "an id stands there twice")
    for line, entries in tables["lines"].items():
        if line not in known:
            refuse(line, "judged, but no raw line has this id")
        if not entries:
            refuse(line, "an entry without events; a line left out is named under left_out")
        for entry in entries:
            if not entry.get("why"):
                refuse(line, "judged by hand without a why")
    for left in tables["left_out"]:
        if left["line"] not in known:
            refuse(left["line"], "left out, but no raw line has this id")
        if left.get("whole") and left["line"] in tables["lines"]:
            refuse(left["line"], "left out as a whole, and judged all the same")
    used = {raw["speaker"] for raw in raws}, {raw["outlet"] for raw in raws}
    for table, names in zip(("speakers", "outlets"), used):
        for name in sorted(set(tables[table]) - names):
            refuse(name, f"stands in the table of {table}, but in no raw line")


def number(count):
    """Returns a count as people write it."""
    for kind, form in (("exact", "{:,}"), ("about", "about {:,}"), ("min", "at least {:,}")):
        if kind in count:
            return form.format(count[kind])
    return "no number" if "unspecified" in count else "number withheld"


def gist(event):
    """Returns what was decided on an event, in a few words."""
    fields = event["body"]
    made = fields.get("claim")
    words = [event["type"] if made is None or event["type"] != "announcement" else made["act"]]
    if "of" in fields:
        words.append(f"of {fields['of'].removeprefix('@')}")
    words += fields.get("facets", [])
    for name in ("agreement", "medium", "silent"):
        if name in fields:
            words.append(fields[name])
    for owed in fields.get("obligations", []):
        due = f", due {owed['due']}" if "due" in owed else ""
        way = f"{owed['debtor']}→{owed['creditor']}"
        words.append(f"{way} {owed['what']} {number(owed['count'])}{due};")
    if made:
        if "count" in made:
            words.append(number(made["count"]))
        if "what" in made:
            words.append(made["what"])
        if "from" in made or "to" in made:
            words.append(f"{made.get('from', '?')}→{made.get('to', '?')}")
        if "whose" in made:
            words.append(f"of {made['whose']}")
        if "identified_as" in made:
            words.append(f"identified as {made['identified_as']}")
        if "when" in made:
            words.append(made["when"])
        if made.get("scope", "event") != "event":
            words.append(made["scope"])
    return " ".join(words).rstrip(";")


def cell(text):
    """Returns text for a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def table(heads, rows):
    """Returns a Markdown table."""
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(cell, row)) + " |" for row in rows])


def page(events, judged, tables):
    """Returns the page that lists every judgement made by hand."""
    plain, told = [], []
    for event in events:
        if event["type"] == "source":
            fields = event["body"]
            if fields["reason"] == tables["plain_outlet"]:
                plain.append(f"`{fields['source']}`")
                continue
            ties = [fields[name] for name in ("member_of", "derived_from") if name in fields]
            told.append((f"`{fields['source']}`", fields.get("side", "–"), ", ".join(ties) or "–",
                         fields["reason"]))
    lines = [(event["label"], gist(event), why) for event, why in judged]
    linked = [(e["body"]["a"].removeprefix("@"), e["body"]["b"].removeprefix("@"),
               e["body"]["relation"], e["body"]["reason"]) for e in events if e["type"] == "link"]
    assessed = []
    for event in events:
        if event["type"] == "assessment":
            fields = event["body"]
            against = ", ".join(other.removeprefix("@") for other in fields.get("against", []))
            assessed.append(((fields.get("of") or fields["medium"]).removeprefix("@"),
                             f"{fields['scale']}: {fields['value']}", against or "–",
                             fields["reason"]))
    left = [(item["line"], item["what"], item["why"]) for item in tables["left_out"]]
    parts = [tables["page"]["head"], "## By rule", RULES]
    parts += ["## Line by line", tables["page"]["lines"],
              table(("label", "held as", "why"), lines)]
    parts += ["## Left out", table(("line", "what", "why"), left)]
    parts += ["## Who speaks for whom", tables["page"]["sources"],
              table(("source", "side", "belongs to, or copies", "why"), told),
              f"{tables['page']['plain']} {', '.join(plain)}."]
    parts += ["## Links", table(("a", "b", "relation", "why"), linked)]
    parts += ["## Assessments", tables["page"]["assessments"],
              table(("of", "value", "against", "why"), assessed)]
    named = [(f"`{term['term']}`", term["name"], term["reason"]) for term in tables["terms"]]
    parts += ["## Terms", table(("term", "name", "why"), named)]
    return "\n\n".join(parts) + "\n"


def main(arguments):
    """Writes the events and the page, or with --check says whether they would change."""
    is_check = "--check" in arguments
    folders = [argument for argument in arguments if argument != "--check"]
    if len(folders) > 1 or any(folder.startswith("-") for folder in folders):
        sys.exit(__doc__.split("\n\n")[1].strip())
    folder = pathlib.Path(folders[0]) if folders else FOLDER
    raw_text = (folder / "public-record.raw.jsonl").read_text(encoding="utf-8")
    raws = [json.loads(line) for line in raw_text.splitlines()]
    tables = json.loads((folder / "public-record.judgements.json").read_text(encoding="utf-8"))
    check(raws, tables)
    pairs = [pair for raw in raws for pair in line_events(raw, tables)]
    events = sources(tables) + [event for event, _ in pairs]
    events += links(tables) + assessments(tables) + terms(tables)
    judged = [(event, entry["why"]) for event, entry in pairs if "why" in entry]
    lines = [json.dumps(e, ensure_ascii=False, separators=(",", ":")) + "\n" for e in events]
    outputs = {
        "public-record.jsonl": "".join(lines),
        "public-record.md": page(events, judged, tables),
    }
    differs = False
    for name, text in outputs.items():
        path = folder / name
        if path.exists() and path.read_bytes() == text.encode():
            continue
        differs = True
        if is_check:
            print(f"{path}: is not what the raw lines and the judgements give", file=sys.stderr)
        else:
            path.write_bytes(text.encode())
    if is_check and differs:
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
