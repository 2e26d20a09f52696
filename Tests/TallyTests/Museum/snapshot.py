"""Makes a snapshot of the record in TALLY_RECORD, as the layout of snapshots describes it, without
`tally snapshot`: snapshot.py TOOLS FOLDER [--sign-with KEY] [--audience NAME] [FLAGS OF A CUT]

Works in the folder where it is run, with the log's key.
"""

import base64
import hashlib
import json
import os
import subprocess
import sys

sys.path.insert(0, sys.argv[1])
import verify_snapshot as v  # noqa: E402: for the names of tiles, and the hashes in them

FOLDER = sys.argv[2]
FLAGS = sys.argv[3:]


def taken(flag):
    """The value of a flag of this script, which then goes no further."""
    if flag not in FLAGS:
        return None
    place = FLAGS.index(flag)
    value = FLAGS[place + 1]
    del FLAGS[place:place + 2]
    return value


def tally(*arguments, check=True):
    command = ["tally", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, check=check).stdout


def put(name, data):
    path = os.path.join(FOLDER, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def signed(text, name, vkey):
    """A note of the log's key under a name."""
    secret = tally("key", "export").decode().strip()
    seed = base64.b64decode(secret.split("+", 4)[4])[1:]
    seed = bytes.fromhex("302e020100300506032b657004220420") + seed
    for path, data in ("seed", seed), ("text", text):
        with open(path, "wb") as file:
            file.write(data)
    command = "openssl pkeyutl -sign -keyform DER -inkey seed -rawin -in text"
    signature = subprocess.run(command.split(), stdout=subprocess.PIPE, check=True).stdout
    blob = base64.b64encode(v.Key(vkey, "log.vkey").id_under(name) + signature).decode()
    return text + f"\n— {name} {blob}\n".encode()


def main():
    key, audience = taken("--sign-with"), taken("--audience")
    checkpoint = tally("checkpoint")
    origin, size, root = checkpoint.decode().split("\n")[:3]
    vkey = tally("key", "show").decode().strip()
    put("checkpoint", checkpoint)
    put("log.vkey", f"{vkey}\n".encode())
    put("README.txt", b"How to verify this folder by hand.\n")
    events = tally("export")
    put("events.jsonl", events)
    lines = events.split(b"\n")[:-1]
    levels = v.levels_of([v.sha256(b"\0" + line) for line in lines])
    for kind, index, width, level in v.tile_places(int(size)):
        part = slice(index * 256, index * 256 + width)
        bundle = b"".join(len(line).to_bytes(2, "big") + line for line in lines[part])
        put(
            v.tile_name(kind, index, width),
            bundle if level is None else b"".join(levels[level][part]))
    for name in v.REPORTS:
        for form in "json", "csv":
            put(f"reports/{name}.{form}", tally(name, "--format", form, *FLAGS))
    with open(f"{FOLDER}/reports/totals.json", encoding="utf-8") as file:
        put("cut.json", v.canonical(json.load(file)["cut"]) + b"\n")
    page = "<!doctype html><main><h1>1,200 &amp; 27</h1></main><pre>…</pre>\n"
    put("report.html", page.encode())
    hashes = {"report.html#main": hashlib.sha256(b"1,200 & 27").hexdigest()}
    for name in ["cut.json", *(f"reports/{one}" for one in os.listdir(f"{FOLDER}/reports"))]:
        hashes[name] = hashlib.sha256(v.read(FOLDER, name)).hexdigest()
    text = f"{origin}/reports\n{size}\n{root}\n"
    text += "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes, key=str.encode))
    put("reports.note", signed(text.encode(), f"{origin}/reports", vkey))
    if audience:
        disclosed = tally("seal", "export", "--audience", audience, check=False)
        if disclosed:
            put("disclosures.jsonl", disclosed)
    domain = origin.split("/")[0]
    if key:
        with open(f"{key}.pub", encoding="utf-8") as file:
            public = " ".join(file.read().split()[:2])
        put("allowed_signers", f'{origin} namespaces="snapshot@{domain}" {public}\n'.encode())
    names = sorted(v.names_in(FOLDER, v.Findings()), key=str.encode)
    sums = "".join(f"{v.sha256(v.read(FOLDER, name)).hex()}  {name}\n" for name in names)
    put("SHA256SUMS", sums.encode())
    if key:
        command = ["ssh-keygen", "-q", "-Y", "sign", "-n", f"snapshot@{domain}", "-f", key]
        subprocess.run([*command, f"{FOLDER}/SHA256SUMS"], check=True, stderr=subprocess.DEVNULL)


main()
