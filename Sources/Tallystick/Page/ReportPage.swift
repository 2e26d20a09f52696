/// The page of a snapshot: its reports for people, and in the same file what a browser needs to
/// check them (design §7).
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
    self.key = key
    self.entries = entries
    self.proofs = proofs
    let events = PageEvents(
      view, entries, isWhole: proofs.isEmpty && entries.count == view.cut.size)
    main = PageMain(view: view, key: key, events: events).html
  }

  /// The events behind the figures of the page of a view, at most 1,000 for each figure, in order.
  ///
  /// - Complexity: O(*n* log *n*) in the number of lines of the reports.
  public static func seqs(behind view: View, key: VerifierKey) -> [Int] {
    let events = PageEvents(view, [], isWhole: false, isPlan: true)
    var found = LinkWriter()
    PageMain(view: view, key: key, events: events).html.write(to: &found)
    return found.seqs.sorted()
  }

  /// What a browser gives as the `textContent` of the page's `main`.
  public var mainText: String { main.textContent }

  /// Returns the bytes of the page, with the signed checkpoint of the head and the signed
  /// `reports.note`, which has the SHA-256 of ``mainText``.
  ///
  /// - Complexity: O(*n*) in the size of the page.
  public func html(checkpoint: [UInt8], reportsNote: [UInt8]) -> [UInt8] {
    let frame = PageFrame(
      key: key, checkpoint: String(decoding: checkpoint, as: UTF8.self),
      reportsNote: String(decoding: reportsNote, as: UTF8.self), entries: entries, proofs: proofs)
    return frame.html(around: main)
  }
}

/// Collects the events to which the references of a page lead.
private struct LinkWriter: HTMLWriter {
  var seqs: Set<Int> = []

  mutating func open(_ name: String, _ attributes: [HTML.Attribute]) {
    guard name == "a", let target = attributes.first(where: { $0.name == "href" })?.value,
      target.utf8.starts(with: "#e".utf8), let seq = Int(target.dropFirst(2))
    else { return }
    seqs.insert(seq)
  }

  mutating func text(_ text: String) {}
  mutating func close(_ name: String) {}
}

/// The part of a page that is for people.
struct PageMain {
  let view: View
  let key: VerifierKey
  let events: PageEvents

  /// The element `main`, with the digest of its outline in it.
  var html: HTML {
    let sections = sections
    let blank = main(sections, drawn: "")
    return main(sections, drawn: Hash.of(Array(blank.outline.utf8)).description)
  }

  private func main(_ sections: [HTML], drawn: String) -> HTML {
    .tag("main", ["id": "main"]) {
      sections
      HTML.tag("p", ["class": "note"]) {
        "SHA-256 of the outline of this part, so that charts and links are signed with its text: "
        HTML.tag("span", ["class": "hash", "id": "drawn"]) { HTML.text(drawn) }
      }
    }
  }

  private var sections: [HTML] {
    let timeline = Timeline(view.handovers)
    let contradictions = ContradictionsReport(view).contradictions
    let media = view.media.lines
    return [
      PageHead(
        cut: view.cut, key: key, events: events, handovers: timeline.lines.count,
        openContradictions: contradictions.count(where: \.isOpen),
        unverifiedMedia: media.count { !$0.isVerified }
      ).html,
      TotalsSection(totals: view.totals, events: events).html,
      ChartSection(timeline: timeline, events: events).html,
      ObligationsSection(lines: view.obligations.lines, events: events).html,
      ContradictionsSection(contradictions: contradictions, events: events).html,
      MediaSection(lines: media, events: events).html,
      TimelineSection(view, timeline, events).html,
      SealedSection(fields: SealedFields(of: view.history).all, events: events).html,
      RecordSection(cut: view.cut, key: key, events: events).html,
    ]
  }
}
