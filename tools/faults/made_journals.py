"""Journals that a killed append left, beside a file that they do not belong to, or that were written
by another hand."""
import os
import shutil

from program import Scene
from state import State

#: Kills an append after the record's pages were written and before its journal is gone.
KILLED = ["strace", "-f", "-qq", "-o", "/dev/null", "--inject=fdatasync:signal=KILL:when=4"]

#: The magic number at the end of a journal that names a super-journal.
MAGIC = bytes([0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7])


def crashed(scene, base):
    """A scene in which an append was killed; returns the path of its journal."""
    scene.copy(base)
    scene.run("append", "five.jsonl", prefix=KILLED)
    journal = scene.record + "-journal"
    if not os.path.exists(journal):
        raise RuntimeError("the kill left no journal")
    return journal


def attempts(base):
    """The attempts, each named by what it does."""
    def super_journal(names):
        def attempt(scene):
            journal = crashed(scene, base)
            for name, command in ((name, command) for name in names(scene) for command in (
                    ["verify"], ["totals"], ["log"], ["append", "five.jsonl"], ["checkpoint"])):
                target = os.path.join(scene.folder, name)
                if not os.path.exists(target):
                    with open(target, "w") as file:
                        file.write("the only copy\n")
                with open(journal, "rb") as file:
                    content = file.read()
                text = name.encode()
                total = sum(byte if byte < 128 else byte - 256 for byte in text) & 0xFFFFFFFF
                with open(journal, "ab") as file:
                    file.write((262145).to_bytes(4, "big") + text + len(text).to_bytes(4, "big")
                               + total.to_bytes(4, "big") + MAGIC)
                run = scene.run(*command, timeout=20)
                if run.fault():
                    return run.fault()
                if not os.path.exists(target):
                    return f"tally {command[0]} deletes {name}, which the journal names"
                journal = crashed(scene, base)
            return None
        return attempt

    def journal_names_a_file_beside_it(scene):
        return super_journal(lambda scene: ["precious.txt", scene.path("precious.txt")])(scene)

    def journal_names_the_key(scene):
        return super_journal(
            lambda scene: [scene.path("config/tally/keys/faults.test%2frecord/log.key")])(scene)

    def backup_put_over_a_crashed_record(scene):
        crashed(scene, base)
        shutil.copy(os.path.join(base, "record.tally"), scene.record)
        return whole_or_named(scene, State(Scene("", base)))

    def longer_record_put_over_a_crashed_one(scene):
        scene.copy(base)
        scene.good("announce", "--speaker", "ministry", "--stated", "2025-06-13", "--claim",
                   "handover of 7 remains of SOUTH from NORTH to SOUTH on 2025-06-13")
        kept = scene.folder + ".kept"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(scene.folder, kept)
        before = State(scene)
        crashed(scene, base)
        shutil.copy(os.path.join(kept, "record.tally"), scene.record)
        return whole_or_named(scene, before)

    def moved_without_its_journal_and_back(scene):
        journal = crashed(scene, base)
        os.rename(scene.record, scene.path("elsewhere.tally"))
        arguments = ["announce", "--record", "elsewhere.tally", "--speaker", "ministry", "--stated",
                     "2025-06-14", "--claim",
                     "handover of 8 remains of SOUTH from NORTH to SOUTH on 2025-06-14"]
        run = scene.run(*arguments)
        if run.fault():
            return run.fault()
        os.rename(scene.path("elsewhere.tally"), scene.record)
        if run.status != 0:
            os.unlink(journal) if os.path.exists(journal) else None
            return None  # the half-written file was seen
        verify = scene.run("verify")
        said = scene.run("log", "--format", "json")
        if verify.fault() or said.fault():
            return verify.fault() or said.fault()
        if verify.status == 0 and b"2025-06-14" not in said.output:
            return "an acknowledged event is gone, and verify says whole"
        return None

    def copied_without_its_journal(scene):
        crashed(scene, base)
        os.unlink(scene.record + "-journal")
        verify = scene.run("verify")
        if verify.fault():
            return verify.fault()
        held = [entry[0] for entry in State(scene).entries]
        if verify.status == 0 and len(held) not in (6, 11):
            return f"verify says whole of {len(held)} entries"
        return None

    def second_name(scene):
        crashed(scene, base)
        os.link(scene.record, scene.path("second.tally"))
        run = scene.run("announce", "--record", "second.tally", "--speaker", "ministry", "--stated",
                        "2025-06-14", "--claim",
                        "handover of 8 remains of SOUTH from NORTH to SOUTH on 2025-06-14")
        if run.fault():
            return run.fault()
        if run.status == 0:
            os.unlink(scene.path("second.tally"))
            verify, log = scene.run("verify"), scene.run("log", "--format", "json")
            if verify.status == 0 and b"2025-06-14" not in log.output:
                return "an event acknowledged under the second name is gone, and verify says whole"
        return None

    def whole_or_named(scene, before):
        """The restored record is whole with all that it held, or the stale journal is named."""
        verify = scene.run("verify")
        if verify.fault():
            return verify.fault()
        if verify.status == 0:
            now = State(scene)
            if [one[1] for one in now.entries] != [one[1] for one in before.entries]:
                return "verify says whole of another record than was put there"
            return None
        said = verify.errors + verify.output.decode()
        return None if "journal" in said else f"verify does not name the journal: {verify.said()}"

    return [journal_names_a_file_beside_it, journal_names_the_key, backup_put_over_a_crashed_record,
            longer_record_put_over_a_crashed_one, moved_without_its_journal_and_back,
            copied_without_its_journal, second_name]
