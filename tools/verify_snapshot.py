#!/usr/bin/env python3
"""Verifies a snapshot of a record, without any part of the program that made it.

    tools/verify_snapshot.py FOLDER [--vkey KEY] [--allowed-signers FILE]

It checks the names, kinds and sums of all files, the signatures over the sums, the signed notes,
every entry, the tree over them, the tiles and entry bundles, the hashes of the reports, and the
disclosures of sealed fields; and it works out the totals from the entries by themselves and
compares them with reports/totals.json.

KEY and FILE, or what they should be, come to you by another way than the folder: a key that lies
in it proves nothing, for whoever changes a snapshot can sign it anew.

Exit status: 0 whole; 1 it could not be checked; 2 not whole; 3 whole, but under a key that nobody
vouched for; 64 the command was not understood.

Needs Python 3.9, `openssl` (3.0) and `ssh-keygen`; nothing else, and no network.
"""

import argparse
import base64
import binascii
import datetime
import hashlib
import html.parser
import json
import os
import re
import stat
import subprocess
import sys
import tempfile

REPORTS = ("contradictions", "handovers", "media", "obligations", "sources", "timeline", "totals")
LARGEST = 1 << 32  # bytes of one file
UNSUMMED = ("SHA256SUMS", "SHA256SUMS.sig", "checkpoint", "sums.note")  # each signed by itself


class Findings(list):
    """What is wrong, each with the file in which it is."""

    def add(self, path, what):
        self.append((path, what))


class Misshapen(Exception):
    """Data that does not have the form it should have."""

    def __init__(self, path, what):
        super().__init__(what)
        self.path, self.what = path, what


def sha256(data):
    return hashlib.sha256(data).digest()


