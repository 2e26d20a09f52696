/// The file `README.txt` of a snapshot: what it is, and how to verify it by hand.
///
/// Lines that begin with four spaces are commands of one shell script.
public struct SnapshotReadme: Hashable, Sendable {
  /// The head of the log.
  public let head: Checkpoint

  /// Whether a custodian signed the digests.
  public let isSigned: Bool

  /// Creates the text for a head.
  public init(head: Checkpoint, isSigned: Bool) {
    self.head = head
    self.isSigned = isSigned
  }

  /// The text.
  public var bytes: [UInt8] {
    let sections = [
      introduction, files, isSigned ? custodian : unsigned, Self.logKey, Self.root, Self.rest,
      meaning,
    ]
    return Array(sections.joined(separator: "\n").utf8)
  }

  private var introduction: String {
    """
    A SNAPSHOT OF THE RECORD \(head.origin)
    events \(head.size), root \(head.root.base64)

    This folder holds every event of the record up to a signed checkpoint, and the reports made
    from them; report.html shows them to people. Anyone can find out whether one digit was changed
    since, without a network and without the program that made it. The folder is a C2SP tlog-tiles
    log as well: a plain web server of it is a public log. An event holds a sealed field as a digest
    (SD-JWT) only; disclosures.jsonl, where it is there, opens those that its audience may see.

    GET THE KEYS BY ANOTHER PATH than this folder: from the record's site, on paper, by telephone.
    Whoever changes a snapshot can sign it anew and put the key beside it. Compare what you get with
    log.vkey\(isSigned ? " and allowed_signers" : "").

    The steps need OpenSSH, OpenSSL 3 and the GNU core utilities. Run the lines that begin with four
    spaces in this folder, one step after the other, in one shell; a step that prints "failed", or
    ends with an error, failed.

    """
  }

  private var files: String {
    """
    1. NO FILE WAS CHANGED OR REMOVED

        t=$(mktemp -d); sha256sum --quiet --strict -c SHA256SUMS || echo failed

    A file that was added is not noticed so. SHA256SUMS names every file but itself and
    SHA256SUMS.sig:

        find . -type f ! -name 'SHA256SUMS*' | cut -c3- | LC_ALL=C sort > "$t/found"
        cut -c67- SHA256SUMS | cmp - "$t/found" || echo failed
        test -z "$(find . ! -type f ! -type d)" || echo failed

    """
  }

  private var custodian: String {
    """
    2. THE CUSTODIAN SIGNED THE SUMS
    After -f, name the file of allowed signers that you got by another path:

        ssh-keygen -Y verify -f allowed_signers -I \(Self.quoted(head.origin.text)) \\
          -n \(Self.quoted(Custodian.namespace(of: head.origin))) -s SHA256SUMS.sig < SHA256SUMS || echo failed

    """
  }

  private var unsigned: String {
    """
    2. NO CUSTODIAN SIGNED THE SUMS
    The key of the log alone signed: the checkpoint, and reports.note. So nobody answers for the
    sums of step 1: whoever changed a file could change them too. Steps 3 to 5 do not lean on them.

    """
  }

  private static let logKey = #"""
    3. THE KEY OF THE LOG SIGNED THE CHECKPOINT AND THE REPORTS
    Compare log.vkey with the key that you got by another path; then:

        cut -d+ -f3- log.vkey | base64 -d > "$t/key"
        { printf '\060\052\060\005\006\003\053\145\160\003\041\000'; tail -c 32 "$t/key"; } > "$t/der"
        signed() {  # FILE NAME: the one line below the blank one is that key's under the name
          head -n -2 "$1" > "$t/text"; line=$(tail -n 1 "$1" | cut -d' ' -f3)
          printf %s "$line" | base64 -d > "$t/sig"; tail -c +5 "$t/sig" > "$t/ed25519"
          { cat "$t/text"; printf '\n— %s %s\n' "$2" "$line"; } | cmp - "$1" || echo failed
          { printf '%s\n' "$2"; cat "$t/key"; } | openssl dgst -sha256 -binary | head -c 4 > "$t/id"
          head -c 4 "$t/sig" | cmp - "$t/id" || echo failed
          openssl pkeyutl -verify -pubin -keyform DER -inkey "$t/der" -rawin -in "$t/text" \
            -sigfile "$t/ed25519" || echo failed
        }
        name=$(cut -d+ -f1 log.vkey)
        test "$(head -n 1 checkpoint)" = "$name" || echo failed
        signed checkpoint "$name"; signed reports.note "$name/reports"
        test "$(sed -n 2,3p checkpoint)" = "$(sed -n 2,3p reports.note)" || echo failed

    reports.note names the SHA-256 of every report, and of the text of report.html:

        head -n -2 reports.note | tail -n +4 | grep -v '#' > "$t/sums"
        sha256sum --quiet --strict -c "$t/sums" || echo failed

    """#

  private static let root = #"""
    4. THE EVENTS ARE THOSE OF THE CHECKPOINT
    Line 2 of the checkpoint is the number of lines of events.jsonl, and line 3 the root over them
    (RFC 6962), which this works out. It takes some minutes for 10,000 events:

        test "$(wc -l < events.jsonl)" = "$(sed -n 2p checkpoint)" || echo failed
        hash() { openssl dgst -sha256 -binary; }
        while IFS= read -r line; do { printf '\000'; printf %s "$line"; } | hash
        done < events.jsonl > "$t/level"; n=$(sed -n 2p checkpoint)
        while test "$n" -gt 1; do
          i=0; while test "$i" -lt "$n"; do
            if test $((i + 1)) -lt "$n"
            then { printf '\001'; tail -c +$((32 * i + 1)) "$t/level" | head -c 64; } | hash
            else tail -c 32 "$t/level"; fi
            i=$((i + 2)); done > "$t/next"
          mv "$t/next" "$t/level"; n=$(((n + 1) / 2)); done
        test "$(base64 "$t/level")" = "$(sed -n 3p checkpoint)" || echo failed; rm -r "$t"

    """#

  private static let rest = """
    5. THE REPORTS FOLLOW FROM THE EVENTS
    This cannot be done by hand. The program does it, and names every file that differs:

      tally verify FOLDER --vkey KEY

    A second program that shares nothing with it, tools/verify_snapshot.py of the same project, works
    the totals out again. Both compare tiles and entry bundles too, which hold the same events.

    """

  private var meaning: String {
    """
    WHAT THIS PROVES
    That the keeper of the key\(isSigned ? "s" : "") signed exactly these events and reports, and that the figures
    follow from the events. Who kept an older checkpoint or snapshot can see whether its events
    are still the first ones here: tally verify FOLDER --against OLDER.

    WHAT IT DOES NOT PROVE
    That a statement is true, that the record is complete, when it was written, or who typed it. The
    keeper of record and key can write another history for whoever holds no older checkpoint; so
    compare size and root with others, and keep this folder.

    """
  }

  /// A text as one word of a shell's command line.
  private static func quoted(_ text: String) -> String {
    let parts = text.utf8.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
    return "'\(parts.map { String(Substring($0)) }.joined(separator: "'\\''"))'"
  }
}
