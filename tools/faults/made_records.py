"""Records that were written by another hand than the program's."""
import contextlib
import sqlite3

import two_ways


@contextlib.contextmanager
def opened(scene):
    """The record in SQLite, without its triggers; they are put back in the end."""
    connection = sqlite3.connect(scene.record, isolation_level=None)
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    yield connection
    for _, sql in triggers:
        with contextlib.suppress(sqlite3.Error):
            connection.execute(sql)
    connection.close()


@contextlib.contextmanager
def loosely(connection, table):
    """Lets a table take values of any type, behind a schema that says otherwise."""
    sql = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]

    def become(text):
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (text, table))
        version = connection.execute("PRAGMA schema_version").fetchone()[0]
        connection.execute(f"PRAGMA schema_version = {version + 1}")
        connection.execute("PRAGMA writable_schema = RESET")

    become(sql.replace(") STRICT, WITHOUT", ") WITHOUT").replace(") STRICT", ")")
           .replace(" NOT NULL", ""))
    yield
    become(sql)


def typed(table, change):
    """A maker of a value of another type than its column's."""
    def make(scene):
        with opened(scene) as connection, loosely(connection, table):
            connection.execute(f"UPDATE {table} SET {change}")
    make.__name__ = f"{table}_" + "".join(c if c.isalnum() else "_" for c in change.split(" WHERE")[0])
    return make


def changed(name, *statements):
    """A maker by plain statements of SQL."""
    def make(scene):
        with opened(scene) as connection:
            for statement in statements:
                connection.execute(statement)
    make.__name__ = name
    return make


def replaced(table, view):
    """A maker of a view in the place of a table."""
    def make(scene):
        connection = sqlite3.connect(scene.record, isolation_level=None)
        for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?",
                (table,)).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"ALTER TABLE {table} RENAME TO other")
        connection.execute(f"CREATE VIEW {table} AS {view}")
        connection.close()
    make.__name__ = f"view_for_{table}"
    return make


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT "


def write(scene, place, bytes):
    with open(scene.record, "r+b") as file:
        file.seek(place)
        file.write(bytes)


def huge_page_count(scene):
    """The header tells of two thousand million pages."""
    write(scene, 28, (2**31 - 1).to_bytes(4, "big"))


def largest_pages(scene):
    """The header tells of pages of 65,536 bytes."""
    write(scene, 16, b"\0\1")


def wal(scene):
    """The header asks for a write-ahead log."""
    write(scene, 18, b"\2\2")


def only_a_header(scene):
    """A file of a hundred bytes."""
    with open(scene.record, "r+b") as file:
        file.truncate(100)


def cut_within_a_page(scene):
    """The file ends in the middle of a page."""
    with open(scene.record, "r+b") as file:
        file.truncate(4096 * 5 + 17)


def page_that_points_at_itself(scene):
    """The root of the entries is an inner page all of whose children are itself."""
    connection = sqlite3.connect(scene.record)
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entry'").fetchone()[0]
    connection.close()
    page = bytearray(4096)
    page[0] = 5
    page[3:5] = (2).to_bytes(2, "big")
    page[5:7] = (4080).to_bytes(2, "big")
    page[8:12] = root.to_bytes(4, "big")
    for cell, (at, key) in enumerate(((4080, 3), (4086, 5))):
        page[12 + 2 * cell:14 + 2 * cell] = at.to_bytes(2, "big")
        page[at:at + 5] = root.to_bytes(4, "big") + bytes([key])
    write(scene, (root - 1) * 4096, page)


def two_ways_through(scene):
    """A search finds forged entries, a scan the true ones: only inner pages were changed."""
    return two_ways.make(scene)


MAKERS = [
    changed("seq_of_nine_quintillion", "UPDATE entry SET seq = 9223372036854775807 WHERE seq = 3"),
    changed("seq_of_a_million_million", "UPDATE entry SET seq = 1099511627776 WHERE seq = 5"),
    changed("seq_0", "UPDATE entry SET seq = 0 WHERE seq = 1"),
    changed("negative_seq", "UPDATE entry SET seq = -9223372036854775808 WHERE seq = 6"),
    changed("recorded_at_the_end_of_time", "UPDATE entry SET recorded = 9223372036854775807"),
    changed("entry_after_the_last", "INSERT INTO entry SELECT 9, x'00112233445566778899aabbccddeeff',"
            " 'late', recorded, type, bytes FROM entry WHERE seq = 6"),
    changed("size_of_a_checkpoint", "UPDATE checkpoint SET size = 9223372036854775807"),
    changed("tile_without_its_entries",
            "INSERT INTO tile VALUES (0, 0, zeroblob(32), zeroblob(8192))"),
    changed("tile_of_a_high_level",
            "INSERT INTO tile VALUES (63, 9223372036854775807, zeroblob(32), zeroblob(8192))"),
    changed("clock_of_its_own", "UPDATE meta SET value = '2031-01-01T00:00:00Z' WHERE name = 'clock'"),
    changed("no_meta", "DELETE FROM meta"),
    changed("another_key", "UPDATE meta SET value = 'x' || value WHERE name = 'vkey'"),
    changed("swapped_entries", "UPDATE entry SET seq = 99 WHERE seq = 4",
            "UPDATE entry SET seq = 4 WHERE seq = 5", "UPDATE entry SET seq = 5 WHERE seq = 99"),
    changed("altered_entry", "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"exact\":10', '\"exact\":90')"
            " AS BLOB) WHERE seq = 4"),
    changed("deeply_nested_entry", "UPDATE entry SET bytes = CAST(replace(hex(zeroblob(16000)), '0',"
            " '[') AS BLOB) WHERE seq = 4"),
    typed("meta", "value = x'ff00fe'"), typed("meta", "value = 17"),
    typed("entry", "id = 'text' WHERE seq = 2"), typed("entry", "label = x'ff' WHERE seq = 4"),
    typed("entry", "recorded = 'soon' WHERE seq = 2"), typed("entry", "bytes = 'text' WHERE seq = 2"),
    typed("entry", "bytes = NULL WHERE seq = 2"), typed("entry", "type = 1.5 WHERE seq = 2"),
    typed("checkpoint", "note = x'ff00'"), typed("disclosure", "digest = x'ff00'"),
    typed("disclosure", "bytes = NULL"), typed("audience", "name = x'ff'"),
    replaced("meta", ENDLESS + "'origin' AS name, 'x' AS value FROM n"),
    replaced("audience", ENDLESS + "'x' AS digest, 'court' AS name FROM n"),
    replaced("checkpoint", ENDLESS + "i AS size, 'x' AS note FROM n"),
    huge_page_count, largest_pages, wal, only_a_header, cut_within_a_page,
    page_that_points_at_itself, two_ways_through,
]
