#!/usr/bin/env python3
"""Changes one byte of a snapshot at a time, and counts who notices.

    tools/flip_snapshot.py [TALLY] [--bytes N]

It makes a small record with TALLY (default: .build/release/tally), and two snapshots of it, one
signed by a custodian. Then it changes one byte of one file, makes SHA256SUMS anew as whoever has
no key can, and asks `tally verify`, tools/verify_snapshot.py and the steps of the snapshot's own
README.txt, each by itself; N times for each snapshot (208), spread over all files, always the same
bytes. It prints how many each noticed, and ends with status 1 where one was missed.
"""

import argparse
import concurrent.futures
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SEALED = (
    '{"type":"announcement","stated":"2025-07-01","label":"sealed","sealed":["quote"],"body":'
    '{"speaker":"zelensky","attribution":"named","quote":"said","claim":{"act":"statement"}}}')


class Workshop:
    """A folder with a record, its key, and two snapshots."""

    def __init__(self, place, tally):
        self.place, self.tally = place, tally
        self.environment = {
            **os.environ, "XDG_CONFIG_HOME": f"{place}/config", "TALLY_RECORD": f"{place}/r.tally",
            "TMPDIR": place}
        self.run(tally, "init", "--origin", "flip.test/r", "--test-clock", "2026-12-01T00:00:00Z")
        with open(f"{ROOT}/events/istanbul-2025/article.jsonl", encoding="utf-8") as file:
            lines = [line for line in file][:12] + [SEALED + "\n"]
        with open(f"{place}/lines.jsonl", "w", encoding="utf-8") as file:
            file.writelines(lines)
        self.run(tally, "append", f"{place}/lines.jsonl")
        self.run(tally, "seal", "disclose", "sealed", "quote", "--to", "court")
        self.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", f"{place}/custodian")
        self.run(tally, "snapshot", f"{place}/log alone", "--audience", "court")
        self.run(
            tally, "snapshot", f"{place}/custodian too", "--audience", "court", "--sign-with",
            f"{place}/custodian")
        self.key = self.run(tally, "key", "show").split("\n")[0]
        shutil.copy(f"{place}/custodian too/allowed_signers", f"{place}/signers")

    def run(self, *command):
        answer = subprocess.run(
            command, capture_output=True, check=False, env=self.environment, text=True,
            stdin=subprocess.DEVNULL)
        if answer.returncode != 0:
            sys.exit(f"{' '.join(command)}: {answer.stdout}{answer.stderr}")
        return answer.stdout

    def ask(self, folder, is_signed):
        """Who notices something about a snapshot: each with what it said."""
        given = ["--vkey", self.key]
        given += ["--allowed-signers", f"{self.place}/signers"] if is_signed else []
        with open(f"{folder}/README.txt", "rb") as file:
            steps = re.findall(rb"^    (.*\n?)", file.read(), re.M)
        asked = {
            "tally verify": [self.tally, "verify", folder, *given],
            "verify_snapshot.py": [
                sys.executable, "-B", f"{ROOT}/tools/verify_snapshot.py", folder, *given],
            "README.txt": ["sh", "-s"],
        }
        found = {}
        for name, command in asked.items():
            answer = subprocess.run(
                command, capture_output=True, check=False, cwd=folder, env=self.environment,
                input=b"".join(steps) if name == "README.txt" else b"")
            said = (answer.stdout + answer.stderr).decode("utf-8", "replace")
            is_noticed = answer.returncode != 0
            if name == "README.txt":
                is_noticed = is_noticed or "failed" in said or "every step passed\n" not in said
            found[name] = (is_noticed, said)
        return found


def files_of(folder):
    return sorted(
        os.path.relpath(os.path.join(place, name), folder)
        for place, _, names in os.walk(folder) for name in names)


def sum_anew(folder):
    """Puts into every line of SHA256SUMS the digest that its file has now."""
    lines = []
    with open(f"{folder}/SHA256SUMS", encoding="utf-8") as file:
        names = [line[66:-1] for line in file]
    for name in names:
        with open(f"{folder}/{name}", "rb") as file:
            lines.append(f"{hashlib.sha256(file.read()).hexdigest()}  {name}\n")
    with open(f"{folder}/SHA256SUMS", "w", encoding="utf-8") as file:
        file.writelines(lines)


def flips(folder, count):
    """As many changes of a byte, spread over the files: name, place, and what is added to it."""
    names = [name for name in files_of(folder) if name != "SHA256SUMS"]
    for number in range(count):
        name = names[number % len(names)]
        digest = hashlib.sha256(f"{number} {name}".encode()).digest()
        size = os.path.getsize(f"{folder}/{name}")
        yield name, int.from_bytes(digest[:8], "big") % size, 1 + digest[8] % 255


def flip(workshop, snapshot, name, place, added):
    """Changes a byte of a copy, and asks everybody."""
    with tempfile.TemporaryDirectory(dir=workshop.place) as copy:
        folder = shutil.copytree(f"{workshop.place}/{snapshot}", f"{copy}/snapshot")
        with open(f"{folder}/{name}", "r+b") as file:
            file.seek(place)
            byte = file.read(1)[0]
            file.seek(place)
            file.write(bytes([(byte + added) % 256]))
        sum_anew(folder)
        return workshop.ask(folder, snapshot == "custodian too")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("tally", nargs="?", default=f"{ROOT}/.build/release/tally")
    parser.add_argument("--bytes", type=int, default=208, metavar="N")
    options = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as place:
        workshop = Workshop(place, os.path.abspath(options.tally))
        for snapshot in ("log alone", "custodian too"):
            whole = workshop.ask(f"{place}/{snapshot}", snapshot == "custodian too")
            for who, (is_noticed, said) in whole.items():
                if is_noticed:
                    sys.exit(f"{who} does not find the unchanged snapshot whole:\n{said}")
            tried = list(flips(f"{place}/{snapshot}", options.bytes))
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                answers = list(pool.map(lambda one: flip(workshop, snapshot, *one), tried))
            for who in whole:
                unseen = [one for one, answer in zip(tried, answers) if not answer[who][0]]
                print(f"{snapshot}: {who} noticed {len(tried) - len(unseen)} of {len(tried)}")
                for name, at, added in unseen:
                    print(f"  missed: {name}, byte {at} + {added}")
                missed += len(unseen)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
