#!/usr/bin/env python3
"""Checks the cosignature of a witness on a checkpoint, by C2SP tlog-cosignature alone.

    check_cosignature.py NOTE VKEY

NOTE is a signed checkpoint, VKEY the witness's verifier key of type 4. Prints when it was cosigned,
in seconds since 1970. Exits 1 and says why where the note holds no such line, or two, or a false one.

Written from the specifications of signed notes, checkpoints and cosignatures; it shares no code with
the program. Needs Python 3.9 and openssl 3.
"""

import base64
import binascii
import hashlib
import pathlib
import subprocess
import sys
import tempfile

DASH = "— ".encode()
# The DER of an Ed25519 public key up to its 32 bytes (RFC 8410).
DER = bytes.fromhex("302a300506032b6570032100")


class Wrong(Exception):
    """Why the note is not cosigned."""


def decoded(text):
    """The bytes of padded base64, which has one spelling only."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Wrong("there is base64 that is none") from None
    if base64.b64encode(data) != text:
        raise Wrong("there is base64 with a second spelling")
    return data


def key_of(vkey):
    """The name, the key ID and the 32 bytes of a witness's key."""
    name, identity, encoded = vkey.encode().split(b"+", 2)
    material = decoded(encoded)
    if len(material) != 33 or material[0] != 4:
        raise Wrong("the key is no witness's Ed25519 key")
    computed = hashlib.sha256(name + b"\n" + material).digest()[:4]
    if computed.hex().encode() != identity:
        raise Wrong("the key ID is not that of the key")
    return name, computed, material[1:]


def lines_of(note, name, identity):
    """The text of a note, and the blobs of the lines that name a key."""
    text, blank, rest = note.rpartition(b"\n\n")
    if not blank or not rest.endswith(b"\n"):
        raise Wrong("the file is no signed note")
    text += b"\n"
    if text.count(b"\n") != 3:
        raise Wrong("the note is no checkpoint of three lines")
    found = []
    for line in rest[:-1].split(b"\n"):
        if not line.startswith(DASH) or line.count(b" ") != 2:
            raise Wrong("a line of the note is no signature")
        _, who, encoded = line.split(b" ")
        blob = decoded(encoded)
        if who == name and blob[:4] == identity:
            found.append(blob)
    return text, found


def is_valid(public, message, signature):
    """Whether openssl takes an Ed25519 signature."""
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "key").write_bytes(DER + public)
        (place / "message").write_bytes(message)
        (place / "signature").write_bytes(signature)
        command = [
            "openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", place / "key",
            "-rawin", "-in", place / "message", "-sigfile", place / "signature"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def cosigned_at(note, vkey):
    """When a witness cosigned a note."""
    name, identity, public = key_of(vkey)
    text, blobs = lines_of(note, name, identity)
    if len(blobs) != 1:
        raise Wrong(f"{len(blobs)} lines name the key, and one is right")
    if len(blobs[0]) != 4 + 8 + 64:
        raise Wrong("the line has another length")
    time = int.from_bytes(blobs[0][4:12], "big")
    if not 0 < time < 2**63:
        raise Wrong("the time is none")
    if not is_valid(public, f"cosignature/v1\ntime {time}\n".encode() + text, blobs[0][12:]):
        raise Wrong("the signature is not over this checkpoint")
    return time


def main():
    try:
        print(cosigned_at(pathlib.Path(sys.argv[1]).read_bytes(), sys.argv[2]))
    except Wrong as error:
        sys.exit(f"not cosigned: {error}")


if __name__ == "__main__":
    main()
