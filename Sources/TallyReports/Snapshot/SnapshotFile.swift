internal import Tallystick
internal import TransparencyLog

/// The files of a snapshot, its tiles, entry bundles and reports apart (Format.md).
public enum SnapshotFile: String, CaseIterable, Hashable, Sendable {
  /// The checkpoint of the log, as it was signed.
  case checkpoint
  /// The entries, one a line.
  case events = "events.jsonl"
  /// The cut at which the reports were made.
  case cut = "cut.json"
  /// The digests of the reports, signed by the log's key.
  case reportsNote = "reports.note"
  /// The reports as a page that checks itself in a browser.
  case page = "report.html"
  /// The verifier key of the log.
  case verifierKey = "log.vkey"
  /// The custodian's SSH key.
  case allowedSigners = "allowed_signers"
  /// What opens the sealed fields that its audience may see.
  case disclosures = "disclosures.jsonl"
  /// How to verify it all by hand.
  case readme = "README.txt"
  /// The digests of all files but those that are signed by themselves: see ``isSummed(_:)``.
  case sums = "SHA256SUMS"
  /// The digest of ``sums``, signed by the log's key.
  case sumsNote = "sums.note"
  /// The custodian's signature over the digests.
  case signature = "SHA256SUMS.sig"

  /// Whether `SHA256SUMS` has a line for the file of this path.
  ///
  /// It has none for itself, for the two signatures over it, and for the checkpoint: that is signed
  /// by itself, and witnesses may add lines to it.
  public static func isSummed(_ path: String) -> Bool {
    let unsummed: [SnapshotFile] = [.checkpoint, .sums, .sumsNote, .signature]
    return !unsummed.contains { $0.path == path }
  }

  /// The path below the snapshot's folder.
  public var path: String { rawValue }
}

/// Which names the files of a snapshot have.
public struct SnapshotLayout: Hashable, Sendable {
  /// The number of entries.
  public let size: Int

  /// Creates the layout of a snapshot of `size` entries.
  public init(size: Int) { self.size = size }

  /// Whether a snapshot of this size can have a file of this path.
  public func contains(_ path: String) -> Bool {
    // Texts of other characters can be equal to these names and have other bytes.
    guard path.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
    if SnapshotFile(rawValue: path) != nil || SnapshotReports.paths.contains(path) { return true }
    if SnapshotFile.isStamp(path) { return true }
    if let tile = try? TileID(path: path) {
      return tile.width == TileID.width(level: tile.level, index: tile.index, size: size)
    }
    guard let bundle = try? EntryBundleID(path: path) else { return false }
    return bundle.width == TileID.width(level: 0, index: bundle.index, size: size)
  }

  /// Whether a snapshot of some size can have a folder of this path.
  public static func mayHave(folder path: String) -> Bool {
    if path == "reports" || path == "tile" || path == SnapshotFile.stampFolder { return true }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count >= 2, parts[0].elementsEqual("tile".utf8),
      parts[1].elementsEqual("entries".utf8) || (Decimal.parse(parts[1]) ?? .max) <= 63
    else { return false }
    let groups = parts.dropFirst(2)
    guard let last = groups.last else { return true }
    // An index has at most 17 digits: six groups of three.
    guard groups.count <= 6 else { return false }
    return groups.dropLast().allSatisfy(isGroup) && (isGroup(last) || isPartial(last))
  }

  /// Whether a name is `xNNN`.
  private static func isGroup(_ name: Substring.UTF8View) -> Bool {
    name.first == UInt8(ascii: "x") && name.count == 4 && Decimal.digits(name.dropFirst()) != nil
  }

  /// Whether a name is `NNN.p`.
  private static func isPartial(_ name: Substring.UTF8View) -> Bool {
    name.count == 5 && Decimal.digits(name.prefix(3)) != nil
      && name.dropFirst(3).elementsEqual(".p".utf8)
  }
}
