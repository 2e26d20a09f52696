"""A record that two writers append to is followed, and the follower killed at any moment."""
import json
import os
import random
import signal
import subprocess
import time

from scenes import handover, lines
from state import State
from table import Point

#: Events of both writers together, and how often the follower is killed.
EVENTS = 10_000
RUN = 1_000
KILLS = 10


def points(bases):
    return [
        Point("log --follow", "SIGKILL", "follow 10000 lines", attempt(bases["small"], EVENTS, read), count=KILLS),
        Point("follow --exec", "SIGKILL", "follow 1000 commands", attempt(bases["small"], RUN, told),
              count=KILLS),
    ]


def writer(scene, number, count):
    with open(os.memfd_create("lines"), "r+b") as file:
        file.write(lines(handover(n % 300, quote=f"line {n} of writer {number}")
                         for n in range(count)))
        file.seek(0)
        return scene.start(["append", "-", "--each", "--format", "json"],
                           stdin=file, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def attempt(base, count, follow):
    def attempt(scene):
        scene.copy(base)
        begin = len(State(scene).entries)
        writers = [writer(scene, number, count // 2) for number in range(2)]
        try:
            complaint = follow(scene, writers, random.Random(count))
        finally:
            for one in writers:
                if one.poll() is None:
                    one.kill()
                one.wait()
        if complaint:
            return complaint
        held = len(State(scene).entries)
        return None if held == begin + count else f"{held} events are there, not {begin + count}"
    return attempt


def runs(writers):
    return any(one.poll() is None for one in writers)


def spread(writers, chance, follower):
    """Lets a follower run for some time, and kills it."""
    time.sleep(chance.uniform(0.05, 0.5))
    follower.send_signal(signal.SIGKILL)
    follower.wait()


def read(scene, writers, chance):
    """Reads lines, from the last whole one on after each kill."""
    got, kills = [], 0
    while True:
        last = kills >= KILLS and not runs(writers)
        with open(os.memfd_create("output"), "r+b") as output:
            more = ["--until-idle", "0"] if last else []
            after = str(got[-1][0]) if got else "0"
            follower = scene.start(
                ["log", "--follow", "--format", "json", "--after", after, *more], stdout=output)
            if last:
                follower.wait(120)
            else:
                spread(writers, chance, follower)
                kills += 1
            output.seek(0)
            for line in output.read().split(b"\n")[:-1]:
                event = json.loads(line)
                got.append((event["seq"], event["id"]))
        if last:
            break
    stored = [(seq, id.hex()) for seq, id, _ in State(scene).entries]
    if got != stored:
        return f"{len(got)} events were read, and {len(stored)} are there"
    return None


def told(scene, writers, chance):
    """Has a command run for each event."""
    words = ["follow", "--cursor", "cursor", "--exec", "echo $TALLY_SEQ $TALLY_ID >> told"]
    for _ in range(KILLS):
        spread(writers, chance, scene.start(words, stderr=subprocess.DEVNULL))
    for one in writers:
        one.wait(300)
    last = scene.run(*words, "--until-idle", "0", timeout=300)
    if last.status != 0:
        return f"the last follower ended {last.status}: {last.said()}"
    with open(scene.path("told"), encoding="utf-8") as file:
        got = [tuple(line.split()) for line in file.read().splitlines()]
    once = [one for place, one in enumerate(got) if place == 0 or got[place - 1] != one]
    stored = [(str(seq), id.hex()) for seq, id, _ in State(scene).entries]
    if once != stored:
        return f"{len(once)} commands were run, and {len(stored)} events are there"
    if len(got) - len(once) > KILLS:
        return f"{len(got) - len(once)} commands were run twice, over {KILLS} kills"
    return None