def decoded(text, path):
    """The bytes of base64, which has one spelling only."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Misshapen(path, "it holds base64 that is none") from None
    if base64.b64encode(data).decode() != text:
        raise Misshapen(path, "it holds base64 with a second spelling")
    return data


def refuse(text):
    raise ValueError(f"{text} is no value of an entry")


def parsed(data, path):
    """The JSON in some bytes, of integers, texts, lists and objects only."""
    try:
        return json.loads(data, parse_float=refuse, parse_constant=refuse)
    except (ValueError, RecursionError):
        raise Misshapen(path, "it is no JSON of a snapshot") from None


# -- Files -----------------------------------------------------------------------------------------


def names_in(folder, findings):
    """The paths of all regular files; whatever else lies there is a finding."""
    found = set()
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(place, name)
            short = os.path.relpath(path, folder)
            mode = os.lstat(path).st_mode
            if stat.S_ISREG(mode):
                found.add(short)
            elif not stat.S_ISDIR(mode):
                findings.add(short, "it is no regular file")
            elif not os.listdir(path):
                findings.add(short, "it is an empty folder")
    return found


def tile_name(kind, index, width):
    """The path of a tile or bundle of C2SP tlog-tiles: x001/x234/067, and .p/W if it is partial."""
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{kind}/{'/'.join(groups)}" + ("" if width == 256 else f".p/{width}")


def expected_names(size, present):
    """The paths that a snapshot of this size has."""
    names = {"README.txt", "SHA256SUMS", "checkpoint", "cut.json", "events.jsonl", "log.vkey"}
    names |= {"report.html", "reports.note", "sums.note"}
    names |= {f"reports/{name}.{form}" for name in REPORTS for form in ("json", "csv")}
    names |= {tile_name(kind, index, width) for kind, index, width, _ in tile_places(size)}
    names |= {"disclosures.jsonl"} & present
    names |= {"SHA256SUMS.sig", "allowed_signers"} if "SHA256SUMS.sig" in present else set()
    return names


def tile_places(size):
    """Kind, index, width and level of every tile and bundle of a tree."""
    level, count = 0, size
    while count > 0:
        for index in range((count + 255) // 256):
            width = min(256, count - index * 256)
            yield str(level), index, width, level
            if level == 0:
                yield "entries", index, width, None
        level, count = level + 1, count // 256


def read(folder, name):
    """The bytes of a file, which is no link, whatever was put in its place meanwhile."""
    handle = os.open(os.path.join(folder, name), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Misshapen(name, "it is no regular file")
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Misshapen(name, "it is larger than any file of a snapshot")
    return data


def check_sums(folder, files, findings):
    """SHA256SUMS names every file that is not signed by itself, sorted, with its hash."""
    lines = []
    for name in sorted(files, key=lambda name: name.encode()):
        if name not in UNSUMMED:
            lines.append(f"{sha256(read(folder, name)).hex()}  {name}")
    held = read(folder, "SHA256SUMS").decode("utf-8", "replace").split("\n")
    if held == lines + [""]:
        return
    sums = {line[66:]: line for line in held if line[64:66] == "  "}
    ours = {line[66:]: line for line in lines}
    for name in sorted(sums.keys() | ours.keys()):
        if name not in ours:
            there = "no line of it belongs there" if name in files else "it is not there"
            findings.add(name, f"SHA256SUMS names it, and {there}")
        elif name not in sums:
            findings.add(name, "SHA256SUMS does not name it")
        elif sums[name] != ours[name]:
            findings.add(name, "its SHA-256 is not the one in SHA256SUMS")
    if not any(path in sums.keys() | ours.keys() for path, _ in findings):
        findings.add("SHA256SUMS", "its lines are not as they should be")


# -- Signatures ------------------------------------------------------------------------------------


def run(*command, **more):
    try:
        return subprocess.run(command, capture_output=True, check=False, **more)
    except FileNotFoundError:
        sys.exit(f"{command[0]} is needed, and is not there.")


def check_sums_note(folder, key, head, findings):
    """sums.note is signed, is of this head, and has the hash of SHA256SUMS."""
    name = f"{key.name}/sums"
    lines = opened(read(folder, "sums.note"), key, name, "sums.note")
    if lines[:3] != [name, *head[1:]]:
        findings.add("sums.note", "it is not of the head of the checkpoint")
    if lines[3:] != [f"{sha256(read(folder, 'SHA256SUMS')).hex()}  SHA256SUMS"]:
        findings.add("SHA256SUMS", "it is not the one that sums.note signs")


def check_custodian(folder, files, origin, signers, findings, told):
    """The signature of the custodian's SSH key over SHA256SUMS. Tells whether there is one by a key
    that was not given."""
    if "SHA256SUMS.sig" not in files:
        if signers:
            findings.add("SHA256SUMS.sig", "it is not there")
        told.append("no custodian signed the sums: the log's key alone did")
        return False
    check_armour(read(folder, "SHA256SUMS.sig"), findings)

    def is_signed(by):
        return run(
            "ssh-keygen", "-Y", "verify", "-f", by, "-I", origin,
            "-n", f"snapshot@{origin.split('/')[0]}",
            "-s", os.path.join(folder, "SHA256SUMS.sig"),
            input=read(folder, "SHA256SUMS")).returncode == 0

    if signers and is_signed(signers):
        told.append("the sums are signed by the custodian's key that was given")
        return False
    if not is_signed(os.path.join(folder, "allowed_signers")):
        findings.add("SHA256SUMS.sig", f"it is no signature of {origin} over SHA256SUMS")
    told.append(
        "the sums are signed by a custodian's key that is none of those given" if signers else
        "the sums are signed by a custodian's key that lies in the snapshot")
    return True


def check_armour(data, findings):
    """A signature file is as ssh-keygen writes it, which forgives other line breaks."""
    lines = data.split(b"\n")
    digits = b"".join(lines[1:-2])
    again = [digits[at:at + 70] for at in range(0, len(digits), 70)]
    begin, end = (b"-----%s SSH SIGNATURE-----" % word for word in (b"BEGIN", b"END"))
    if lines != [begin, *again, end, b""]:
        findings.add("SHA256SUMS.sig", "it is not written as ssh-keygen writes it")
        return
    try:
        decoded(digits.decode("ascii"), "SHA256SUMS.sig")
    except (Misshapen, ValueError):
        findings.add("SHA256SUMS.sig", "it holds base64 that is none")


# The points whose order divides 8, in every spelling, the bit of the sign aside: under such a key
# one signature fits many texts.
SMALL_ORDER = {bytes.fromhex(text) for text in (
    "00" * 32, "01" + "00" * 31, "ec" + "ff" * 30 + "7f", "ed" + "ff" * 30 + "7f",
    "ee" + "ff" * 30 + "7f", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")}


class Key:
    """A verifier key of C2SP signed-note, for Ed25519."""

    def __init__(self, text, path):
        self.name, self.id, material = (text.split("+", 2) + ["", ""])[:3]
        data = decoded(material, path)
        if len(data) != 33 or data[0] != 1:
            raise Misshapen(path, "it holds no Ed25519 key")
        self.public = data[1:]
        if self.public[:31] + bytes([self.public[31] & 127]) in SMALL_ORDER:
            raise Misshapen(path, "its key is of small order: anybody can sign under it")
        if self.id != self.id_under(self.name).hex():
            raise Misshapen(path, "its key ID is not that of its name and key")

    def id_under(self, name):
        return sha256(f"{name}\n".encode() + b"\x01" + self.public)[:4]

    def signed(self, text, signature):
        """Whether openssl finds that the key signed the text."""
        with tempfile.TemporaryDirectory() as place:
            paths = [os.path.join(place, name) for name in ("key", "text", "signature")]
            prefix = bytes.fromhex("302a300506032b6570032100")  # RFC 8410
            for path, data in zip(paths, (prefix + self.public, text, signature)):
                with open(path, "wb") as file:
                    file.write(data)
            return run(
                "openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths[0],
                "-rawin", "-in", paths[1], "-sigfile", paths[2]).returncode == 0


def opened(note, key, name, path):
    """The lines of the text of a note that the key signed under a name, with one line of its."""
    text, _, signatures = note.rpartition(b"\n\n")
    text += b"\n"
    if not signatures.endswith(b"\n") or any(byte < 32 and byte != 10 for byte in note):
        raise Misshapen(path, "it is no signed note")
    ours = []
    for line in signatures[:-1].split(b"\n"):
        parts = line.split(b" ")
        if len(parts) != 3 or parts[0] != "—".encode():
            raise Misshapen(path, "it has a line that is no signature")
        data = decoded(parts[2].decode("ascii", "replace"), path)
        if parts[1] == name.encode() and data[:4] == key.id_under(name):
            ours.append(data[4:])
    if len(ours) != 1:
        raise Misshapen(path, f"it has {len(ours) or 'no'} signatures of the key under {name}")
    if len(ours[0]) != 64 or not key.signed(text, ours[0]):
        raise Misshapen(path, "its signature is not that of the key over it")
    return text.decode("utf-8", "replace").split("\n")[:-1]


# -- Entries and tree ------------------------------------------------------------------------------


def canonical(value):
    """RFC 8785 for what an entry may hold."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def entries_of(data, size, findings):
    """The entries of events.jsonl with their bytes."""
    lines = data.split(b"\n")
    if lines.pop() != b"" or len(lines) != size:
        findings.add("events.jsonl", f"it has {len(lines)} lines, and the checkpoint covers {size}")
    entries, last = [], ""
    for seq, line in enumerate(lines, 1):
        try:
            entry = parsed(line, "events.jsonl")
            core = {name: entry[name] for name in ("body", "stated", "type", "v")}
            wrong = {
                "it is not canonical": canonical(entry) != line,
                "its id is not that of its content":
                    sha256(canonical(core))[:16].hex() != entry["id"],
                "it says that it is another": entry["seq"] != seq,
                "it was not recorded after the one before it": entry["recorded"] <= last,
            }
            last = entry["recorded"]
            entries.append(entry)
        except (Misshapen, ValueError, KeyError, TypeError):
            wrong = {"it is no entry": True}
        for what in (what for what, is_so in wrong.items() if is_so):
            findings.add("events.jsonl", f"entry #{seq}: {what}")
    return entries, lines


