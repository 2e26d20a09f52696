public import Tallystick
public import TransparencyLog

/// Checks a page of a snapshot that came alone, without the folder (Format.md).
///
/// Script, style and policy must be those of this release, byte for byte. What the page carries is
/// proven: the signed notes, the root over all events or the proof of each, and that the text and the
/// drawings are those that the log's key signed. The figures are not worked out again.
public struct PageAudit {
  private let bytes: [UInt8]
  private let vouched: VerifierKey?
  private let older: [KeptCheckpoint]

  /// Creates an audit.
  ///
  /// - Parameters:
  ///   - bytes: The page.
  ///   - vouched: The log's key, where somebody vouched for one.
  ///   - older: Checkpoints that its record must extend.
  public init(of bytes: [UInt8], vouched: VerifierKey?, against older: [KeptCheckpoint] = []) {
    self.bytes = bytes
    self.vouched = vouched
    self.older = older
  }

  /// Whether bytes may be a page of a snapshot, be it whole or not.
  public static func mayBePage(_ bytes: [UInt8]) -> Bool {
    bytes.firstRange(of: Array(#"id="vkey""#.utf8)) != nil
      || bytes.firstRange(of: Array(#"id="machine""#.utf8)) != nil
  }

  /// The log that a page names, and its key, for which nobody vouched; nil where it names none.
  public static func log(of bytes: [UInt8]) -> (origin: Origin, key: VerifierKey)? {
    guard let page = try? PageReading(bytes), let key = try? VerifierKey(parsing: page.key),
      let origin = try? Origin(key.name.text)
    else { return nil }
    return (origin, key)
  }

  /// Goes through the page.
  ///
  /// - Complexity: O(*n*) in its size.
  public func run() -> PageAuditReport {
    var report = PageAuditReport(key: nil, isVouched: vouched != nil)
    let page: PageReading
    let own: VerifierKey
    do {
      page = try PageReading(bytes)
      own = try VerifierKey(parsing: page.key)
    } catch {
      report.findings.append(Finding(.fileAltered, "it is not written as pages are: \(error)"))
      return report
    }
    let key = vouched ?? own
    report.key = key
    if key != own {
      report.findings.append(
        Finding(.foreignKey, "it names the key \(own.identity), not \(key.identity)"))
    }
    checkFrame(page, own, &report)
    guard let head = Self.head(page, key, &report) else { return report }
    report.head = head
    report.shown = page.events.count
    checkFigures(page, head, key, &report)
    checkEvents(page, head, &report)
    return report
  }

  /// Everything around the part for people must be what this release makes of what it carries.
  private func checkFrame(
    _ page: PageReading, _ key: VerifierKey, _ report: inout PageAuditReport
  ) {
    var entries: [StoredEntry] = []
    var proofs: [Int: [Hash]] = [:]
    for event in page.events {
      // The bytes alone are written; what they say is looked at apart.
      entries.append(
        StoredEntry(
          seq: event.seq, id: EventID(hashing: event.bytes), label: nil, recorded: .minimum,
          type: "", bytes: event.bytes))
      proofs[event.seq] = event.proof
    }
    let frame = PageFrame(
      key: key, checkpoint: String(decoding: page.checkpoint, as: UTF8.self),
      reportsNote: String(decoding: page.reportsNote, as: UTF8.self), entries: entries,
      proofs: proofs)
    let blank = HTML.tag("main", ["id": "main"])
    let made = frame.page(around: blank).html
    let gap = Array("<main id=\"main\"></main>".utf8)
    guard let hole = made.firstRange(of: gap),
      bytes.elementsEqual(made[..<hole.lowerBound] + page.main + made[hole.upperBound...])
    else {
      report.findings.append(Finding(.fileAltered, Self.difference(bytes)))
      return
    }
  }

  /// Which part of a page is not that of this release.
  private static func difference(_ bytes: [UInt8]) -> String {
    func has(_ part: String, _ name: String) -> Bool {
      bytes.firstRange(of: Array("<\(name)>\(part)</\(name)>\n".utf8)) != nil
    }
    if !has(PageScript.text, "script") { return "its script is not that of this release" }
    if !has(PageStyle.text, "style") { return "its style is not that of this release" }
    return "around the signed part it holds something else than pages of this release do"
  }

  private static func head(
    _ page: PageReading, _ key: VerifierKey, _ report: inout PageAuditReport
  ) -> Checkpoint? {
    do {
      return try SignedCheckpoint(opening: page.checkpoint, with: key).checkpoint
    } catch {
      report.findings.append(
        Finding(error.damage, "its checkpoint: \(escaped(error.description))"))
      return nil
    }
  }

  private func checkFigures(
    _ page: PageReading, _ head: Checkpoint, _ key: VerifierKey, _ report: inout PageAuditReport
  ) {
    let note: DigestsNote
    do {
      note = try DigestsNote(opening: page.reportsNote, .reports, of: head.origin, with: key)
    } catch {
      report.findings.append(Finding(.badSignature, "its reports.note: \(escaped("\(error)"))"))
      return
    }
    if note.head != head {
      report.findings.append(
        Finding(.reportAltered, "its reports.note is of another head than its checkpoint"))
    }
    if note.digests[ReportPage.signedName] != page.textDigest {
      report.findings.append(Finding(.reportAltered, "its text is not the one that was signed"))
    }
    if !page.drawn.utf8.elementsEqual(page.outlineDigest.description.utf8) {
      report.findings.append(
        Finding(.reportAltered, "its charts, links or marks are not those that were signed"))
    }
  }

  private func checkEvents(
    _ page: PageReading, _ head: Checkpoint, _ report: inout PageAuditReport
  ) {
    let isWhole = page.events.allSatisfy { $0.proof == nil }
    var signatures = SignatureAudit()
    for event in page.events {
      let row = CheckedRow(AuditRow(seq: event.seq, bytes: event.bytes))
      // Who had a key is told by events that a page of some alone may not hold.
      let ofSignature = isWhole ? signatures.take(row) : nil
      if let finding = row.finding ?? ofSignature { report.findings.append(finding) }
    }
    if isWhole {
      checkAll(page, head, &report)
    } else {
      checkSome(page, head, &report)
    }
  }

  private func checkAll(
    _ page: PageReading, _ head: Checkpoint, _ report: inout PageAuditReport
  ) {
    var range = CompactRange()
    var roots = [0: range.root]
    var leaves = LeafComparison(older)
    for event in page.events {
      let leaf = Hash.leaf(of: event.bytes)
      range.append(leafHash: leaf)
      leaves.take(leaf, seq: range.size)
      roots[range.size] = range.root
    }
    guard page.events.enumerated().allSatisfy({ $0.offset + 1 == $0.element.seq }),
      range.size == head.size, range.root == head.root
    else {
      report.findings.append(
        Finding(.forked, "its events do not give the root of its checkpoint"))
      return
    }
    for (place, kept) in older.enumerated() {
      let one = Signed(kept)
      report.findings += one.differences(leaves[place])
      if kept.checkpoint.size > head.size {
        report.findings.append(one.beyond(head.size))
      } else if roots[kept.checkpoint.size] == kept.checkpoint.root {
        report.extended += 1
      } else if leaves[place].isEmpty {
        report.findings.append(one.mismatch(after: 0))
      }
    }
  }

  private func checkSome(
    _ page: PageReading, _ head: Checkpoint, _ report: inout PageAuditReport
  ) {
    if head.size <= ReportPage.mostEvents {
      report.findings.append(
        Finding(.missing, "a record of \(head.size) events has all of them on its page"))
    }
    var last = 0
    for event in page.events {
      let proof = InclusionProof(index: event.seq - 1, size: head.size, hashes: event.proof ?? [])
      let leaf = Hash.leaf(of: event.bytes)
      let isProven = (try? proof.check(leafHash: leaf, root: head.root)) != nil
      if !isProven || event.seq <= last {
        report.findings.append(
          Finding(
            .badProof, at: event.seq...event.seq, "it is not in the record of the checkpoint"))
      }
      last = event.seq
    }
    for kept in older {
      let one = Signed(kept)
      if kept.checkpoint.size > head.size {
        report.findings.append(one.beyond(head.size))
      } else if kept.checkpoint == head {
        report.extended += 1
      } else if kept.checkpoint.size == head.size {
        report.findings.append(one.mismatch(after: 0))
      } else {
        report.unproven.append(kept.name)
      }
    }
  }
}

/// What an audit of a page found, and what it covers.
public struct PageAuditReport: Sendable {
  /// What was found.
  public internal(set) var findings: [Finding] = []

  /// The head of its log; nil where its checkpoint is not good: then nothing else was checked.
  public internal(set) var head: Checkpoint?

  /// The key under which it was checked; nil where it names none.
  public internal(set) var key: VerifierKey?

  /// Whether somebody vouched for the key: it was given, or stands on this machine.
  public let isVouched: Bool

  /// The number of events on it.
  public internal(set) var shown = 0

  /// The number of older checkpoints that it extends.
  public internal(set) var extended = 0

  /// The older checkpoints of which a page without all events cannot tell.
  public internal(set) var unproven: [String] = []

  init(key: VerifierKey?, isVouched: Bool) {
    self.key = key
    self.isVouched = isVouched
  }

  /// Whether nothing was found.
  public var isWhole: Bool { findings.isEmpty && head != nil }
}
