internal import Tallystick
public import TransparencyLog

/// The file `README.txt` of a snapshot: what it is, and how to verify it by hand.
///
/// Lines that begin with four spaces are commands of one shell script.
public struct SnapshotReadme: Hashable, Sendable {
  /// The head of the log.
  public let head: Checkpoint

  /// Whether a custodian signed the digests.
  public let isSigned: Bool

  /// Whether answers of time-stamping authorities go with it.
  public let isStamped: Bool

  /// Creates the text for a head.
  public init(head: Checkpoint, isSigned: Bool, isStamped: Bool = false) {
    self.head = head
    self.isSigned = isSigned
    self.isStamped = isStamped
  }

  /// The text.
  public var bytes: [UInt8] {
    var sections = [
      introduction, files, isSigned ? custodian : unsigned, Self.logKey, Self.root, Self.rest,
    ]
    if isStamped { sections.append(Self.stamps) }
    sections.append(meaning)
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

    The steps need OpenSSH, OpenSSL 3 and the GNU tools. Run the lines that begin with four spaces in
    this folder, one step after the other, in one shell. What fails says "failed" and in which step;
    the last line says whether every step passed.

    """
  }

  private var files: String {
    """
    1. NO FILE WAS CHANGED, REMOVED OR ADDED
    SHA256SUMS names every file but \(isSigned ? "four" : "three"): itself, \(isSigned ? "the two signatures" : "the signature") over it, and the checkpoint, which is
    signed by itself and to which witnesses may add lines.

        t=$(mktemp -d); bad=0; failed() { echo "step $1 failed: $2"; bad=1; }
        sha256sum --quiet --strict -c SHA256SUMS || failed 1 "a file was changed or removed"
        { cut -c67- SHA256SUMS; printf '%s\\n' SHA256SUMS \(isSigned ? "SHA256SUMS.sig " : "")checkpoint sums.note; } \\
          | LC_ALL=C sort > "$t/named"
        find . -type f | cut -c3- | LC_ALL=C sort | cmp -s - "$t/named" \\
          || failed 1 "there are other files than these"
        test -z "$(find . ! -type f ! -type d; find . -type d -empty)" \\
          || failed 1 "there is a link, a device or an empty folder"

    """
  }

  private var custodian: String {
    """
    2. THE CUSTODIAN SIGNED THE SUMS
    After -f, name the file of allowed signers that you got by another path:

        ssh-keygen -Y verify -f allowed_signers -I \(Self.quoted(head.origin.text)) \\
          -n \(Self.quoted(Custodian.namespace(of: head.origin))) -s SHA256SUMS.sig < SHA256SUMS \\
          || failed 2 "the custodian did not sign SHA256SUMS"
        { echo '-----BEGIN SSH SIGNATURE-----'; sed '1d;$d' SHA256SUMS.sig | base64 -d | base64 -w 70
          echo '-----END SSH SIGNATURE-----'; } | cmp -s - SHA256SUMS.sig \\
          || failed 2 "SHA256SUMS.sig is not as ssh-keygen writes it"

    """
  }

  private var unsigned: String {
    """
    2. NO CUSTODIAN SIGNED THE SUMS
    The key of the log alone signed them: step 3 checks it.

    """
  }

  private static let logKey = #"""
    3. THE KEY OF THE LOG SIGNED THE CHECKPOINT, THE SUMS AND THE REPORTS
    Compare log.vkey with the key that you got by another path; then:

        cut -d+ -f3- log.vkey | base64 -d > "$t/key"
        { printf '\060\052\060\005\006\003\053\145\160\003\041\000'; tail -c 32 "$t/key"; } > "$t/der"
        signed() {  # FILE NAME: just one line below the last empty one is that key's under the name
          n=$(grep -n '^$' "$1" | tail -n 1 | cut -d: -f1); k=0
          head -n $((n - 1)) "$1" > "$t/text"; tail -n +$((n + 1)) "$1" > "$t/lines"
          test -z "$(tail -c 1 "$1")" || k=9
          ! grep -qvE '^— [^ +]+ [A-Za-z0-9+/]+=*$' "$t/lines" || k=9
          { printf '%s\n' "$2"; cat "$t/key"; } | openssl dgst -sha256 -binary | head -c 4 > "$t/id"
          while read -r dash name line; do
            test "$dash $name" = "— $2" || continue
            printf %s "$line" | base64 -d > "$t/sig"
            head -c 4 "$t/sig" | cmp -s - "$t/id" || continue
            grep -qxF -e "— $2 $(base64 -w 0 "$t/sig")" "$t/lines" && k=$((k + 1)) || k=19
            tail -c +5 "$t/sig" > "$t/ed25519"
          done < "$t/lines"
          test "$k" = 1 && openssl pkeyutl -verify -pubin -keyform DER -inkey "$t/der" -rawin \
            -in "$t/text" -sigfile "$t/ed25519" || failed 3 "that key did not sign $1"
        }
        origin=$(cut -d+ -f1 log.vkey); signed checkpoint "$origin"; cp "$t/text" "$t/head"
        test "$(head -n 1 "$t/head")$(wc -l < "$t/head")" = "${origin}3" \
          || failed 3 "checkpoint is none of that log"
        for note in sums reports; do
          signed "$note.note" "$origin/$note"; cp "$t/text" "$t/$note"
          { echo "$origin/$note"; tail -n 2 "$t/head"; } > "$t/three"
          head -n 3 "$t/$note" | cmp -s - "$t/three" || failed 3 "$note.note is of another checkpoint"
        done
        test "$(tail -n +4 "$t/sums")" = "$(sha256sum SHA256SUMS)" \
          || failed 3 "SHA256SUMS is not the one that sums.note signs"

    reports.note names the SHA-256 of every report, and of the text of the element main of
    report.html, which is what is left of it without its tags:

        tail -n +4 "$t/reports" | grep -v '#' > "$t/list"
        sha256sum --quiet --strict -c "$t/list" || failed 3 "a report is not the one that was signed"
        sed -n '/^<main id="main">/,/^<\/main>/p' report.html | LC_ALL=C sed 's/<[^>]*>//g
          s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#13;/\r/g; s/&amp;/\&/g' | head -c -1 > "$t/main"
        test "$(grep '#' "$t/reports")" = "$(sha256sum < "$t/main" | cut -c1-64)  report.html#main" \
          || failed 3 "the text of report.html is not the one that was signed"

    """#

  private static let root = #"""
    4. THE EVENTS ARE THOSE OF THE CHECKPOINT
    Line 2 of the checkpoint is the number of lines of events.jsonl, and line 3 the root over them
    (RFC 6962), which this works out. It takes some minutes for 10,000 events:

        n=$(sed -n 2p "$t/head"); hash() { openssl dgst -sha256 -binary; }
        while IFS= read -r line; do
          { printf '\000'; printf %s "$line"; } | hash; printf '%s\n' "$line" >> "$t/again"
        done < events.jsonl > "$t/level"
        cmp -s "$t/again" events.jsonl || failed 4 "events.jsonl has a byte that no event has"
        test "$(wc -l < events.jsonl)" = "$n" || failed 4 "events.jsonl has not $n events"
        while test "$n" -gt 1; do
          i=0; while test "$i" -lt "$n"; do
            if test $((i + 1)) -lt "$n"
            then { printf '\001'; tail -c +$((32 * i + 1)) "$t/level" | head -c 64; } | hash
            else tail -c 32 "$t/level"; fi
            i=$((i + 2)); done > "$t/next"
          mv "$t/next" "$t/level"; n=$(((n + 1) / 2)); done
        test "$(base64 "$t/level")" = "$(tail -n 1 "$t/head")" \
          || failed 4 "the events do not give the root of the checkpoint"

    These lines lean on the sums once more, so that a changed line above hides nothing:

        grep -qxF -e "$(sha256sum SHA256SUMS)" sums.note && sha256sum --status -c SHA256SUMS \
          && rm -r "$t" && test "$bad" = 0 && echo "every step passed" \
          || { echo "not every step passed"; false; }

    """#

  private static let rest = """
    5. THE REPORTS FOLLOW FROM THE EVENTS
    This cannot be done by hand. The program does it, and names every file that differs:

      tally verify FOLDER --vkey KEY

    A second program that shares nothing with it, tools/verify_snapshot.py of the same project, works
    the totals out again. Both compare tiles and entry bundles too, which hold the same events.

    """

  private static let stamps = """
    6. WHEN IT WAS THERE
    Each file of timestamps/ is the answer of a time-stamping authority (RFC 3161) over the three lines
    of the checkpoint: not later than the time in it they were there, by that authority's word. With
    the certificate of the authority, which you get by another path:

      head -n 3 checkpoint > TEXT
      openssl ts -verify -data TEXT -in timestamps/1.tsr -CAfile CERTIFICATE
      openssl ts -reply -in timestamps/1.tsr -text

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
