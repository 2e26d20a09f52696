#!/usr/bin/env python3
"""Verifies a snapshot of a record, without any part of the program that made it.

    tools/verify_snapshot.py FOLDER [--vkey KEY] [--allowed-signers FILE] [--events-only]

It checks the names, kinds and sums of all files, the signatures over the sums, the signed notes,
every entry, the tree over them, the tiles and entry bundles, the signatures of speakers in entries
(signatures.py), the hashes of the reports, and the disclosures of sealed fields; and it works out the totals and the obligations from the entries by
themselves (figures/, beside this file) and compares them with the reports. Of the other reports, and
of excluded events and lists of events, it checks only that they were signed.

Figures made under another version of the rules are not recomputed: it says so, and ends with 3.
With --events-only no figure is recomputed, and none is vouched for.

KEY and FILE, or what they should be, come to you by another way than the folder: a key that lies
in it proves nothing, for whoever changes a snapshot can sign it anew.

Exit status: 0 whole; 1 it could not be checked; 2 not whole; 3 whole, but under a key that nobody
vouched for, or with figures that were not recomputed; 64 the command was not understood.

Needs Python 3.9, `openssl` (3.0) and `ssh-keygen`; nothing else, and no network.
"""

import argparse
import base64
import binascii
import hashlib
import html.parser
import json
import os
import re
import stat
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import signatures  # noqa: E402  (they lie beside this file)
from figures import KNOWN, RULES, compare  # noqa: E402

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
    names |= {f"timestamps/{number}.tsr" for number in range(1, 100)} & present
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


def check_stamps(folder, files, head, findings):
    """Each answer of a time-stamping authority names the SHA-256 of the checkpoint's text. Whether an
    authority signed it, `openssl ts -verify` tells."""
    digest = sha256("".join(f"{line}\n" for line in head).encode())
    oid = bytes.fromhex("0609608648016503040201")
    imprints = [oid + null + b"\x04\x20" + digest for null in (b"", b"\x05\x00")]
    for name in sorted(name for name in files if name.startswith("timestamps/")):
        data = read(folder, name)
        if not any(imprint in data for imprint in imprints):
            findings.add(name, "it is no stamp of this checkpoint")


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


def check_statements(entries, findings, told):
    """The signatures of speakers over what they say."""
    good, bad = signatures.check(entries, lambda text: decoded(text, "events.jsonl"))
    for seq in bad:
        findings.add(
            "events.jsonl", f"entry #{seq}: its signature is not one by a key of its speaker over it")
    if good:
        told.append(
            f"{len(good)} of them signed, by keys that the record names as the speakers'")


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
    **dict.fromkeys(
        ("source", "assessment", "link", "amendment", "redaction", "term"), {"reason": 2000}),
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
    known = sealable(entry["type"] if entry["v"] <= KNOWN.get(entry["type"], 0) else None, path)
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
    sealed, erased = {}, set()
    for entry in entries:
        body = entry["body"]
        for digest, holder, path in sealed_in(body):
            sealed.setdefault(digest, []).append((entry, holder, path))
        if entry["type"] == "redaction":  # it erases of the event that it names, and of no other
            digest = str(body.get("digest"))
            erased |= {
                (digest, one["id"]) for one, *_ in sealed.get(digest, [])
                if body.get("of") == one["id"]}
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
        elif any((digest, one["id"]) in erased for one, *_ in sealed[digest]):
            findings.add("disclosures.jsonl", f"line {number} opens a field that was erased")
        elif len(sealed[digest]) > 1:
            findings.add("disclosures.jsonl", f"line {number} has a digest that stands twice")
        elif what := opening(name, value, *sealed[digest][0], opened):
            findings.add("disclosures.jsonl", f"line {number} opens {what}")
    if given != sorted(set(given)) or (data and not data.endswith(b"\n")):
        findings.add("disclosures.jsonl", "its lines are not sorted by digest, each once")
    counts = dict.fromkeys(("present", "withheld", "erased"), 0)
    for digest, fields in sealed.items():
        for one, *_ in fields:
            state = "erased" if (digest, one["id"]) in erased else (
                "present" if digest in given else "withheld")
            counts[state] += 1
    return "sealed fields: " + ", ".join(f"{count} {state}" for state, count in counts.items())


