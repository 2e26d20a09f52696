#!/usr/bin/env python3
"""Shows that an append costs the same however long the record is (design section 6).

Makes a record of many events and an empty one, and compares single durable appends to each:
in one process (`tally append - --each`, from the line sent to its answer) and by the command
(`tally append FILE` of one line, the whole process). Prints medians over several rounds that
alternate between the two records, their spread, and the ratio.

    swift build -c release --static-swift-stdlib --product tally
    tools/bench/append_growth.py --events 1000000
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PARTIES = [("RU", "UA"), ("UA", "RU")]
WORDS = "передали тіла загиблих військових сьогодні під час чергового етапу репатріації".split()


def sources(count):
    for number in range(count):
        yield {
            "type": "source", "stated": "2025-01-01",
            "body": {
                "source": f"speaker-{number}", "kind": "person", "name": f"Мовник {number}",
                "side": PARTIES[number % 2][0], "reason": "made up for the measurement",
            },
        }


def event(number, rng, speakers):
    sender, receiver = rng.choice(PARTIES)
    day = f"2025-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    return {
        "type": "announcement", "stated": f"{day}T{number % 24:02}:00:00Z",
        "body": {
            "speaker": f"speaker-{rng.randrange(speakers)}", "attribution": "named",
            "quote": f"{number} " + " ".join(rng.choices(WORDS, k=8)), "lang": "uk",
            "claim": {
                "act": "handover", "what": "remains", "from": sender, "to": receiver,
                "whose": receiver, "when": day, "count": {"exact": rng.randrange(1, 2000)},
            },
        },
    }


def line(content):
    return json.dumps(content, ensure_ascii=False) + "\n"


class Record:
    def __init__(self, tally, folder, name, events, seed):
        self.tally, self.folder = tally, folder
        self.path = os.path.join(folder, f"{name}.tally")
        self.rng, self.speakers, self.number = random.Random(seed), 200, 0
        self.run("init", self.path, "--origin", f"bench.test/{name}")
        content = os.path.join(folder, f"{name}.jsonl")
        with open(content, "w", encoding="utf-8") as file:
            file.writelines(line(source) for source in sources(self.speakers))
            file.writelines(line(self.next()) for _ in range(events))
        self.run("append", content, "--record", self.path)
        os.unlink(content)

    def next(self):
        self.number += 1
        return event(self.number, self.rng, self.speakers)

    def run(self, *arguments):
        subprocess.run([self.tally, *arguments], check=True, capture_output=True)

    def in_one_process(self, count):
        """Seconds from each line sent to its answer."""
        process = subprocess.Popen(
            [self.tally, "append", "-", "--each", "--record", self.path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        times = []
        for _ in range(count):
            content = line(self.next()).encode()
            begin = time.perf_counter()
            process.stdin.write(content)
            process.stdin.flush()
            if not process.stdout.readline():
                sys.exit("append --each ended early")
            times.append(time.perf_counter() - begin)
        process.stdin.close()
        if process.wait() != 0:
            sys.exit("append --each failed")
        return times[5:]

    def by_the_command(self, count):
        """Seconds of a whole process for one line."""
        path = os.path.join(self.folder, "one.jsonl")
        times = []
        for _ in range(count):
            with open(path, "w", encoding="utf-8") as file:
                file.write(line(self.next()))
            begin = time.perf_counter()
            self.run("append", path, "--record", self.path)
            times.append(time.perf_counter() - begin)
        return times


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--tally", default=os.path.join(ROOT, ".build/release/tally"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        os.environ["XDG_CONFIG_HOME"] = os.path.join(folder, "config")
        print(f"making a record of {options.events:,} events", file=sys.stderr)
        records = {
            "empty": Record(options.tally, folder, "empty", 0, 1),
            "long": Record(options.tally, folder, "long", options.events, 2),
        }
        ways = {"in one process": ("in_one_process", 60), "by the command": ("by_the_command", 25)}
        print(f"{'':16}{'empty, ms':>12}{'long, ms':>12}{'ratio':>8}   spread of the ratio")
        for way, (method, count) in ways.items():
            rounds = []
            for _ in range(options.rounds):
                medians = {
                    name: statistics.median(getattr(record, method)(count))
                    for name, record in records.items()
                }
                rounds.append((medians["empty"], medians["long"]))
            ratios = sorted(long / empty for empty, long in rounds)
            empty, long = (statistics.median(column) * 1000 for column in zip(*rounds))
            print(
                f"{way:16}{empty:12.3f}{long:12.3f}{statistics.median(ratios):8.3f}"
                f"   {ratios[0]:.3f} to {ratios[-1]:.3f}")


main()
