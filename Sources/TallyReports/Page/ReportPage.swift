public import Tallystick
public import TransparencyLog

/// The page of a snapshot: its reports for people, and in the same file what a browser needs to
/// check them (Format.md).
///
/// What is signed is ``mainText``, the text of the element `main`; it holds a digest of the outline
/// of `main` too, so that the lines of a chart and the targets of links are signed with it. The
/// same view, key and entries give the same bytes.
public struct ReportPage: Sendable {
  /// The most events of a record that its page holds whole.
  public static let mostEvents = 20_000

  /// The name under which `reports.note` has the digest of ``mainText``.
  public static let signedName = "report.html#main"

  private let main: HTML
  private let key: VerifierKey
  private let entries: [StoredEntry]
  private let proofs: [Int: [Hash]]

  /// Makes the page of a view of the whole record, whose log has `key`.
  ///
  /// `entries` are all up to the head, by seq; or, of a record with more than ``mostEvents``, those
  /// that ``seqs(behind:key:)`` names, and `proofs` are then the hashes of their inclusion proofs in
  /// the head, by seq. Without proofs all entries must be there.
  ///
  /// - Complexity: O(*n* log *n*) in the number of entries and of lines of the reports.
  public init(
    _ view: View, key: VerifierKey, entries: [StoredEntry], proofs: [Int: [Hash]] = [:]
  ) {
    self.init(
      PageMain(Outcome(view), key: key), entries: entries, proofs: proofs,
      isWhole: proofs.isEmpty && entries.count == view.cut.size)
  }

  init(_ main: PageMain, entries: [StoredEntry], proofs: [Int: [Hash]], isWhole: Bool) {
    key = main.key
    self.entries = entries
    self.proofs = proofs
    self.main = main.html(entries, isWhole: isWhole)
  }

  /// The events behind the figures of the page of a view, in order: at most 1,000 for each figure,
  /// and of a record with more than ``mostEvents`` fewer where they would be more than those.
  ///
  /// - Complexity: O(*n* log *n*) in the number of lines of the reports.
  public static func seqs(behind view: View, key: VerifierKey) -> [Int] {
    let main = PageMain(Outcome(view), key: key)
    return view.cut.size > mostEvents ? main.seqs : main.behind(.most)
  }

  /// What a browser gives as the `textContent` of the page's `main`.
  public var mainText: String { main.textContent }

  /// The SHA-256 of ``mainText``, by which `reports.note` names it.
  var signedDigest: Hash { main.textDigest }

  /// Returns the bytes of the page, with the signed checkpoint of the head and the signed
  /// `reports.note`, which has the SHA-256 of ``mainText``.
  ///
  /// - Complexity: O(*n*) in the size of the page.
  public func html(checkpoint: [UInt8], reportsNote: [UInt8]) -> [UInt8] {
    frame(checkpoint, reportsNote).page(around: main).html
  }

  /// Hands the bytes of ``html(checkpoint:reportsNote:)`` to `take`, piece by piece.
  ///
  /// - Throws: What `take` throws.
  /// - Complexity: O(*n*) in the size of the page.
  func write(
    checkpoint: [UInt8], reportsNote: [UInt8], _ take: ([UInt8]) throws -> Void
  ) throws {
    try frame(checkpoint, reportsNote).page(around: main).write(to: take)
  }

  private func frame(_ checkpoint: [UInt8], _ reportsNote: [UInt8]) -> PageFrame {
    PageFrame(
      key: key, checkpoint: String(decoding: checkpoint, as: UTF8.self),
      reportsNote: String(decoding: reportsNote, as: UTF8.self), entries: entries, proofs: proofs)
  }
}
