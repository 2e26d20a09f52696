"""What has to hold after a fault, however it hit."""
from state import State, holds


class Clean:
    """A command without a fault: what was there before, what is there after it, what it said."""

    def __init__(self, scene, command, base, input):
        self.base, self.input = base, input
        self.command = command
        scene.copy(base)
        self.before = State(scene)
        self.run = scene.good(*command.arguments, input=input)
        self.after = State(scene)
        if scene.run("verify").status != 0:
            raise SystemExit(f"faults: after tally {command.name} the record is not whole")


def judge(scene, clean, run, killed=False, mute=False, early=False, again=None):
    """What is wrong after a faulted run, as a sentence; None where all is well.

    `mute` says that the run could not print; `early` that the fault met the runtime, which may end
    as it likes, before it met the program; `again` is what to do before the second try.
    """
    command = clean.command
    fault = run.fault(killed)
    if fault and not (early and not run.hung):
        return fault
    whole = run.output.count(b"\n") >= clean.run.output.count(b"\n") > 0
    if run.status == 0 and not whole and clean.run.output:
        return "status 0, and not all was printed"
    if run.status > 0 and not mute and not early and "Error:" not in run.errors:
        return f"status {run.status} without an error: {run.said()}"
    if run.status > 2 and not early:
        return f"status {run.status}: {run.said()}"
    if again:
        again()
    begun = "Error:" in run.errors
    if early and run.status != 0 and not begun and State(scene).facts() != clean.before.facts():
        return "something was done after a fault before the program began"

    # What the next reader finds.
    verify = scene.run("verify")
    fault = verify.fault()
    if fault:
        return fault
    if verify.status != 0 and not (command.fresh and verify.errors + verify.output.decode()):
        return f"verify afterwards: {verify.status}: {verify.said()}"
    state = State(scene)
    if state.unreadable and not command.fresh:
        return f"the record cannot be read after verify: {state.unreadable}"
    held = state.entries[:len(clean.before.entries)]
    if held != clean.before.entries:
        return "an entry that was acknowledged before is gone"
    done = state.facts() == clean.after.facts()
    if (run.status == 0 or whole) and not done:
        return f"acknowledged, but not done: {state.difference(clean.after)}"
    if not command.fresh and len(state.entries) not in (
            len(clean.before.entries), len(clean.after.entries)):
        return f"{len(state.entries)} entries: neither all nor none"
    if len(state.entries) > len(clean.before.entries) and "othing was" in run.errors:
        return f"the events are in, and the error says: {run.said()}"
    new = len(clean.before.entries) + 1
    if len(state.entries) >= new and run.status > 0 and not mute and f"#{new}" not in run.errors:
        return f"the events are in, and the error does not say so: {run.said()}"

    # The same command again.
    second = scene.run(*command.arguments, input=clean.input)
    fault = second.fault()
    if fault:
        return fault
    final = State(scene)
    if second.status != 0 and "Hint:" not in second.errors:
        return f"again: {second.status}, without a word on what to do: {second.said()}"
    if final.facts() != clean.after.facts():
        return (f"again: {second.status}: {second.said()} "
                f"[differs: {final.difference(clean.after)}]")
    verify = scene.run("verify")
    if verify.status != 0:
        return verify.fault() or f"verify in the end: {verify.status}: {verify.said()}"
    return remnants(scene, clean, final)


def remnants(scene, clean, final):
    """Pieces of what is sealed, where none may be."""
    gone = set(clean.before.disclosures) - set(final.disclosures)
    left = holds(scene, gone) if gone else []
    if left:
        return f"what was destroyed still stands in {', '.join(left)}"
    partial = set(final.files) - set(final.stays())
    left = [place for place in holds(scene, clean.before.disclosures) if place in partial]
    if left:
        return f"an unfinished run left what is sealed in {', '.join(left)}"
    return None
