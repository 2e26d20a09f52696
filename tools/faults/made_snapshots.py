"""Snapshots that were touched after they were signed; every one of them is not whole."""
import os
import shutil

from flips import sum_anew



def one_file_more(scene, folder):
    with open(os.path.join(folder, "more.txt"), "w") as file:
        file.write("more\n")


def one_file_more_in_a_folder_of_tiles(scene, folder):
    os.makedirs(os.path.join(folder, "tile", "9"))
    one_file_more(scene, os.path.join(folder, "tile", "9"))


def empty_folder_more(scene, folder):
    os.makedirs(os.path.join(folder, "empty"))


def one_file_less(name):
    def make(scene, folder):
        os.unlink(os.path.join(folder, name))
    make.__name__ = "without_" + name
    return make


def link_for(name):
    def make(scene, folder):
        path = os.path.join(folder, name)
        shutil.move(path, scene.path("elsewhere"))
        os.symlink(scene.path("elsewhere"), path)
    make.__name__ = "link_for_" + name
    return make


def pipe_for(name):
    def make(scene, folder):
        path = os.path.join(folder, name)
        os.unlink(path)
        os.mkfifo(path)
    make.__name__ = "pipe_for_" + name
    return make


def folder_for(name):
    def make(scene, folder):
        path = os.path.join(folder, name)
        os.unlink(path)
        os.makedirs(path)
    make.__name__ = "folder_for_" + name
    return make


def endless(name):
    def make(scene, folder):
        """A file of a thousand million bytes, none of which is on the disk."""
        with open(os.path.join(folder, name), "r+b") as file:
            file.truncate(1 << 40)
    make.__name__ = "endless_" + name
    return make


def emptied(name):
    def make(scene, folder):
        open(os.path.join(folder, name), "w").close()
        if name != "SHA256SUMS":
            sum_anew(folder)
    make.__name__ = "empty_" + name
    return make


def said_twice(name):
    def make(scene, folder):
        path = os.path.join(folder, name)
        with open(path, "rb") as file:
            content = file.read()
        with open(path, "ab") as file:
            file.write(content)
        if name != "SHA256SUMS":
            sum_anew(folder)
    make.__name__ = "twice_" + name
    return make


def path_that_leads_out(scene, folder):
    with open(os.path.join(folder, "SHA256SUMS"), "a") as file:
        file.write("0" * 64 + "  ../record.tally\n")


def huge_size(scene, folder):
    """The checkpoint tells of as many entries as a number can."""
    path = os.path.join(folder, "checkpoint")
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    lines[1] = "9223372036854775807"
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    sum_anew(folder)


NAMES = ["checkpoint", "events.jsonl", "report.html", "README.txt", "SHA256SUMS", "log.vkey",
         "reports.note", "cut.json"]

MAKERS = [one_file_more, one_file_more_in_a_folder_of_tiles, empty_folder_more, path_that_leads_out,
          huge_size]
MAKERS += [make(name) for make in (one_file_less, link_for, pipe_for, folder_for, endless, emptied,
                                   said_twice) for name in NAMES]
