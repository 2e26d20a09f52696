"""Runs the program on a scene: a folder with a record, its keys, and what a command reads."""
import os
import shutil
import signal
import subprocess
import threading


class Run:
    """How a command ended, and what it wrote."""

    def __init__(self, arguments, status, output, errors, hung):
        self.arguments = arguments
        self.status = status
        self.output = output
        self.errors = errors.decode("utf-8", "replace")
        self.hung = hung

    def fault(self, killed=False):
        """What no command may do, whatever happens to it: hang, or end by a signal."""
        name = "tally " + " ".join(self.arguments)
        if self.hung:
            return f"{name} hangs"
        if self.status < 0 and not (killed and self.status == -signal.SIGKILL):
            return f"{name} ended by signal {-self.status}"
        return None

    def said(self):
        """The first words of what it printed, for a message."""
        return " ".join((self.errors or self.output.decode("utf-8", "replace")).split())[:200]


class Scene:
    """A folder in which one worker tries one point after another."""

    def __init__(self, tally, folder):
        self.tally = tally
        self.folder = folder

    @property
    def record(self):
        return os.path.join(self.folder, "record.tally")

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def environment(self):
        return {
            "PATH": os.path.dirname(self.tally) + ":/usr/bin:/bin", "LANG": "C.UTF-8",
            "HOME": self.path("home"), "XDG_CONFIG_HOME": self.path("config"),
            "TMPDIR": self.path("tmp"), "TALLY_RECORD": self.record,
            "SWIFT_BACKTRACE": "enable=no"}

    def copy(self, base):
        """Makes the folder a copy of another one."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(base, self.folder, symlinks=True)

    def start(self, arguments, prefix=(), **more):
        return subprocess.Popen(
            [*prefix, self.tally, *arguments], cwd=self.folder, env=self.environment(),
            start_new_session=True, **more)

    def run(self, *arguments, input=b"", prefix=(), timeout=30, limit=None, output=None):
        """Runs the program to its end.

        `limit` is the size in bytes that no file may pass, `output` a file to print to.
        """
        outputs = [open(os.memfd_create(name), "r+b") for name in ("input", "output", "errors")]
        outputs[0].write(input)
        outputs[0].seek(0)
        more = {}
        if limit is not None:
            import resource
            # Python ignores SIGXFSZ: so does then the program, which is told by EFBIG instead.
            more = dict(
                restore_signals=False,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        hung = False
        printed = open(output, "wb") if output else outputs[1]
        process = self.start(
            arguments, prefix, stdin=outputs[0], stdout=printed, stderr=outputs[2], **more)
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            hung = True
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if output:
            printed.close()
        texts = []
        for file in outputs:
            file.seek(0)
            texts.append(file.read())
            file.close()
        return Run(arguments, process.returncode, texts[1], texts[2], hung)

    def good(self, *arguments, **more):
        """Runs what has to succeed for the campaign to begin."""
        run = self.run(*arguments, **more)
        if run.status != 0:
            raise SystemExit(f"faults: tally {' '.join(arguments)} failed: {run.said()}")
        return run


class Workers:
    """One scene for each thread."""

    def __init__(self, tally, folder):
        self.tally, self.folder = tally, folder
        self.local = threading.local()
        self.lock = threading.Lock()
        self.count = 0

    def scene(self):
        if not hasattr(self.local, "scene"):
            with self.lock:
                self.count += 1
                self.local.scene = Scene(self.tally, os.path.join(self.folder, f"worker{self.count}"))
        return self.local.scene
