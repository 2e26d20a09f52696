"""The signatures of speakers in the entries of a record, for verify_snapshot.py.

An act of a speaker can bear the speaker's own signature (SSHSIG) over the line of its content without
it. It holds by a key that the speaker, or what it belongs to, had in the record before the entry.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

from figures.dates import holding
from figures.standing import Standing

# The acts that can be signed, each with the first version of its shape that has the field.
SIGNED = {
    "announcement": 3, "denial": 3, "correction": 3, "agreement": 3, "confirmation": 2,
    "retraction": 2, "silence": 2, "medium": 2}
READ = {**SIGNED, "source": 2, "amendment": 1}  # each with the last version that is known here
KEY = re.compile("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-P][A-Za-z0-9+/]{42}")
SIGNATURE = re.compile("U1NIU0lH[A-Za-z0-9+/]{100,1000}={0,2}")


def bears(entry):
    """Whether an entry can be signed and bears a signature."""
    kind, body = entry["type"], entry["body"]
    return kind in SIGNED and SIGNED[kind] <= entry["v"] <= READ[kind] and "signature" in body


def statement(entry):
    """The bytes that a speaker signs: the content without the signature, and a line feed."""
    body = {name: value for name, value in entry["body"].items() if name != "signature"}
    content = {"body": body, **{name: entry[name] for name in ("stated", "type", "v")}}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode() + b"\n"


class Keys:
    """Which keys the sources have, by the registrations so far and what amends them."""

    def __init__(self):
        self.entries, self.bearing, self.fields = [], set(), None

    def take(self, entry):
        kind, body = entry["type"], entry["body"]
        if kind not in ("source", "amendment") or entry["v"] > READ[kind]:
            return
        if kind == "source" or body.get("of") in self.bearing:
            self.entries.append(entry)
            self.bearing.add(entry["id"])
            self.fields = None

    def field(self, source, name):
        """What the registrations in force say of a source: of several the later stated holds."""
        if self.fields is None:
            self.fields = {}
            for entry in Standing.amend(self.entries):
                if entry["type"] == "source":
                    for part, value in entry["body"].items():
                        place = self.fields.setdefault((entry["body"]["source"], part), [])
                        place.append({"stated": entry["stated"], "value": value})
        candidates = self.fields.get((source, name))
        return holding(candidates)["value"] if candidates else None

    def of(self, speaker):
        """The keys of a speaker and of what it belongs to."""
        found, seen = [], set()
        while speaker and speaker not in seen:
            seen.add(speaker)
            keys = self.field(speaker, "key") or []
            found += [key for key in ([keys] if isinstance(keys, str) else keys) if KEY.fullmatch(key)]
            speaker = self.field(speaker, "member_of")
        return found


def made_for(blob):
    """What a signature was made for: the second field of an SSHSIG."""
    size = int.from_bytes(blob[10:14], "big")
    rest = blob[14 + size:]
    return rest[4:4 + int.from_bytes(rest[:4], "big")].decode("ascii", "replace")


def is_good(entry, keys, blob_of):
    """Whether ssh-keygen finds the signature to be by one of the keys over the statement."""
    text = entry["body"]["signature"]
    if not isinstance(text, str) or not SIGNATURE.fullmatch(text) or not keys:
        return False
    purpose = made_for(blob_of(text))
    if not re.fullmatch("statement@[!-~]+", purpose):
        return False
    with tempfile.TemporaryDirectory() as place:
        signers, armour = (os.path.join(place, name) for name in ("signers", "signature"))
        with open(signers, "w", encoding="ascii") as file:
            file.writelines(f"speaker {key}\n" for key in keys)
        with open(armour, "w", encoding="ascii") as file:
            file.write(f"-----BEGIN SSH SIGNATURE-----\n{text}\n-----END SSH SIGNATURE-----\n")
        command = [
            "ssh-keygen", "-Y", "verify", "-f", signers, "-I", "speaker", "-n", purpose, "-s", armour]
        try:
            return subprocess.run(
                command, input=statement(entry), capture_output=True, check=False).returncode == 0
        except FileNotFoundError:
            sys.exit("ssh-keygen is needed, and is not there.")


def check(entries, blob_of):
    """Which entries bear a signature that holds, and which one that does not."""
    keys, good, bad = Keys(), [], []
    for entry in entries:
        if bears(entry):
            is_right = is_good(entry, keys.of(entry["body"].get("speaker")), blob_of)
            (good if is_right else bad).append(entry["seq"])
        keys.take(entry)
    return good, bad
