"""The scenes in which commands are tried, made once, and copied for every point."""
import json
import os

from program import Scene

#: What stands in a sealed field, and may be left nowhere once it is destroyed.
SECRET = "Words that are sealed: the third birch behind the mill, row 14"

ORIGIN = "faults.test/record"

#: The events of the larger record: five more fill a tile of 256.
EVENTS = 254


def source(name, side):
    return {"type": "source", "stated": "2025-01-01", "body": {
        "source": name, "kind": "institution", "name": name.title(), "side": side,
        "reason": f"speaks for {side}"}}


def handover(number, **more):
    day = f"2025-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
    body = {"speaker": "ministry", "attribution": "named", "claim": {
        "act": "handover", "what": "remains", "from": "NORTH", "to": "SOUTH", "whose": "SOUTH",
        "count": {"exact": 100 + number}, "when": day, "scope": "event"}}
    quote = more.pop("quote", None)
    if quote:
        body["quote"] = quote
    return {"type": "announcement", "stated": day, "body": body, **more}


def sealed(label):
    return handover(300, label=label, quote=f"{SECRET}, {label}", sealed=["quote"])


def lines(events):
    return "".join(json.dumps(event) + "\n" for event in events).encode()


def make(tally, folder):
    """Makes every scene below `folder`; returns their folders by name."""
    scenes = {name: Scene(tally, os.path.join(folder, name)) for name in ("empty", "small", "full")}
    for scene in scenes.values():
        os.makedirs(scene.path("home"))
        os.makedirs(scene.path("tmp"))
    begin = [source("ministry", "NORTH"), source("staff", "SOUTH"), sealed("SEALED")]
    for name, count in (("small", 6), ("full", EVENTS)):
        scene = scenes[name]
        scene.good("init", "--origin", ORIGIN, "--test-clock", "2025-12-01T00:00:00Z")
        events = begin + [handover(n, label=f"L-{n}") for n in range(count - len(begin))]
        scene.good("append", "-", input=lines(events[:-1]))
        scene.good("seal", "disclose", "SEALED", "quote", "--to", "court")
        note = scene.good("checkpoint").output
        scene.good("append", "-", input=lines(events[-1:]))
        with open(scene.path("kept.txt"), "wb") as file:
            file.write(note)
    # A machine to which the key is still to come: the record is there, and its key is not.
    bare = Scene(tally, os.path.join(folder, "keyless"))
    bare.copy(scenes["small"].folder)
    with open(os.path.join(folder, "key.txt"), "wb") as file:
        file.write(scenes["small"].good("key", "export").output)
    import shutil
    shutil.rmtree(bare.path("config"))
    scenes["keyless"] = bare
    # A backup of the record and a snapshot of it lie beside it.
    copies = Scene(tally, os.path.join(folder, "copies"))
    copies.copy(scenes["small"].folder)
    copies.good("backup", "kept.tally")
    copies.good("snapshot", "log")
    scenes["copies"] = copies
    scenes["witness"] = witness(tally, folder, scenes["small"])
    for scene in scenes.values():
        with open(scene.path("five.jsonl"), "wb") as file:
            file.write(lines(handover(400 + n, label=f"N-{n}") for n in range(5)))
    return {name: scene.folder for name, scene in scenes.items()}


def witness(tally, folder, small):
    """The scene of a witness that knows the record, with two requests of one size and two histories, and
    the line of another witness."""
    scene, other = (Scene(tally, os.path.join(folder, name)) for name in ("witness", "other"))
    scene.copy(small.folder)
    other.copy(small.folder)
    for one, name, label in ((scene, "one.txt", "W-1"), (other, "two.txt", "W-2")):
        one.good("append", "-", input=lines([handover(500, label=label)]))
        one.good("checkpoint")
        with open(scene.path(name), "wb") as file:
            file.write(one.good("cosign", "request").output)
    log = scene.good("key", "show").output.decode().split()[0]
    for one in (scene, other):
        key = one.good("witness", "init", "faults.test/w").output.decode().split()[0]
        one.good("witness", "add-log", log)
    with open(scene.path("line.txt"), "wb") as file:
        file.write(other.good("witness", "cosign", scene.path("one.txt")).output)
    with open(scene.path("policy.txt"), "w", encoding="utf-8") as file:
        file.write(f"log {log}\nwitness other {key}\nquorum other\n")
    return scene