# -- The snapshot ----------------------------------------------------------------------------------


def verify(folder, vkey, signers, events_only):
    """Checks a snapshot. Returns what was found, sentences about what was checked, and why it is
    not vouched for even under a key that was given: a sentence, or nothing."""
    findings, told = Findings(), []
    given = Key(vkey, "--vkey") if vkey else None
    files = names_in(folder, findings)
    needed = {"checkpoint", "events.jsonl", "log.vkey", "SHA256SUMS", "sums.note"} - files
    for name in sorted(needed):
        findings.add(name, "it is not there")
    if needed:
        return findings, told, None
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
    check_statements(entries, findings, told)
    check_sums_note(folder, key, head, findings)
    check_stamps(folder, files & expected, head, findings)
    is_open = check_custodian(folder, files, key.name, signers, findings, told)
    if "reports.note" in files:
        check_reports(folder, files, key, head, findings)
    sealed = read(folder, "disclosures.jsonl") if "disclosures.jsonl" in files else b""
    told.append(check_disclosures(sealed, entries, findings))
    doubt = (
        "Whole, but a custodian signed whose key was not given: its signature says nothing."
        if is_open else None)
    if {"cut.json", *FIGURES} <= files:
        is_old = not check_figures(folder, entries, (size, head[2]), events_only, findings, told)
        if is_old and not events_only:
            doubt = "Whole, but figures not recomputed: they were made under other rules."
    return findings, told, doubt


FIGURES = ("reports/totals.json", "reports/obligations.json")


def check_figures(folder, entries, head, events_only, findings, told):
    """Works out the figures and compares them. Tells whether they are by the rules known here."""
    cut = parsed(read(folder, "cut.json"), "cut.json")
    reports = [parsed(read(folder, name), name) for name in FIGURES]
    wanted = {"as_of", "day", "occurred", "root", "rules", "size", "with_hindsight"}
    if not isinstance(cut, dict) or not wanted <= cut.keys():
        raise Misshapen("cut.json", "it holds no cut")
    if (cut["size"], cut["root"]) != head:
        findings.add("cut.json", "it is not of the head of the checkpoint")
    for name, report in zip(FIGURES, reports):
        if not isinstance(report, dict) or report.get("cut") != cut:
            findings.add(name, "its cut is not that of cut.json")
    is_known = cut["rules"] == RULES and type(cut["rules"]) is int
    if events_only or not is_known:
        told.append(f"figures not recomputed: they are by version {cut['rules']!a} of the rules")
        return is_known
    for place, what in compare.findings(reports, entries, cut):
        findings.add(FIGURES[place], what)
    told.append("the totals and the obligations were worked out from the entries and compared")
    told.append("the other reports were not worked out; that they were signed was checked")
    return True


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(64, f"Error: {message}\n")


def main():
    parser = Parser(
        description="Verifies a snapshot without the program that made it.",
        epilog="Exit status: 0 whole; 1 it could not be checked; 2 not whole; 3 whole, but under "
        "a key that nobody vouched for, or with figures that were not recomputed; 64 the command "
        "was not understood.")
    parser.add_argument("folder", help="the snapshot")
    parser.add_argument("--vkey", metavar="KEY", help="the log's key, got by another way")
    parser.add_argument(
        "--allowed-signers", metavar="FILE", help="the custodian's key, got by another way")
    parser.add_argument(
        "--events-only", action="store_true", help="recompute no figures: the events alone")
    options = parser.parse_args()
    if not os.path.isdir(options.folder):
        sys.exit(f"Error: {options.folder!r} is no folder.")
    try:
        findings, told, doubt = verify(
            options.folder, options.vkey, options.allowed_signers, options.events_only)
    except Misshapen as error:
        if error.path == "--vkey":
            sys.exit(f"Error: --vkey: {error.what}.")
        findings, told, doubt = [(error.path, error.what)], [], None
    except (KeyError, TypeError, AttributeError, ValueError, IndexError, RecursionError) as error:
        findings = [("events.jsonl", f"its events are not understood ({error!r})")]
        told, doubt = [], None
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
    if doubt:
        print(doubt)
        sys.exit(3)
    print("Whole, under the key that was given.")


if __name__ == "__main__":
    main()
