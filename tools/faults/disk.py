"""A full disk, and an answer that cannot be written, for every command that writes.

The disk is a small file system in memory, of which a filler leaves some pages free; the campaign
mounts it in a mount namespace of its own. Where that may not be, no file may pass a size.
"""
import os
import subprocess
import sys

from commands import COMMANDS, WRITING
from judge import Clean, judge
from program import Scene
from table import Point

PAGE = 4096

#: How many pages are left free, until enough are.
PAGES = [*range(24), 28, 32, 40, 48, 64, 96, 128, 192]

#: By how many bytes a file may outgrow the record, or how long any may be.
LIMITS = [("in all", size) for size in (0, 1, 600, 4096, 5000, 9000)] + [
    ("beyond the record", size) for size in (0, 1, 4096, 8192, 16384, 65536)]


def in_own_namespace():
    """Starts this program again where it may mount; goes on where it may not."""
    if os.environ.get("TALLY_FAULTS_MOUNTS"):
        return
    for options in (["-m"], ["-rm"]):
        command = ["unshare", *options, "sh", "-c", "mount -t tmpfs none /mnt"]
        try:
            tried = subprocess.run(command, stderr=subprocess.DEVNULL, check=False)
        except FileNotFoundError:
            break
        if tried.returncode == 0:
            os.environ["TALLY_FAULTS_MOUNTS"] = "yes"
            os.execvp("unshare", ["unshare", *options, sys.executable, *sys.argv])
    os.environ["TALLY_FAULTS_MOUNTS"] = "no"


class SmallDisk:
    """A file system of a few megabytes at the folder of a scene."""

    def __init__(self, scene, base):
        self.scene = scene
        os.makedirs(scene.folder + ".disk", exist_ok=True)
        self.disk = Scene(scene.tally, scene.folder + ".disk/scene")
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", scene.folder + ".disk"],
                       check=True)
        self.disk.copy(base)

    @property
    def filler(self):
        return self.disk.path("tmp", "filler")

    def leave(self, pages):
        """Fills it up to some pages."""
        descriptor = os.open(self.filler, os.O_WRONLY | os.O_CREAT)
        try:
            while os.write(descriptor, bytes(PAGE)) == PAGE:
                pass
        except OSError:
            pass  # it is full
        os.close(descriptor)
        size = os.path.getsize(self.filler) // PAGE * PAGE
        os.truncate(self.filler, max(size - pages * PAGE, 0))

    def free(self):
        os.unlink(self.filler)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.scene.folder + ".disk"], check=False)


def points(tally, folder, bases, text_of):
    found = []
    mounts = os.environ.get("TALLY_FAULTS_MOUNTS") == "yes"
    for command in COMMANDS + WRITING:
        clean = Clean(Scene(tally, os.path.join(folder, "trace")), command,
                      bases[command.scene], text_of(command))
        found.append(Point(command.name, "full output", f"{command.name} full-output",
                           on_full_output(clean)))
        if mounts:
            for pages in PAGES:
                name = f"{command.name} full-disk {pages} pages"
                found.append(Point(command.name, "full disk", name, on_full_disk(clean, pages)))
        else:
            for kind, size in LIMITS:
                name = f"{command.name} full-disk {size} bytes {kind}"
                found.append(Point(command.name, "full disk", name, on_limit(clean, kind, size)))
    return found


def on_full_disk(clean, pages):
    def attempt(scene):
        with SmallDisk(scene, clean.base) as small:
            small.leave(pages)
            run = small.disk.run(*clean.command.arguments, input=clean.input)
            return judge(small.disk, clean, run, again=small.free)
    return attempt


def on_limit(clean, kind, size):
    def attempt(scene):
        scene.copy(clean.base)
        limit = size
        if kind != "in all" and os.path.exists(scene.record):
            limit += os.path.getsize(scene.record)
        run = scene.run(*clean.command.arguments, input=clean.input, limit=limit)
        # What the program prints is kept in files too, which may not be longer either.
        return judge(scene, clean, run, mute=limit < PAGE)
    return attempt


def on_full_output(clean):
    """The command's answer goes to a device that is full: it has to say so, by its status too."""
    def attempt(scene):
        scene.copy(clean.base)
        run = scene.run(*clean.command.arguments, input=clean.input, output="/dev/full")
        if run.status == 0 and clean.run.output:
            return "status 0, and the answer could not be written"
        return judge(scene, clean, run)
    return attempt
