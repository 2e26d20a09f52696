#!/usr/bin/env python3
"""Validates published events against their JSON Schemas in events/schema.

    tools/validate_events.py [FILE...]

Without files: every line of events/*/*.jsonl, the known-answer vectors, and the records of the
cases in events/cases; NAME.raw.jsonl holds no events and is left out. A file holds content lines, or entries as `tally export` prints them.
The ids of entries, and the canonical bytes of vectors, are computed anew. Lines that must be
refused are tried first. Exits 1 with file and line of everything that is wrong.

Needs Python 3.9 and jsonschema 4.10 (Debian: python3-jsonschema). Reads nothing from the network.
"""

import copy
import hashlib
import json
import pathlib
import re
import sys

from jsonschema import Draft202012Validator, ValidationError, validators

ROOT = pathlib.Path(__file__).resolve().parent.parent
EVENTS = ROOT / "events"
VECTORS = EVENTS / "vectors" / "events.jsonl"
ENVELOPE = ("id", "label", "recorded", "recorder", "seq")


def pattern(validator, expression, instance, schema):
    """Judges `pattern` as ECMA-262 does: `$` is the end, never before a line feed at the end."""
    if validator.is_type(instance, "string"):
        if not re.search(re.sub(r"\$$", r"\\Z", expression), instance):
            yield ValidationError(f"{instance!r} does not match {expression!r}")


Validator = validators.extend(Draft202012Validator, {"pattern": pattern})


def references(value):
    """Yields every `$ref` in a schema."""
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        value = list(value.values())
    if isinstance(value, list):
        for element in value:
            yield from references(element)


