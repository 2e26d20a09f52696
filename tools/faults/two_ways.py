"""A record in which a search and a scan meet different entries.

The leaves of the true entries stay in the file where a scan comes by, below a key that a search
never follows; beside them stand leaves with forged entries under the same keys.
"""
import hashlib
import json
import sqlite3

from made import REPORTS, Made, head
from scenes import handover, lines

PAGE = 4096
EVENTS = 10_500
FORGED = range(10_001, 10_241)


def varint(number):
    out = [number & 127]
    number >>= 7
    while number:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(reversed(out))


def cell(row):
    """A cell of a leaf: the record of SQLite's file format, section 2.1."""
    types, body = [0], b""
    for value in row[1:]:
        if value is None:
            types.append(0)
        elif isinstance(value, int):
            types.append(6)
            body += value.to_bytes(8, "big", signed=True)
        elif isinstance(value, str):
            types.append(13 + 2 * len(value.encode()))
            body += value.encode()
        else:
            types.append(12 + 2 * len(value))
            body += value
    head = b"".join(varint(one) for one in types)
    payload = bytes([len(head) + 1]) + head + body
    return varint(len(payload)) + varint(row[0]) + payload


def forge(row):
    entry = json.loads(row[5])
    entry["body"]["claim"]["count"]["exact"] = 9999
    content = {key: entry[key] for key in ("body", "stated", "type", "v")}
    entry["id"] = hashlib.sha256(canonical(content)).hexdigest()[:32]
    return (row[0], bytes.fromhex(entry["id"]), *row[2:5], canonical(entry))


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def leaves(rows):
    """Full leaves of rows, each with its last key."""
    page, free, out = [], PAGE - 8, []
    for row in rows:
        one = cell(row)
        if len(one) + 2 > free:
            out.append((leaf(page), page[-1][0]))
            page, free = [], PAGE - 8
        page.append((row[0], one))
        free -= len(one) + 2
    return out + [(leaf(page), page[-1][0])]


def leaf(cells):
    page, place = bytearray(PAGE), PAGE
    page[0] = 13
    for number, (_, one) in enumerate(cells):
        place -= len(one)
        page[place:place + len(one)] = one
        page[8 + 2 * number:10 + 2 * number] = place.to_bytes(2, "big")
    page[3:5] = len(cells).to_bytes(2, "big")
    page[5:7] = place.to_bytes(2, "big")
    return page


def inner(children):
    """An inner page over children with their keys, of which the last is the right-most."""
    page, place = bytearray(PAGE), PAGE
    page[0] = 5
    for number, (child, key) in enumerate(children[:-1]):
        one = child.to_bytes(4, "big") + varint(key)
        place -= len(one)
        page[place:place + len(one)] = one
        page[12 + 2 * number:14 + 2 * number] = place.to_bytes(2, "big")
    page[8:12] = children[-1][0].to_bytes(4, "big")
    page[3:5] = (len(children) - 1).to_bytes(2, "big")
    page[5:7] = place.to_bytes(2, "big")
    return page


def make(scene):
    held = len(scene.good("log", "--format", "json").output.splitlines())
    scene.good("append", "-", input=lines(
        handover(n % 300, quote=f"line {n}") for n in range(EVENTS - held + 1)))
    note = scene.good("checkpoint").output.decode()
    reports = {name: scene.good(name).output for name in REPORTS}
    connection = sqlite3.connect(scene.record)
    rows = connection.execute(
        "SELECT seq, id, label, recorded, type, bytes FROM entry ORDER BY seq").fetchall()
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entry'").fetchone()[0]
    connection.close()
    with open(scene.record, "rb") as file:
        content = bytearray(file.read())
    first, last = FORGED.start - 1, FORGED.stop - 1
    children = []

    def put(page):
        content.extend(page)
        return len(content) // PAGE

    for page, key in leaves(rows[:first]):
        children.append((put(page), key))
    for page, _ in leaves(rows[first:last]):
        children.append((put(page), first))  # a scan meets them, a search does not
    for page, key in leaves([forge(row) for row in rows[first:last]]):
        children.append((put(page), key))
    for page, key in leaves(rows[last:]):
        children.append((put(page), key))
    groups = [children[place:place + 300] for place in range(0, len(children), 300)]
    content[(root - 1) * PAGE:root * PAGE] = inner([(put(inner(one)), one[-1][1]) for one in groups])
    content[28:32] = (len(content) // PAGE).to_bytes(4, "big")
    content[92:96] = content[24:28]
    with open(scene.record, "wb") as file:
        file.write(content)
    return Made(heads={head(note)}, reports=reports)
