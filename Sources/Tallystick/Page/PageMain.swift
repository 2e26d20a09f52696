/// The part of a page that is for people: what its sections show, worked out once.
struct PageMain {
  let key: VerifierKey
  private let view: View
  private let cut: ResolvedCut
  private let timeline: Timeline
  private let timelineLines: TimelineSection.Lines
  private let totals: Totals
  private let contradictions: [Contradiction]
  private let media: [MediaBoard.Line]
  private let obligations: [Obligations.Line]
  private let sealed: [SealedField]
  private var limits = PageLimits.most

  /// The events behind its figures, in order, where the page cannot hold all of its record.
  private(set) var seqs: [Int] = []

  /// Works out what the page of a view shows.
  ///
  /// Of a record with more than `most` events it lists as many below each figure as leave no more
  /// than those on the page.
  init(_ view: View, key: VerifierKey, most: Int = ReportPage.mostEvents) {
    self.view = view
    self.key = key
    cut = view.cut
    timeline = Timeline(view.handovers)
    timelineLines = TimelineSection.Lines(view, timeline)
    totals = view.totals
    contradictions = Contradictions(view.standing, view.handovers, totals).all
    media = view.media.lines
    obligations = view.obligations.lines
    sealed = SealedFields(of: view.history).all
    if cut.size > most { narrow(to: most) }
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
    let sections = sections(PageEvents(view, entries, isWhole: isWhole, limits: limits))
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

  /// The events behind its figures under these limits, in order.
  func behind(_ limits: PageLimits) -> [Int] {
    var found = LinkWriter()
    let events = PageEvents(view, [], isWhole: false, isPlan: true, limits: limits)
    for section in sections(events) { section.write(to: &found) }
    return found.seqs.sorted()
  }

  private func sections(_ events: PageEvents) -> [HTML] {
    [
      PageHead(
        cut: cut, key: key, events: events, handovers: timeline.lines.count,
        openContradictions: contradictions.count(where: \.isOpen),
        unverifiedMedia: media.count { !$0.isVerified }
      ).html,
      TotalsSection(totals: totals, events: events).html,
      ChartSection(timeline: timeline, events: events).html,
      ObligationsSection(lines: obligations, events: events).html,
      ContradictionsSection(contradictions: contradictions, events: events).html,
      MediaSection(lines: media, events: events).html,
      TimelineSection(lines: timelineLines, events: events).html,
      SealedSection(fields: sealed, events: events).html,
      RecordSection(cut: cut, key: key, events: events).html,
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

  mutating func text(_ text: String) {}
  mutating func close(_ name: String) {}
}