def schemas():
    """Returns a validator for each schema, by its name and version; all of them stand alone."""
    found = {}
    for path in sorted((EVENTS / "schema").glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        Validator.check_schema(schema)
        if schema["$id"] != path.name or not all(r.startswith("#") for r in references(schema)):
            sys.exit(f"{path}: its $id is not its name, or it refers to another file")
        name, version = re.fullmatch(r"(\w+)\.v(\d+)\.json", path.name).groups()
        found[name, int(version)] = Validator(schema)
    return found


def members(pairs):
    """Makes an object, in which no name may stand twice."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return dict(pairs)


def number(text):
    """Refuses a number with a fraction or an exponent, even where JSON Schema takes it."""
    raise ValueError(f"{text} is no integer")


def read(line):
    """Returns the JSON value that `line` writes."""
    return json.loads(
        line, object_pairs_hook=members, parse_float=number, parse_constant=number
    )


def problems(validator, value):
    """Lists what is wrong with `value`."""
    errors = sorted(validator.iter_errors(value), key=lambda error: error.json_path)
    return [f"{error.json_path}: {error.message[:300]}" for error in errors]


def canonical(content):
    """Returns the canonical text of content, and its id."""
    whole = {name: content[name] for name in ("body", "stated", "type")}
    whole["v"] = content.get("v", 1)
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text, hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def judge(line, known, unknown_allowed=False):
    """Lists what is wrong with a content line or an entry."""
    if not isinstance(line, dict):
        return ["this is no object"]
    found = []
    if "seq" in line:
        found = problems(known["entry", 1], line)
        if not found and canonical(line)[1] != line["id"]:
            found = [f"the id is {canonical(line)[1]}, not {line['id']}"]
        line = {name: line[name] for name in line if name not in ENVELOPE}
        unknown_allowed = True
    name = line.get("type")
    versions = sorted(v for type, v in known if type == name and type != "entry")
    if "v" in line or unknown_allowed:  # an entry, or a line that says which
        versions = [v for v in versions if v == line.get("v", 1)]
    if not versions:
        return found if unknown_allowed else found + [f"there is no schema for {name!r}"]
    judged = [problems(known[name, version], line) for version in versions]
    return found + min(judged, key=len)


def judge_vector(vector, known):
    """Lists what is wrong with a vector; its content may be of a type or version not known."""
    content = vector["content"]
    text, digest = canonical(content)
    found = judge(content, known, unknown_allowed=True)
    if text != vector["canonical"]:
        found.append(f"the canonical bytes are {text}")
    if digest != vector["id"]:
        found.append(f"the id is {digest}")
    entry = {**content, "v": content.get("v", 1), "id": vector["id"], "seq": 1}
    return found + judge({**entry, "recorded": RECORDED, "recorder": "r"}, known)


RECORDED = "2025-06-13T09:15:00.000000Z"

GOOD = {
    "label": "PR-046",
    "type": "announcement",
    "stated": "2025-06-11",
    "body": {
        "speaker": "medinsky",
        "attribution": "named",
        "via": ["tass"],
        "quote": "x" * 299 + "\U0001f600",
        "claim": {"act": "handover", "count": {"min": 57, "max": 79}, "about": "@PR-045"},
    },
}
NEW = copy.deepcopy(GOOD)
NEW["body"]["claim"]["unclear"] = ["direction", "scope"]
ROW = {"what": "remains", "from": "GAZA", "to": "IL", "whose": "IL"}
OWED = {"debtor": "IL", "creditor": "GAZA", "what": "remains", "count": {"each": 15, "of": ROW}}
DEAL = {
    "type": "agreement",
    "stated": "2025-10-09",
    "body": {
        "speaker": "mediators", "attribution": "institution", "agreement": "new", "renews": "old",
        "names": ["the deal"], "when": "2025-10-09", "parties": ["IL", "GAZA"],
        "until": "2025-12-31", "obligations": [OWED],
    },
}
TERM = {
    "type": "term",
    "stated": "2025",
    "body": {"term": "lorries", "kind": "what", "of": "goods", "reason": "y"},
}
PLACED = {
    "type": "assessment",
    "stated": "2025",
    "body": {"of": "0" * 32, "scale": "placement", "value": "new", "reason": "y"},
}
REASON = {"type": "source", "stated": "2025", "body": {"source": "medinsky"}}
SCALE = {
    "type": "assessment",
    "stated": "2025",
    "body": {"source": "x", "scale": "reliability", "value": "A", "reason": "y"},
}
OF = {
    "type": "retraction",
    "stated": "2025",
    "body": {"speaker": "x", "attribution": "named", "of": "@PR-046"},
}

SIGNED = copy.deepcopy(OF)
SIGNED["body"]["signature"] = "U1NIU0lH" + "A" * 248
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43
SOURCE = {
    "type": "source",
    "stated": "2025",
    "body": {"source": "office", "kind": "ministry", "name": "x", "key": [KEY], "reason": "y"},
}

ENTRY = {**OF, "v": 1, "seq": 1, "recorded": RECORDED, "recorder": "r"}
ENTRY["body"] = {**OF["body"], "of": "0" * 32}
ENTRY["id"] = canonical(ENTRY)[1]

# What must be refused: a line that is right, the path to one value in it, and the wrong value.
WRONG = [
    (GOOD, "stated", None),
    (GOOD, "stated", "June 11"),
    (GOOD, "v", 1000),
    (GOOD, "v", 0),
    (GOOD, "seen", "2025"),
    (GOOD, "label", "abcdef"),
    (GOOD, "label", "PR-046\n"),
    (GOOD, "body.speaker", "Medinsky"),
    (GOOD, "body.speaker", "medinsky\n"),
    (GOOD, "body.said", "x"),
    (GOOD, "body.via", []),
    (GOOD, "body.via", ["tass", "tass"]),
    (GOOD, "body.quote", ""),
    (GOOD, "body.quote", "\U0001f600" * 301),
    (GOOD, "body.attribution", "nobody"),
    (GOOD, "body.claim.act", "gift"),
    (GOOD, "body.claim.name", "x"),
    (GOOD, "body.claim.count", 1212),
    (GOOD, "body.claim.count", {}),
    (GOOD, "body.claim.count", {"exact": -1}),
    (GOOD, "body.claim.count", {"exact": 2**53}),
    (GOOD, "body.claim.count", {"exact": 1, "about": 1}),
    (GOOD, "body.claim.count", {"withheld": False}),
    (GOOD, "body.claim.count", {"exact": 600, "per": "hour"}),
    (NEW, "v", 1),
    (NEW, "body.claim.unclear", []),
    (NEW, "body.claim.unclear", ["scope", "scope"]),
    (NEW, "body.claim.unclear", ["unit"]),
    (DEAL, "body.obligations", [{**OWED, "count": {"each": 0, "of": ROW}}]),
    (DEAL, "body.obligations", [{**OWED, "count": {"each": 10**9 + 1, "of": ROW}}]),
    (DEAL, "body.obligations", [{**OWED, "count": {"each": 15}}]),
    (DEAL, "body.obligations", [{**OWED, "count": {"each": 15, "of": {**ROW, "what": 1}}}]),
    (DEAL, "body.renews", "The deal"),
    (TERM, "body.kind", "word"),
    (TERM, "body.of", "animals"),
    (PLACED, "body.value", "Not an id"),
    (GOOD, "body._sd", ["short"]),
    (REASON, "body.kind", "person"),
    (SCALE, "body.value", "1"),
    (SCALE, "body.of", "0" * 32),
    (OF, "body.of", "0" * 31),
    (OF, "body.of", "@abcdef"),
    (SIGNED, "v", 1),
    (SIGNED, "body.signature", "signed"),
    (SIGNED, "body.signature", "U1NIU0lH" + "A" * 248 + "\n"),
    (SIGNED, "body.signature", ["U1NIU0lH" + "A" * 248]),
    (SCALE, "body.signature", "U1NIU0lH" + "A" * 248),
    (SOURCE, "v", 1),
    (SOURCE, "body.kind", "people"),
    (SOURCE, "body.key", []),
    (SOURCE, "body.key", [KEY, KEY]),
    (SOURCE, "body.key", KEY + " office"),
    (SOURCE, "body.key", KEY.replace("ed25519", "rsa")),
    (SOURCE, "body.key", "all"),
    (ENTRY, "id", "0" * 32),
    (ENTRY, "seq", 0),
    (ENTRY, "recorder", None),
    (ENTRY, "recorded", "2025-06-13"),
    (ENTRY, "body.of", "1" * 32),
]


def changed(line, path, value):
    """Returns a copy of `line` with another value at `path`; None takes it away."""
    line = copy.deepcopy(line)
    *outer, last = path.split(".")
    place = line
    for name in outer:
        place = place[name]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return line


def self_check(known):
    """Lists the right lines that are refused and the wrong ones that are taken."""
    right = [GOOD, changed(REASON, "body.reason", "y"), changed(REASON, "body._sd", ["a" * 43])]
    right += [SCALE, OF, ENTRY, NEW, DEAL, TERM, PLACED, changed(NEW, "v", 2)]
    right += [SIGNED, SOURCE, changed(SOURCE, "body.key", KEY), changed(SOURCE, "body.key", "none")]
    found = [f"refused, but right: {line}" for line in right if judge(line, known)]
    for line, path, value in WRONG:
        if not judge(changed(line, path, value), known):
            found.append(f"taken, though WRONG in this script lists it: {path} = {value!r}")
    return found


def main(arguments):
    """Validates the files and returns the exit status."""
    known = schemas()
    found = [f"the built-in lines: {problem}" for problem in self_check(known)]
    shipped = [path for path in sorted(EVENTS.glob("*/*.jsonl")) if path.suffixes == [".jsonl"]]
    files = [pathlib.Path(name) for name in arguments] or shipped
    count = 0
    for path in files:
        is_vectors = path.resolve() == VECTORS.resolve()
        for place, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if not line.strip():
                continue
            count += 1
            try:
                value = read(line)
                wrong = judge_vector(value, known) if is_vectors else judge(value, known)
            except (ValueError, KeyError) as error:
                wrong = [f"{type(error).__name__}: {error}"]
            found += [f"{path}:{place}: {problem}" for problem in wrong]
    cases = [] if arguments else sorted((EVENTS / "cases").glob("*.json"))
    for path in cases:
        for place, line in enumerate(json.loads(path.read_text(encoding="utf-8"))["record"], start=1):
            count += 1
            found += [f"{path}: line {place} of its record: {one}" for one in judge(line, known)]
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        print(f"{count} lines of {len(files) + len(cases)} files fit their schemas; {len(WRONG)} were refused.")
    return 1 if found or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
