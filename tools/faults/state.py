"""What a scene holds, as far as a later reader can tell: files, entries, checkpoints, audiences."""
import os
import re
import sqlite3
import stat

#: Names that are drawn anew for each run.
RANDOM = re.compile(r"(\.partial-|\.tmp-)[A-Za-z0-9]{6}|\.new-[0-9a-f]{8}")


class State:
    """The facts of a scene; two runs that did the same have equal facts."""

    def __init__(self, scene):
        self.files = {}
        for folder, names, files in os.walk(scene.folder):
            for name in names + files:
                path = os.path.join(folder, name)
                place = os.path.relpath(path, scene.folder)
                if place.split(os.sep)[0] in ("home", "tmp"):
                    continue
                self.files[place] = stat.filemode(os.lstat(path).st_mode)
        self.entries, self.checkpoints, self.disclosures, self.audiences = [], [], [], []
        self.unreadable = None
        if os.path.exists(scene.record):
            self.read(scene.record)

    def read(self, path):
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            self.entries = connection.execute("SELECT seq, id, bytes FROM entry ORDER BY seq").fetchall()
            self.checkpoints = connection.execute(
                "SELECT size, note FROM checkpoint ORDER BY size").fetchall()
            self.disclosures = [
                row[0] for row in connection.execute("SELECT bytes FROM disclosure ORDER BY digest")]
            self.audiences = sorted(connection.execute("SELECT * FROM audience").fetchall())
        except sqlite3.Error as error:
            self.unreadable = str(error)
        finally:
            connection.close()

    def stays(self):
        """The files that are no remnant of an unfinished run."""
        return {place: mode for place, mode in self.files.items() if not RANDOM.search(place)}

    def facts(self):
        """All but what is drawn at random: keys, and the salts of sealed fields."""
        return (self.stays(), [(seq, id) for seq, id, _ in self.entries],
                [size for size, _ in self.checkpoints], len(self.disclosures), self.audiences)

    def difference(self, other):
        """Names what differs between the facts of two states."""
        found = []
        for place in sorted(set(self.stays().items()) ^ set(other.stays().items())):
            found.append(place[0])
        names = ("entries", "checkpoints", "disclosures", "audiences")
        for name, one, two in zip(names, self.facts()[1:], other.facts()[1:]):
            if one != two:
                found.append(name)
        return ", ".join(dict.fromkeys(found))


def holds(scene, pieces):
    """The files of a scene in which one of some pieces stands."""
    found = []
    for folder, _, files in os.walk(scene.folder):
        for name in files:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                content = file.read()
            if any(piece in content for piece in pieces):
                found.append(os.path.relpath(path, scene.folder))
    return found
