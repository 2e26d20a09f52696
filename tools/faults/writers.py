"""Four writers append to one record at once, and are killed at any moment."""
import json
import os
import random
import signal
import time

from scenes import handover, lines
from state import State
from table import Point

WRITERS = 4
ROUNDS = 25
KILLS = 20
LINES = 120


class Writer:
    """A program that appends line by line, and what it has acknowledged."""

    def __init__(self, scene, number, name):
        self.name = name
        self.files = [open(os.memfd_create(one), "r+b") for one in ("input", "output", "errors")]
        self.files[0].write(lines(
            handover(n, quote=f"line {n} of writer {number}") for n in range(LINES)))
        self.files[0].seek(0)
        self.process = scene.start(
            ["append", "-", "--each", "--format", "json"],
            stdin=self.files[0], stdout=self.files[1], stderr=self.files[2])

    @property
    def runs(self):
        return self.process.poll() is None

    def end(self, wait=None):
        """Kills it, or waits for its own end; returns what it acknowledged, and how it ended."""
        if wait is None and self.runs:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(wait)
        self.files[1].seek(0)
        whole = self.files[1].read().split(b"\n")[:-1]
        self.files[2].seek(0)
        errors = self.files[2].read().decode()
        for file in self.files:
            file.close()
        return [(one["seq"], one["id"]) for one in map(json.loads, whole)], errors


def points(bases):
    return [Point("four writers", "SIGKILL", f"writers {number}", attempt(bases["small"], number),
                  count=KILLS)
            for number in range(ROUNDS)]


def attempt(base, seed):
    def attempt(scene):
        scene.copy(base)
        chance = random.Random(seed)
        writers = [Writer(scene, 0, f"w{place}") for place in range(WRITERS)]
        made, acknowledged, kills = WRITERS, [], 0
        while kills < KILLS:
            time.sleep(chance.uniform(0, 0.06))
            place = chance.randrange(WRITERS)
            writer = writers[place]
            kills += writer.runs
            answers, errors = writer.end()
            acknowledged.append(answers)
            if writer.process.returncode not in (0, -signal.SIGKILL):
                return f"a writer ended {writer.process.returncode}: {errors[:200]}"
            writers[place] = Writer(scene, made, writer.name)
            made += 1
        for writer in writers:
            answers, errors = writer.end(wait=120)
            acknowledged.append(answers)
            if writer.process.returncode != 0:
                return f"a writer that nobody killed ended {writer.process.returncode}: {errors[:200]}"
        verify = scene.run("verify")
        if verify.status != 0:
            return verify.fault() or f"verify: {verify.status}: {verify.said()}"
        stored = [(seq, id.hex()) for seq, id, _ in State(scene).entries]
        if [seq for seq, _ in stored] != list(range(1, len(stored) + 1)):
            return "the seqs are not dense"
        lost = [one for answers in acknowledged for one in answers if one not in set(stored)]
        if lost:
            return f"{len(lost)} acknowledged events are gone, the first #{lost[0][0]}"
        if any(answers != sorted(answers) for answers in acknowledged):
            return "a writer's lines are not in its order"
        if sum(map(len, acknowledged)) < KILLS:
            return "hardly anything was appended: the round shows nothing"
        return None
    return attempt
