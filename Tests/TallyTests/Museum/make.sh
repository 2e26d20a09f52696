#!/bin/bash
# Makes whole.tally, a record of 300 events with checkpoints at 100 and 280, where it is not there
# already, and from copies of it the exhibits named as arguments, each damaged in one way behind the guards: NAME.tally.
# Works in the folder where it is run, with the keys under XDG_CONFIG_HOME.
set -euo pipefail

origin=museum.test/record
clock=2025-07-01T00:00:00Z

# Content lines with the numbers $1 to $2, said by $3.
lines() {
  local number
  for ((number = $1; number <= $2; number++)); do
    echo '{"type":"announcement","stated":"2025-06-13","body":{"speaker":"'"$3"'",' \
      '"attribution":"named","quote":"number '$number'","claim":{"act":"statement"}}}'
  done
}

# Appends the lines $2 to $3 to the record $1, said by $4.
append() {
  lines "$2" "$3" "$4" | tally append --record "$1" - >/dev/null 2>&1
}

# Appends an event with a sealed quote to the record $1.
seal() {
  tally announce --record "$1" --speaker s --stated 2025-06-13 --claim statement \
    --quote 'what was said' --label sealed --seal quote >/dev/null 2>&1
}

# Runs SQL on the record $1 with its triggers out of the way, and without the checks of columns.
behind() {
  local drop again
  drop=$(sqlite3 "$1" "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema
    WHERE type = 'trigger'")
  again=$(sqlite3 "$1" "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'")
  printf '%s\n' 'PRAGMA ignore_check_constraints = ON;' "$drop" "$2" "$again" |
    sqlite3 -bail "$1"
}

make_whole() {
  tally init whole.tally --origin $origin --test-clock $clock >/dev/null
  append whole.tally 1 100 s
  tally checkpoint --record whole.tally >at-100.txt 2>/dev/null
  cp -p whole.tally at-100.tally
  cp -rp "$XDG_CONFIG_HOME" config-at-100
  append whole.tally 101 280 s
  tally checkpoint --record whole.tally >at-280.txt 2>/dev/null
  append whole.tally 281 300 s
}

# other.tally, of the same origin and clock and of another key, in which $1 said all.
make_other() {
  XDG_CONFIG_HOME=$PWD/config-other tally init other.tally --origin $origin \
    --test-clock $clock >/dev/null
  append other.tally 1 300 "$1"
}

make() {
  local file=$1.tally
  case $1 in
    forked | rolled_back) cp -p at-100.tally "$file" ;;
    foreign_key) ;;
    *) cp -p whole.tally "$file" ;;
  esac
  case $1 in
    altered)
      behind "$file" "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT),
        'number 12', 'number 21') AS BLOB) WHERE seq = 12;" ;;
    altered_right_edge) # The recorder's name: only a checkpoint knows of it.
      behind "$file" "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT),
        '\"recorder\":\"', '\"recorder\":\"x') AS BLOB) WHERE seq = 270;" ;;
    altered_column)
      behind "$file" "UPDATE entry SET type = 'denial' WHERE seq = 12;" ;;
    altered_time) # Of the last entry, and no instant at all.
      behind "$file" "UPDATE entry SET recorded = 9223372036854775807 WHERE seq = 300;" ;;
    altered_label) # No UTF-8.
      behind "$file" "UPDATE entry SET label = CAST(x'ff' AS TEXT) WHERE seq = 12;" ;;
    added_before)
      behind "$file" "INSERT INTO entry SELECT -1, x'00112233445566778899aabbccddeeff', NULL, 1,
        'source', bytes FROM entry WHERE seq = 1;" ;;
    added_beyond)
      behind "$file" "INSERT INTO entry SELECT 9223372036854775807,
        x'00112233445566778899aabbccddeeff', NULL, recorded + 1, type, bytes
        FROM entry WHERE seq = 300;" ;;
    missing)
      behind "$file" "DELETE FROM entry WHERE seq = 12;" ;;
    reordered)
      behind "$file" "UPDATE entry SET seq = 1000 WHERE seq = 12;
        UPDATE entry SET seq = 12 WHERE seq = 13; UPDATE entry SET seq = 13 WHERE seq = 1000;" ;;
    truncated)
      behind "$file" "DELETE FROM entry WHERE seq > 270;" ;;
    swapped)
      make_other t
      behind "$file" "ATTACH 'other.tally' AS other; DELETE FROM entry WHERE seq = 12;
        INSERT INTO entry SELECT * FROM other.entry WHERE seq = 12;" ;;
    forked) # A copy with a copy of the key, which signs a second history of the same size.
      append "$file" 101 280 t
      XDG_CONFIG_HOME=$PWD/config-at-100 tally checkpoint --record "$file" >forked.txt 2>/dev/null
      append "$file" 281 300 s ;;
    rolled_back) ;;
    foreign_key)
      make_other s
      XDG_CONFIG_HOME=$PWD/config-other tally checkpoint --record other.tally >/dev/null 2>&1
      mv other.tally "$file" ;;
    bad_signature)
      behind "$file" "UPDATE checkpoint SET note = substr(note, 1, length(note) - 30) ||
        CASE substr(note, length(note) - 29, 1) WHEN 'A' THEN 'B' ELSE 'A' END ||
        substr(note, length(note) - 28) WHERE size = 280;" ;;
    bad_checkpoint)
      behind "$file" "UPDATE checkpoint SET size = 281 WHERE size = 280;" ;;
    disclosure_altered) # Another value under the digest.
      seal "$file"
      behind "$file" "UPDATE disclosure SET bytes =
        CAST('WyJBQUVDQXdRRkJnY0lDUW9MREEwT0R3IiwicXVvdGUiLCJ0d2VsdmUgaHVuZHJlZCJd' AS BLOB);" ;;
    disclosure_stray)
      behind "$file" "INSERT INTO disclosure VALUES (
        'DfUY61roMtIM_h7Atl7giNq8TgPMYBwbuQCLt5hCNAs',
        CAST('WyJBQUVDQXdRRkJnY0lDUW9MREEwT0R3IiwicXVvdGUiLCJ0d2VsdmUgaHVuZHJlZCJd' AS BLOB));" ;;
    disclosure_kept) # A redaction that did not destroy what it names.
      seal "$file"
      sqlite3 "$file" "SELECT digest, hex(bytes) FROM disclosure" >kept
      tally redact --record "$file" sealed quote --reason r >/dev/null 2>&1
      IFS='|' read -r digest bytes <kept
      behind "$file" "INSERT INTO disclosure VALUES ('$digest', x'$bytes');" ;;
    foreign_schema)
      sqlite3 "$file" "CREATE TABLE notes (text)" ;;
    trigger_dropped)
      sqlite3 "$file" "DROP TRIGGER entry_kept" ;;
    trigger_changed)
      sqlite3 "$file" "DROP TRIGGER entry_kept;
        CREATE TRIGGER entry_kept BEFORE DELETE ON entry BEGIN SELECT 1; END" ;;
    tile_missing)
      behind "$file" "DELETE FROM tile;" ;;
    tile_altered)
      behind "$file" "UPDATE tile SET hashes = zeroblob(8192);" ;;
    tile_shortened)
      behind "$file" "UPDATE tile SET hashes = x'00';" ;;
    tile_added)
      behind "$file" "INSERT INTO tile SELECT 0, 9223372036854775807, root, hashes FROM tile;" ;;
    clock_back) # In the right edge, after the last checkpoint.
      behind "$file" "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT),
          '\"recorded\":\"2025-07-01T', '\"recorded\":\"2025-06-30T') AS BLOB),
        recorded = recorded - 86400000000 WHERE seq = 290;" ;;
    page_altered) # In the file's pages: a key that parts two pages of entries.
      python3 - "$file" "$(sqlite3 "$file" "SELECT rootpage FROM sqlite_schema WHERE name = 'entry'")" <<'END' ;;
import sys
path, start = sys.argv[1], 4096 * (int(sys.argv[2]) - 1)
pages = bytearray(open(path, "rb").read())
assert pages[start] == 5
cell = start + int.from_bytes(pages[start + 12:start + 14], "big")
pages[cell + 4] += 1
open(path, "wb").write(pages)
END
    index_altered) # In the file's pages: the index of ids leads from the id of #7 to #8.
      python3 - "$file" "$(sqlite3 "$file" 'SELECT hex(id) FROM entry WHERE seq = 7')" <<'END' ;;
import sys
path, cell = sys.argv[1], bytes([3, 0x2C, 1]) + bytes.fromhex(sys.argv[2])
pages = open(path, "rb").read()
assert pages.count(cell + b"\x07") == 1
open(path, "wb").write(pages.replace(cell + b"\x07", cell + b"\x08"))
END
    *)
      echo "There is no exhibit $1." >&2
      exit 64 ;;
  esac
}

[ -e whole.tally ] || make_whole
for exhibit in "$@"; do make "$exhibit"; done