def levels_of(leaves):
    """The hashes of each level of tiles: leaves, then the roots of full tiles, and so on."""
    levels = [leaves]
    while len(levels[-1]) >= 256:
        below = levels[-1]
        levels.append(
            [root_of(below[at:at + 256]) for at in range(0, len(below) // 256 * 256, 256)])
    return levels


def root_of(hashes):
    """The root over leaf hashes (RFC 6962 §2.1)."""
    if not hashes:
        return sha256(b"")
    while len(hashes) > 1:
        pairs = [
            sha256(b"\x01" + hashes[at] + hashes[at + 1]) for at in range(0, len(hashes) - 1, 2)]
        hashes = pairs + hashes[len(pairs) * 2:]
    return hashes[0]


def check_tiles(folder, files, lines, levels, findings):
    """Every tile and bundle holds what the entries give."""
    for kind, index, width, level in tile_places(len(lines)):
        name = tile_name(kind, index, width)
        if name not in files:
            continue  # said already
        part = slice(index * 256, index * 256 + width)
        if level is None:
            ours = b"".join(len(line).to_bytes(2, "big") + line for line in lines[part])
        else:
            ours = b"".join(levels[level][part])
        if read(folder, name) != ours:
            findings.add(name, "it does not hold what events.jsonl gives")


# -- Reports and sealed fields ---------------------------------------------------------------------


class MainText(html.parser.HTMLParser):
    """The textContent of <main>."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.depth, self.parts = 0, []

    def handle_starttag(self, tag, attrs):
        self.depth += tag == "main"

    def handle_endtag(self, tag):
        self.depth -= tag == "main"

    def handle_data(self, data):
        if self.depth:
            self.parts.append(data)


def check_reports(folder, files, key, head, findings):
    """reports.note is signed, is of this head, and has the hash of every report."""
    name = f"{key.name}/reports"
    lines = opened(read(folder, "reports.note"), key, name, "reports.note")
    if lines[:3] != [name, *head[1:]]:
        findings.add("reports.note", "it is not of the head of the checkpoint")
    ours = {}
    for name in files:
        if name == "cut.json" or name.startswith("reports/"):
            ours[name] = sha256(read(folder, name)).hex()
    if "report.html" in files:
        page = MainText()
        page.feed(read(folder, "report.html").decode("utf-8", "replace"))
        page.close()
        ours["report.html#main"] = sha256("".join(page.parts).encode()).hex()
    signed = {line[66:]: line[:64] for line in lines[3:]}
    for name in sorted(ours.keys() | signed.keys()):
        if ours.get(name) != signed.get(name):
            findings.add(name.removesuffix("#main"), "it is not the one that reports.note signs")
    if lines[3:] != [f"{signed[name]}  {name}" for name in sorted(signed, key=str.encode)]:
        findings.add("reports.note", "its lines are not as they should be")


def sealed_in(value, path=()):
    """Every digest of a sealed field in a body, with the object that holds it and its path."""
    parts = []
    if isinstance(value, dict):
        yield from ((digest, value, path) for digest in value.get("_sd", []))
        parts = [(name, part) for name, part in value.items() if name != "_sd"]
    if isinstance(value, list):
        parts = enumerate(value)
    for name, part in parts:
        yield from sealed_in(part, path + (name,))


# What can be sealed of an event: its name, and the most characters of its text.
SPEECH = {"quote": 300, "capture": None}
SEALABLE = {
    **dict.fromkeys(
        ("announcement", "confirmation", "denial", "correction", "silence", "agreement"), SPEECH),
    "retraction": {**SPEECH, "reason": 2000}, "medium": {**SPEECH, "locator": 2000},
    **dict.fromkeys(("source", "assessment", "link", "amendment", "redaction"), {"reason": 2000}),
}


def sealable(kind, path):
    """The fields that can be sealed in the object at a path; None where nobody can say."""
    names = tuple(name for name in path if isinstance(name, str))
    if kind not in SEALABLE or (kind, names[:1]) == ("amendment", ("set",)):
        return None
    if not names:
        return SEALABLE[kind]
    if names[-1] == "count":
        return {"words": 300}
    return {"place": 200} if names in (("claim",), ("instead",)) else {}


def is_text(value, most):
    return isinstance(value, str) and 1 <= len(value) <= most


def fits(value, most):
    """Whether a sealed value is one that the field could have in plain."""
    if most is not None:
        return is_text(value, most)
    forms = {  # of a capture
        "url": lambda text: is_text(text, 2000), "archive": lambda text: is_text(text, 2000),
        "sha256": lambda text: isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text)}
    return isinstance(value, dict) and value and all(
        name in forms and forms[name](part) for name, part in value.items())


def has_reserved(value):
    """Whether a name that SD-JWT reserves stands somewhere in a value."""
    if isinstance(value, dict):
        return bool({"_sd", "_sd_alg", "..."} & value.keys()) or has_reserved(list(value.values()))
    return isinstance(value, list) and any(map(has_reserved, value))


def opening(name, value, entry, holder, path, opened):
    """Why a disclosure opens no field where its digest stands (RFC 9901 §7.1); None where it does."""
    known = sealable(entry["type"] if entry["v"] == 1 else None, path)
    place = (entry["seq"], path, name)
    wrong = {
        "a name that no field has": name in ("_sd", "..."),
        "a name that stands beside it in plain": name in holder,
        "a name that cannot be sealed there": known is not None and name not in known,
        "a value that the field cannot have":
            known is not None and name in known and not fits(value, known[name]),
        "a value with reserved names": has_reserved(value),
        "a name that another one opens too": place in opened,
    }
    opened.add(place)
    return next((what for what, is_so in wrong.items() if is_so), None)


def url64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def check_disclosures(data, entries, findings):
    """Every disclosure opens a field that is sealed and not erased. Tells how many are what."""
    sealed = {}
    for entry in entries:
        for digest, holder, path in sealed_in(entry["body"]):
            sealed.setdefault(digest, []).append((entry, holder, path))
    erased = sealed.keys() & {
        entry["body"].get("digest") for entry in entries if entry["type"] == "redaction"}
    given, opened = [], set()
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        try:
            text = json.loads(line)["disclosure"]
            content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            salt, name, value = parsed(content, "disclosures.jsonl")
            digest = url64(sha256(text.encode()))
            if line != canonical({"disclosure": text}) or url64(content) != text:
                raise ValueError
            if not isinstance(salt, str) or not isinstance(name, str):
                raise ValueError
        except (Misshapen, ValueError, KeyError, TypeError, AttributeError):
            findings.add("disclosures.jsonl", f"line {number} is no disclosure")
            continue
        given.append(digest)
        if digest not in sealed:
            findings.add("disclosures.jsonl", f"line {number} opens no sealed field")
        elif digest in erased:
            findings.add("disclosures.jsonl", f"line {number} opens a field that was erased")
        elif len(sealed[digest]) > 1:
            findings.add("disclosures.jsonl", f"line {number} has a digest that stands twice")
        elif what := opening(name, value, *sealed[digest][0], opened):
            findings.add("disclosures.jsonl", f"line {number} opens {what}")
    if given != sorted(set(given)) or (data and not data.endswith(b"\n")):
        findings.add("disclosures.jsonl", "its lines are not sorted by digest, each once")
    present = len(sealed.keys() & set(given) - erased)
    withheld = len(sealed) - len(erased) - present
    return f"sealed fields: {present} present, {withheld} withheld, {len(erased)} erased"


# -- Dates (EDTF, ISO 8601-2 levels 0 and 1, and sets) ---------------------------------------------

FIRST, LAST = datetime.date.min, datetime.date.max
SEASON = r"\d{4}-2[1-4]"
INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:Z|([+-])(\d\d):(\d\d))")


class Span:
    """The days that a date may lie on: None at an end that is open or not known."""

    def __init__(self, text):
        self.text = re.sub(r"[?~%]", "", text)
        self.first, self.last = self.read(self.text)
        self.known = self.first is not None or self.last is not None
        self.season = self.text if re.fullmatch(SEASON, self.text) else None

    @property
    def meaning(self):
        """What the date means: equal for two that are one `when`, in whatever words."""
        if self.is_day:
            return self.first
        if re.search(r"X[-X]*[0-9]", self.text):
            return self.text
        if "/" in self.text:
            ends = [Span(end) for end in self.text.split("/")]
            plain = all(end.is_day or not end.known for end in ends)
            return "through", self.first, self.last, plain or tuple(
                (end.season or end.first, end.last) for end in ends)
        is_set = self.text[:1] in ("[", "{")
        members = self.text[1:-1].split(",") if is_set else [self.text]
        spans = [Span(member.replace("..", "/")) for member in members]
        joined = []
        for one in sorted(spans, key=lambda span: span.first or FIRST):
            first, last = one.first or FIRST, one.last or LAST
            if joined and first.toordinal() <= joined[-1][1].toordinal() + 1:
                first, last = joined[-1][0], max(joined.pop()[1], last)
            joined.append((first, last))
        manner = "all" if self.text[:1] == "{" and (len(members) > 1 or ".." in self.text) else "within"
        return manner, tuple(joined), frozenset(one.season for one in spans)

    def read(self, text):
        if text[:1] in ("[", "{"):
            parts = [self.read(part.replace("..", "/")) for part in text[1:-1].split(",")]
            firsts, lasts = zip(*parts)
            return (None if None in firsts else min(firsts), None if None in lasts else max(lasts))
        if "/" in text:
            start, end = text.split("/", 1)
            return self.read(start)[0], self.read(end)[1]
        if "T" in text:  # the day that it writes: that of its own place
            return self.day(text[:10]), self.day(text[:10])
        if re.fullmatch(SEASON, text):  # at some time of its year; a winter goes on into the next
            year, is_winter = int(text[:4]), text.endswith("24")
            return self.bound(text[:4], False), (
                self.bound(f"{year + 1:04}-02", True) if is_winter else self.bound(text[:4], True))
        if text in ("", "..") or "X" in text.split("-")[0]:
            return None, None
        start = end = text
        for place, letter in enumerate(text):
            if letter == "X":
                start = start[:place] + "0" + start[place + 1:]
                end = end[:place] + "9" + end[place + 1:]
        return self.bound(start, False), self.bound(end, True)

    @staticmethod
    def bound(text, is_end):
        """The first or last day of a year, month or day; digits beyond the calendar are cut."""
        parts = [int(part) for part in text.split("-")]
        year = parts[0]
        month = min(max(parts[1], 1), 12) if len(parts) > 1 else (12 if is_end else 1)
        if len(parts) > 2 and not is_end:
            return datetime.date(year, month, max(parts[2], 1))
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        last = (following - datetime.timedelta(days=1)).day
        if len(parts) > 2:
            last = min(parts[2], last)
        return datetime.date(year, month, last if is_end else 1)

    @staticmethod
    def day(text):
        return datetime.date.fromisoformat(text)

    @property
    def is_day(self):
        return self.first is not None and self.first == self.last

    def inside(self, other):
        """Whether all its days are days of another."""
        return (
            self.known and (other.first or FIRST) <= (self.first or FIRST)
            and (self.last or LAST) <= (other.last or LAST))

    def meets(self, other):
        return (
            (self.first or FIRST) <= (other.last or LAST)
            and (other.first or FIRST) <= (self.last or LAST)
            and not self.is_other_season(other))

    def is_other_season(self, other):
        """Whether the two are different seasons of one year, which share no day."""
        return (
            self.season and other.season and self.season != other.season
            and self.first == other.first)

    @property
    def width(self):
        return (self.last or LAST) - (self.first or FIRST)


def said_by(text, day):
    """Whether all that a time of saying may mean lies on that day or before."""
    span = Span(text)
    return span.last is not None and span.last <= day


def certainly_after(text, other):
    """Whether one time of saying is later than another beyond doubt."""
    if INSTANT.fullmatch(text) and INSTANT.fullmatch(other):
        return moment(text) > moment(other)
    mine, theirs = Span(text), Span(other)
    return mine.first is not None and theirs.last is not None and mine.first > theirs.last


def moment(text):
    """A key by which times of saying stand in the order of their first moments."""
    found = INSTANT.fullmatch(text)
    if not found:
        first = Span(text).first
        return first.toordinal() * 86_400_000_000 if first else -1
    day, hours, minutes, seconds, decimals, sign, *offset = found.groups()
    second = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    if sign:
        second -= int(sign + "60") * (int(offset[0]) * 60 + int(offset[1]))
    return (Span.day(day).toordinal() * 86_400 + second) * 1_000_000 + int(
        (decimals or "").ljust(6, "0"))


def holding(candidates):
    """Of judgements in the order of seqs, the one that holds: the later stated, else the higher."""
    held = None
    for one in candidates:
        if held is None or not certainly_after(held["stated"], one["stated"]):
            held = one
    return held


# -- Numbers ---------------------------------------------------------------------------------------


def bounds(count):
    """The numbers that a count admits, as (least, most); None where none was given."""
    if not count:
        return None
    if "exact" in count:
        return count["exact"], count["exact"]
    if "about" in count:
        number, unit = count["about"], 1
        while number > 0 and number % (unit * 10) == 0:
            unit *= 10
        return (number, number) if unit == 1 else (number - unit // 2, number + unit // 2 - 1)
    if "min" in count or "max" in count:
        return count.get("min", 0), count.get("max")
    return None


def union(ranges):
    """The least range that covers some."""
    mosts = [most for _, most in ranges]
    return min(least for least, _ in ranges), None if None in mosts else max(mosts)


def overlap(one, two):
    return (two[1] is None or one[0] <= two[1]) and (one[1] is None or two[0] <= one[1])


def total(ranges):
    mosts = [most for _, most in ranges]
    return sum(least for least, _ in ranges), None if None in mosts else sum(mosts)


# -- What stands -----------------------------------------------------------------------------------

ROW = ("what", "from", "to", "whose")
PLACEMENT = (*ROW, "when", "handover")
RANKS = {"named": 0, "institution": 0, "unnamed": 1, "outlet": 2, "unattributed": 2}
MOVING = ("scope", "direction", "translation", "transmission", "cumulative_as_increment", "stale")
FACETS = {
    "count": ("count",), "direction": ("from", "to"), "date": ("when",), "what": ("what",),
    "whose": ("whose",), "place": ("place",), "agreement": ("under",)}
KNOWN = {
    "announcement", "confirmation", "denial", "correction", "retraction", "silence", "agreement",
    "medium", "source", "assessment", "link", "amendment", "redaction"}
JUDGEMENTS = {"source", "assessment", "link", "amendment", "redaction"}


def targets(body, field="of"):
    found = body.get(field, [])
    return [found] if isinstance(found, str) else found


class Claim:
    """What one live act claims, as it stands; `base` is the claim that it is about."""

    def __init__(self, act, parts, side, named=None, base=None):
        self.act, self.seq, self.id, self.stated = act, act["seq"], act["id"], act["stated"]
        self.count, self.side, self.named = parts.get("count", {}), side, named
        self.parts = {**{n: v for n, v in (base or {}).items() if n in PLACEMENT}, **parts}
        self.rank = RANKS[act["body"]["attribution"]]
        self.when = Span(self.parts["when"]) if "when" in self.parts else None
        self.bounds, self.unit = bounds(self.count), parts.get("unit")
        self.is_zero = self.count.get("exact") == 0
        self.scope = parts.get("scope", "event")
        self.row = tuple(self.parts.get(name) for name in ROW)

    @property
    def column(self):
        """Which side of the handover its speaker is."""
        sides = {self.parts.get("from"): "sender", self.parts.get("to"): "receiver"}
        return sides.get(self.side, "other") if self.side else "other"


class Standing:
    """The acts that stand at a cut, by design §4.1."""

    def __init__(self, entries, cut):
        self.as_of = Span.day(cut["as_of"]) if cut["as_of"] else None
        self.hindsight = cut["with_hindsight"]
        known = [dict(e) for e in entries if e["v"] == 1 and e["type"] in KNOWN]
        self.known = self.amend(known)
        self.registered = self.register()
        acts = [e for e in self.known if e["type"] not in JUDGEMENTS and self.is_said(e)]
        inside = {act["id"] for act in acts}
        while True:  # an act whose `of` is not there is set aside, and what is of it too
            kept = [act for act in acts if all(of in inside for of in targets(act["body"]))]
            if len(kept) == len(acts):
                break
            acts, inside = kept, {act["id"] for act in kept}
        self.acts = {act["id"]: act for act in acts}
        self.retractions, self.corrections = {}, {}
        for act in acts:
            named = {"retraction": self.retractions, "correction": self.corrections}
            for of in targets(act["body"]) if act["type"] in named else []:
                named[act["type"]].setdefault(of, []).append(act["id"])
        self.links = [e["body"] for e in self.known if e["type"] == "link"]
        self.explained = self.explanations()

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

    def register(self):
        """Who each source is: of several entries the later stated, field by field."""
        fields = {}
        for entry in self.known:
            if entry["type"] == "source":
                for name, value in entry["body"].items():
                    change = {"stated": entry["stated"], "value": value}
                    fields.setdefault((entry["body"]["source"], name), []).append(change)
        return {key: holding(values)["value"] for key, values in fields.items()}

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

    def is_live(self, of):
        return of in self.acts and not any(self.is_live(by) for by in self.retractions.get(of, []))

    def claims(self):
        """The claims of all live acts."""
        found = []
        for act in self.acts.values():
            if not self.is_live(act["id"]) or act["type"] == "correction":
                continue
            for parts, named, base in self.said(act):
                found.append(Claim(act, parts, self.side(act["body"]), named, base))
        return found

    def said(self, act, until=None):
        """The forms of an act's claim: its own, as the corrections of it that stand change it."""
        body, kind = act["body"], act["type"]
        if kind == "correction":
            return self.said(self.acts[body["of"]], until) if body["of"] in self.acts else []
        if kind == "announcement":
            forms = self.corrected(act["id"], body["claim"], until)
            return [(parts, None, None) for parts in forms]
        if kind == "denial" and "instead" in body:
            return self.instead(act)
        if kind == "confirmation":
            found = []
            for of in targets(body):
                target = self.acts.get(of)
                for parts, _, base in self.said(target, act["stated"]) if target else []:
                    names = ["act", "scope", "unit", "handover"]
                    names += [name for facet in body["facets"] for name in FACETS[facet]]
                    kept = {name: parts[name] for name in names if name in parts}
                    if "count" in body:
                        kept["count"] = body["count"]
                    forms = self.corrected(act["id"], kept, until)
                    found += [
                        (form, self.origin(of), {**(base or {}), **parts}) for form in forms]
            return found
        return []

    def instead(self, act):
        """What a denial puts in the place of what it denies: what it leaves unsaid stays."""
        body = act["body"]
        bases = [body["claim"]] if "claim" in body else []
        of = body.get("of")
        if of in self.acts:
            said = self.said(self.acts[of], act["stated"])
            bases = [{**(base or {}), **parts} for parts, _, base in said]
        found = []
        for base in bases:
            kept = {name: value for name, value in base.items() if name != "count"}
            kept.update(body["instead"])
            forms = self.corrected(act["id"], kept, None)
            found += [(form, self.origin(of), None) for form in forms]
        return found

    def origin(self, of):
        """The act whose claim a correction changes; any other act itself."""
        while of in self.acts and self.acts[of]["type"] == "correction":
            of = self.acts[of]["body"]["of"]
        return of

    def corrected(self, of, parts, until):
        """A claim with its live corrections by stated; of one day that differ, each a form."""
        values, waiting = {}, [of]
        while waiting:
            for by in self.corrections.get(waiting.pop(), []):
                act = self.acts[by]
                if self.is_live(by) and not (until and certainly_after(act["stated"], until)):
                    waiting.append(by)
                    for name, value in act["body"].get("claim", {}).items():
                        values.setdefault(name, []).append((act, value))
        forms = [dict(parts)]
        for name, changes in values.items():
            standing = [
                (act, value) for act, value in changes
                if not any(
                    certainly_after(other["stated"], act["stated"]) or self.names(other, act)
                    for other, _ in changes)]
            forms = [dict(form, **{name: value}) for form in forms for _, value in standing]
        return forms

    def names(self, later, earlier):
        """Whether a correction is of another, directly or through others."""
        while later is not None and later["type"] == "correction":
            if later["body"]["of"] == earlier["id"]:
                return True
            later = self.acts.get(later["body"]["of"])
        return False


# -- Handovers and totals --------------------------------------------------------------------------


class Handover:
    """One handover: the claims about it, by side."""

    def __init__(self, claims):
        self.claims = claims
        said = [claim for claim in claims if None not in claim.row] or claims
        self.row = ([claim for claim in said if claim.column == "sender"] or said)[0].row
        self.when = min(
            (c.when for c in claims if c.when), key=lambda span: span.width, default=None)
        self.stated = min(moment(c.stated) for c in claims)

    def giving(self, column):
        """A side's best attributed claims with a number, the one stated first first."""
        given = [c for c in self.claims if c.column == column and c.bounds]
        best = min((c.rank for c in given), default=None)
        return sorted((c for c in given if c.rank == best), key=lambda c: (moment(c.stated), c.id))

    def unit(self, column):
        """What a side's number counts, where that is said; other units stand beside it."""
        return next((c.unit for c in self.giving(column) if c.unit), None)

    def number(self, column):
        """A side's number, () where it gives none; None where it has not spoken.

        A bound or an approximate number does not widen the exact ones that it admits."""
        if not any(claim.column == column for claim in self.claims):
            return None
        unit = self.unit(column)
        ranges = [c.bounds for c in self.giving(column) if c.unit in (None, unit)]
        exact = [(least, most) for least, most in ranges if least == most]
        if not exact:
            return union(ranges) if ranges else ()
        return union(exact + [one for one in ranges if not overlap(one, union(exact))])


class Groups:
    """Which claims are about one handover (union-find)."""

    def __init__(self, claims):
        self.parents = {claim: claim for claim in claims}

    def root(self, claim):
        while self.parents[claim] is not claim:
            self.parents[claim] = claim = self.parents[self.parents[claim]]
        return claim

    def join(self, one, two):
        self.parents[self.root(two)] = self.root(one)


def turned(parts):
    """The second handover of a claim of scope each_way: from, to and whose exchanged."""
    swapped = {parts.get("from"): parts.get("to"), parts.get("to"): parts.get("from")}
    other = dict(parts, **{"from": parts.get("to"), "to": parts.get("from")})
    other["whose"] = swapped.get(parts.get("whose"), parts.get("whose"))
    return {name: value for name, value in other.items() if value is not None}


def is_implausible(claim):
    """Whether it has the sender hand over its own: kept out of the sums from the start."""
    return claim.parts.get("from") is not None and claim.parts["from"] == claim.parts.get("whose")


def totals(entries, cut):
    """The rows of reports/totals.json, worked out from the entries (design §4)."""
    standing = Standing(entries, cut)
    days = Span(cut["occurred"].replace("..", "/")) if cut["occurred"] else None
    counted, stated, excluded = [], [], []
    for claim in standing.claims():
        if claim.parts.get("act") != "handover" or claim.scope == "part":
            continue
        if days and not (claim.when and claim.when.inside(days)):
            continue
        if standing.explained.get(claim.id, set()) & set(MOVING) or is_implausible(claim):
            excluded.append(claim)
        elif claim.scope == "cumulative":
            stated.append(claim)
        elif claim.scope != "both_ways":
            counted.append(claim)
            if claim.scope == "each_way":
                counted.append(Claim(claim.act, turned(claim.parts), claim.side, claim.named))
    handovers, overlapping = without_overlaps(grouped(counted, standing.links))
    rows = {}
    for one in handovers:
        rows.setdefault(one.row, []).append(one)
    for one in overlapping + stated + excluded:
        rows.setdefault(one.row, [])
    return {row: row_of(row, mine, stated) for row, mine in rows.items()}


def grouped(claims, links):
    """The handovers that claims are about."""
    groups, by_id, buckets = Groups(claims), {}, {}
    for claim in claims:
        by_id.setdefault(claim.id, []).append(claim)
    apart = {
        frozenset((link["a"], link["b"])) for link in links
        if link["relation"] == "distinct_handover"}
    for link in links:
        if link["relation"] == "same_handover":
            first, second = by_id.get(link["a"], []), by_id.get(link["b"], [])
            for one in first:  # of two each-way claims half by half
                same_way = [two for two in second if agree(one.row, two.row)]
                for two in same_way or second:
                    if same_way or min(len(first), len(second)) < 2:
                        groups.join(one, two)
    for claim in claims:
        for other in by_id.get(claim.named, []):
            if agree(claim.row, other.row):
                groups.join(other, claim)
        if None not in claim.row and claim.when:
            buckets.setdefault((claim.row, claim.when.meaning), []).append(claim)
        if None not in claim.row and "handover" in claim.parts:
            buckets.setdefault((claim.row, "key", claim.parts["handover"]), []).append(claim)
    for bucket in buckets.values():
        named = {claim.parts["handover"] for claim in bucket if "handover" in claim.parts}
        for place, two in enumerate(bucket):
            key = two.parts.get("handover")
            for one in bucket[:place]:
                fits = len(named) < 2 or one.parts.get("handover") == key
                if fits and frozenset((one.id, two.id)) not in apart:
                    groups.join(one, two)
                    break
    members = {}
    for claim in claims:
        members.setdefault(groups.root(claim), []).append(claim)
    join_unsaid(claims, groups, members, apart)
    found = [Handover(group) for group in members.values()]
    return [one for one in found if not all(claim.is_zero for claim in one.claims)]


def join_unsaid(claims, groups, members, apart):
    """A claim that leaves a part unsaid joins the only handover of its day that fits."""
    whole = {}
    for claim in claims:
        if claim.when:
            whole.setdefault(claim.when.meaning, []).append(claim)
    for claim in claims:
        mine = groups.root(claim)
        if None not in claim.row or not claim.when or len(members.get(mine, [])) != 1:
            continue
        fitting = {
            groups.root(other) for other in whole[claim.when.meaning]
            if groups.root(other) is not mine and agree(claim.row, other.row)
            and frozenset((claim.id, other.id)) not in apart}
        if len(fitting) == 1:
            other = fitting.pop()
            groups.join(other, claim)
            members[other].extend(members.pop(mine))


def agree(one, two):
    return all(a is None or b is None or a == b for a, b in zip(one, two))


def without_overlaps(handovers):
    """Takes out the vaguer ones that could be the same as another."""
    unsaid, kept, out = Span(".."), [], []
    handovers.sort(key=lambda one: (
        (one.when or unsaid).width, one.stated, min(claim.id for claim in one.claims)))
    for one in handovers:
        when = one.when or unsaid
        is_vague = not when.is_day and any(
            agree(one.row, other.row) and when.meets(other.when or unsaid) for other in kept)
        (out if is_vague else kept).append(one)
    return kept, out


def row_of(row, handovers, stated):
    numbers = [(one.number("sender"), one.number("receiver")) for one in handovers]
    units = [{one.unit("sender"), one.unit("receiver")} - {None} for one in handovers]
    both = [(*pair,) for pair, unit in zip(numbers, units) if all(pair) and len(unit) < 2]
    either = [union([part for part in pair if part]) for pair in numbers if any(pair)]
    gaps = [sent[0] - got[0] for sent, got in both if sent[0] == sent[1] and got[0] == got[1]]
    mine = [claim for claim in stated if claim.row == row]
    return {
        "sender": side_of([pair[0] for pair in numbers], mine, "sender"),
        "receiver": side_of([pair[1] for pair in numbers], mine, "receiver"),
        "handovers": len(handovers),
        "both_spoke": sum(None not in pair for pair in numbers),
        "confirmed": sum(min(sent[0], got[0]) for sent, got in both) if both else None,
        "contested": ends(total(either)) if either else None,
        # Where a side gave a range the design does not say what the gap is: it is not compared.
        "net_gap": ... if len(gaps) < len(both) else sum(gaps) if both else None,
        "absolute_gap": ... if len(gaps) < len(both) else sum(map(abs, gaps)) if both else None,
        "stated_totals": {claim.seq: verdict(claim, handovers) for claim in mine},
    }


def ends(span):
    return {"min": span[0]} if span[1] is None else {"min": span[0], "max": span[1]}


def side_of(numbers, stated, column):
    """A side's sum; of a side that has spoken only in totals the latest, best attributed one."""
    spoken = [number for number in numbers if number is not None]
    given = [number for number in spoken if number]
    if spoken:
        side = ends(total(given)) if given else {}
        side.update(basis="events", handovers=len(spoken), without_number=len(spoken) - len(given))
        return side
    mine = [claim for claim in stated if claim.column == column and claim.bounds]
    if not mine:
        return None
    best = [claim for claim in mine if claim.rank == min(claim.rank for claim in mine)]
    latest = [
        one for one in best if not any(certainly_after(two.stated, one.stated) for two in best)]
    bounds = union([claim.bounds for claim in latest])
    return dict(ends(bounds), basis="stated_total", handovers=0, without_number=0)


def verdict(claim, handovers):
    """How a stated total compares with the numbers of its own side inside its own days."""
    days = claim.when if claim.when and (claim.when.first or claim.when.last) else None
    within = [
        one for one in handovers if days is None or (one.when and one.when.inside(days))]
    numbers = [one.number(claim.column) or None for one in within]
    if not claim.bounds or not claim.side:
        return "not_comparable", None
    known = total([number for number in numbers if number])
    is_whole = None not in numbers
    if is_whole and overlap(claim.bounds, known):
        return "agrees", None
    least, most = claim.bounds
    first = min((one.when.first for one in handovers if one.when and one.when.first), default=None)
    reaches = days is None or days.first is None or first is None or days.first < first
    is_smaller = most is not None and most < known[0]
    if not is_smaller and (not is_whole or reaches):
        return "not_comparable", None
    exact = claim.count.get("exact", 0)
    if exact > 0 and overlap(bounds({"about": exact}), known):
        return "rounded", None
    if is_stale(claim, within):
        return "stale", None
    return "off", known[0] - most if is_smaller else max(0, least - (known[1] or 0))


def is_stale(claim, within):
    """Whether a total was the sum before the last of its days."""
    dated = sorted((one for one in within if one.when and one.when.last), key=lambda o: o.when.last)
    numbers = []
    for one, following in zip(dated, dated[1:]):
        numbers.append(one.number(claim.column))
        if not numbers[-1]:
            return False
        ends_here = one.when.last != following.when.last
        if ends_here and overlap(total(numbers), claim.bounds):
            return True
    return False


def check_totals(report, entries, cut, findings):
    """Compares the figures of reports/totals.json with those of the entries."""
    name = "reports/totals.json"
    if report["cut"] != cut:
        findings.add(name, "its cut is not that of cut.json")
    ours = totals(entries, cut)
    for row in report["rows"]:
        key = tuple(row[part] for part in ROW)
        words = "the row {} {} to {} of {}".format(*(part or "?" for part in key))
        mine = ours.pop(key, None)
        if mine is None:
            findings.add(name, f"{words} is not what the entries give")
            continue
        theirs = {figure: row[figure] for figure in mine}
        for side in ("sender", "receiver"):
            theirs[side] = row[side] and {n: v for n, v in row[side].items() if n != "events"}
        theirs["stated_totals"] = {
            one["event"]: (one["verdict"], one.get("by")) for one in row["stated_totals"]}
        for figure in sorted(mine):
            if mine[figure] is not ... and mine[figure] != theirs[figure]:
                findings.add(name, f"{words}: {figure} is not what the entries give")
    for key in sorted(ours, key=str):
        words = "the row {} {} to {} of {}".format(*(part or "?" for part in key))
        findings.add(name, f"{words} is not there")


# -- The snapshot ----------------------------------------------------------------------------------


def verify(folder, vkey, signers):
    """Checks a snapshot. Returns what was found, sentences about what was checked, and whether a
    custodian signed whose key was not given."""
    findings, told = Findings(), []
    given = Key(vkey, "--vkey") if vkey else None
    files = names_in(folder, findings)
    needed = {"checkpoint", "events.jsonl", "log.vkey", "SHA256SUMS", "sums.note"} - files
    for name in sorted(needed):
        findings.add(name, "it is not there")
    if needed:
        return findings, told, False
    check_sums(folder, files, findings)
    own = Key(read(folder, "log.vkey").decode("utf-8", "replace").removesuffix("\n"), "log.vkey")
    key = given or own
    if (key.name, key.public) != (own.name, own.public):
        findings.add("log.vkey", "it is not the key that was given")
    head = opened(read(folder, "checkpoint"), key, key.name, "checkpoint")
    if len(head) != 3 or head[0] != key.name or not re.fullmatch("0|[1-9][0-9]{0,15}", head[1]):
        raise Misshapen("checkpoint", "it is no checkpoint of the key")
    size = int(head[1])
    expected = expected_names(size, files)
    for name in sorted(files - expected):
        findings.add(name, "no snapshot of this size has such a file")
    for name in sorted(expected - files):
        findings.add(name, "it is not there")

    entries, lines = entries_of(read(folder, "events.jsonl"), size, findings)
    levels = levels_of([sha256(b"\x00" + line) for line in lines])
    root = base64.b64encode(root_of(levels[0])).decode()
    if root != head[2]:
        findings.add("events.jsonl", "the root over its entries is not that of the checkpoint")
    check_tiles(folder, files, lines, levels, findings)
    told.append(f"{size} entries of {key.name}, root {head[2]}")
    check_sums_note(folder, key, head, findings)
    is_open = check_custodian(folder, files, key.name, signers, findings, told)
    if "reports.note" in files:
        check_reports(folder, files, key, head, findings)
    sealed = read(folder, "disclosures.jsonl") if "disclosures.jsonl" in files else b""
    told.append(check_disclosures(sealed, entries, findings))
    if {"cut.json", "reports/totals.json"} <= files:
        cut, report = (
            parsed(read(folder, name), name) for name in ("cut.json", "reports/totals.json"))
        if (cut["size"], cut["root"]) != (size, head[2]):
            findings.add("cut.json", "it is not of the head of the checkpoint")
        check_totals(report, entries, cut, findings)
        told.append("the totals were worked out from the entries and compared")
    return findings, told, is_open


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(64, f"Error: {message}\n")


def main():
    parser = Parser(
        description="Verifies a snapshot without the program that made it.",
        epilog="Exit status: 0 whole; 1 it could not be checked; 2 not whole; 3 whole, but under "
        "a key that nobody vouched for; 64 the command was not understood.")
    parser.add_argument("folder", help="the snapshot")
    parser.add_argument("--vkey", metavar="KEY", help="the log's key, got by another way")
    parser.add_argument(
        "--allowed-signers", metavar="FILE", help="the custodian's key, got by another way")
    options = parser.parse_args()
    if not os.path.isdir(options.folder):
        sys.exit(f"Error: {options.folder!r} is no folder.")
    try:
        findings, told, is_open = verify(options.folder, options.vkey, options.allowed_signers)
    except Misshapen as error:
        if error.path == "--vkey":
            sys.exit(f"Error: --vkey: {error.what}.")
        findings, told, is_open = [(error.path, error.what)], [], False
    except (KeyError, TypeError, AttributeError, ValueError, IndexError, RecursionError) as error:
        findings = [("events.jsonl", f"its events are not understood ({error!r})")]
        told, is_open = [], False
    for line in told:
        print(line)
    for path, what in findings:
        print(ascii(path)[1:-1] + ": " + what)
    if findings:
        print("Not whole.")
        sys.exit(2)
    if not options.vkey and not options.allowed_signers:
        print("Whole, under a key of the snapshot itself: compare it with one got by another way.")
        sys.exit(3)
    if is_open:
        print("Whole, but a custodian signed whose key was not given: its signature says nothing.")
        sys.exit(3)
    print("Whole, under the key that was given.")


if __name__ == "__main__":
    main()
