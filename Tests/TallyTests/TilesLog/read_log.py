#!/usr/bin/env python3
"""Reads a C2SP tlog-tiles log over HTTP, by the specification alone, and checks all of it.

Usage: read_log.py URL ORIGIN. Prints the size and the root, or ends with status 1.
"""

import base64
import hashlib
import http.client
import sys
import urllib.parse


def sha256(data):
    return hashlib.sha256(data).digest()


def root_of(hashes):
    """RFC 6962 §2.1, as it is written there."""
    if not hashes:
        return sha256(b"")
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha256(b"\x01" + root_of(hashes[:split]) + root_of(hashes[split:]))


class Log:
    def __init__(self, url):
        parts = urllib.parse.urlparse(url)
        self.connection = http.client.HTTPConnection(parts.netloc)
        self.prefix = parts.path.rstrip("/")

    def get(self, path):
        self.connection.request("GET", f"{self.prefix}/{path}")
        response = self.connection.getresponse()
        data = response.read()
        if response.status != 200:
            sys.exit(f"{path}: {response.status}")
        return data

    def is_absent(self, path):
        self.connection.request("GET", f"{self.prefix}/{path}")
        response = self.connection.getresponse()
        response.read()
        return response.status == 404


def tile_path(level, index, width):
    """tile/<L>/<N>[.p/<W>]: N in groups of three digits, all but the last with x before them."""
    digits = str(index).zfill((len(str(index)) + 2) // 3 * 3)
    groups = [digits[at:at + 3] for at in range(0, len(digits), 3)]
    name = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return f"tile/{level}/{name}" + (f".p/{width}" if width < 256 else "")


def split_bundle(data):
    entries = []
    while data:
        length = int.from_bytes(data[:2], "big")
        if len(data) < 2 + length:
            sys.exit("a bundle is cut off")
        entries.append(data[2:2 + length])
        data = data[2 + length:]
    return entries


def check(condition, what):
    if not condition:
        sys.exit(what)


def main():
    log, origin = Log(sys.argv[1]), sys.argv[2]
    note = log.get("checkpoint").decode("utf-8")
    text, _, signatures = note.rpartition("\n\n")
    lines = text.split("\n")
    check(len(lines) == 3 and lines[0] == origin, "the checkpoint is of another log")
    check(all(line.startswith("— ") for line in signatures.rstrip("\n").split("\n")), "no note")
    size, root = int(lines[1]), base64.b64decode(lines[2])

    level, below = 0, None
    while size >> (8 * level) > 0:
        count = size >> (8 * level)
        hashes = []
        for index in range((count + 255) // 256):
            width = min(256, count - 256 * index)
            path = tile_path(level, index, width)
            data = log.get(path)
            check(len(data) == 32 * width, f"{path}: {len(data)} bytes")
            hashes += [data[at:at + 32] for at in range(0, len(data), 32)]
            if level == 0:
                entries = split_bundle(log.get(tile_path("entries", index, width)))
                check(len(entries) == width, f"bundle {index}: {len(entries)} entries")
                leaves = [sha256(b"\x00" + entry) for entry in entries]
                check(leaves == hashes[-width:], f"{path} does not hold the leaves of its bundle")
        if level > 0:
            check(hashes == below, f"level {level} does not follow from level {level - 1}")
        # A partial tile that no size of this log has is not served.
        check(log.is_absent(tile_path(level, (count + 255) // 256, 256)), "a tile too many")
        full = count // 256
        below = [root_of(hashes[256 * at:256 * at + 256]) for at in range(full)]
        if level == 0:
            everything = hashes
        level += 1
    check(root_of(everything) == root, "the leaves do not lead to the root")
    print(size, lines[2])


if __name__ == "__main__":
    main()
