"""The commands that are tried at every call. A command of later needs one line here."""
from scenes import ORIGIN, SECRET


class Command:
    """A command, the scene in which it runs, and what it is given on standard input.

    It has to be all or nothing: after a fault and the same command again the scene is as after one
    run without a fault. `secret` says that it destroys what is sealed; `fresh` that it runs
    where no whole record need be yet; `every` that it does much alike, of whose calls each so many-th
    is tried.
    """

    def __init__(self, words, scene="small", input=None, secret=False, fresh=False, every=1):
        self.arguments = words if isinstance(words, list) else words.split()
        self.scene, self.input, self.secret, self.fresh = scene, input, secret, fresh
        self.every = every
        self.name = self.arguments[0]
        if self.name in ("key", "seal", "cosign", "witness"):
            self.name += " " + self.arguments[1]


CLAIM = "handover of 1201 remains of SOUTH from NORTH to SOUTH on 2025-06-13"

COMMANDS = [
    Command(f"init --origin {ORIGIN} --test-clock 2025-12-01T00:00:00Z", scene="empty", fresh=True),
    Command("append five.jsonl", scene="full"),
    Command(["announce", "--speaker", "ministry", "--stated", "2025-06-13", "--claim", CLAIM]),
    Command("checkpoint"),
    Command(["redact", "SEALED", "quote", "--reason", "names of persons"], secret=True),
    Command("snapshot handed-on --audience court"),
    Command("key import", scene="keyless", input="key.txt", fresh=True),
    Command("seal disclose SEALED quote --to press"),
    Command("prove #3 -o three.tlog-proof"),
    Command("backup backup.tally", every=3),
    Command("restore kept.tally restored.tally --against kept.txt", scene="copies", every=4),
    Command("restore log again.tally --against kept.txt", scene="copies", every=4),
    Command("mirror log mirror", scene="copies"),
    Command("cosign import line.txt --policy policy.txt", scene="witness"),
    Command("witness cosign one.txt", scene="witness"),
    Command("site public", every=11),
    Command(["follow", "--cursor", "cursor", "--until-idle", "0", "--exec", ":"]),
]

#: More commands that write, for the full disk alone.
WRITING = [Command(words) for words in (
    "source --source agency --kind institution --name Agency --side NORTH --reason words",
    "confirm --of L-1 --facets count --speaker staff --stated 2025-06-13",
    "deny --of L-1 --facets count --speaker staff --stated 2025-06-13",
    "correct --of L-1 --count 7 --speaker ministry --stated 2025-06-13",
    "retract --of L-1 --speaker ministry --stated 2025-06-13",
    "silence --silent staff --about numbers --speaker staff --stated 2025-06-13",
    "publish --medium clip --kind video --shows lorries --speaker staff --stated 2025-06-13",
    "assess --of L-1 --scale credibility --value 2 --reason words",
    "link L-1 L-2 --relation same_handover --reason words",
    "amend --of L-1 --set stated=2025-06-13 --reason words",
    ["agree", "--agreement", "deal", "--names", "Deal", "--when", "2025-06-02", "--parties", "NORTH,SOUTH", "--speaker", "ministry",
     "--stated", "2025-06-02", "--obligation", "NORTH owes SOUTH 6000 remains of SOUTH"],
)]
