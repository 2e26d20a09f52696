internal import Tallystick
internal import TransparencyLog

/// The part of a page that is for people: what its sections show, worked out once.
struct PageMain {
  let key: VerifierKey
  private let outcome: Outcome
  private let latest: [HandoversReport.Line]
  private let charts: ChartSection.Rows
  private var limits = PageLimits.most

  /// The events behind its figures, in order, where the page cannot hold all of its record.
  private(set) var seqs: [Int] = []

  /// Works out what the page of an outcome shows.
  ///
  /// Of a record with more than `most` events it lists as many below each figure as leave no more
  /// than those on the page.
  init(_ outcome: Outcome, key: VerifierKey, most: Int = ReportPage.mostEvents) {
    self.outcome = outcome
    self.key = key
    latest = outcome.handovers.latest(PageEvents.mostLines)
    charts = ChartSection.Rows(outcome.handovers)
    if outcome.cut.size > most { narrow(to: most) }
  }

  /// Takes the widest limits under which the events behind its figures are not too many, or the
  /// narrowest there are.
  private mutating func narrow(to most: Int) {
    for step in PageLimits.steps {
      let found = behind(step)
      guard seqs.isEmpty || found.count <= most else { return }
      seqs = found
      limits = step
    }
  }

  /// The element `main`, with the digest of its outline in it.
  func html(_ entries: [StoredEntry], isWhole: Bool) -> HTML {
    let sections = sections(
      PageEvents(outcome, entries, isWhole: isWhole, limits: limits))
    let blank = main(sections, drawn: "")
    return main(sections, drawn: blank.outlineDigest.description)
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

  /// The events behind its figures under these limits, in order.
  func behind(_ limits: PageLimits) -> [Int] {
    var found = LinkWriter()
    let events = PageEvents(outcome, [], isWhole: false, isPlan: true, limits: limits)
    for section in sections(events) { section.write(to: &found) }
    return found.seqs.sorted()
  }

  private func sections(_ events: PageEvents) -> [HTML] {
    [
      PageHead(
        cut: outcome.cut, key: key, events: events, handovers: outcome.handovers.countOfCounted,
        openContradictions: outcome.contradictions.count(where: \.isOpen),
        unverifiedMedia: outcome.media.count { !$0.isVerified }
      ).html,
      TotalsSection(totals: outcome.totals, events: events).html,
      ChartSection(rows: charts, events: events).html,
      ObligationsSection(lines: outcome.obligations, events: events).html,
      ContradictionsSection(contradictions: outcome.contradictions, events: events).html,
      MediaSection(lines: outcome.media, events: events).html,
      TimelineSection(
        lines: latest, left: outcome.handovers.countOfCounted - latest.count, events: events
      ).html,
      SealedSection(fields: outcome.sealed.all, events: events).html,
      RecordSection(cut: outcome.cut, key: key, events: events).html,
    ]
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

  mutating func begin() {}
  mutating func text(_ text: String) {}
  mutating func close(_ name: String) {}
}
