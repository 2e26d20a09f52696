import TallyReports
import Tallystick
internal import TransparencyLog

/// The page of a report, and that of one row of the totals.
struct ReportPages {
  let context: PageContext

  private var words: Frame { context.words }

  /// The page of a report.
  ///
  /// - Throws: What reading events throws.
  func report(_ name: SiteReport) throws -> [HTML] {
    let beside = name == .totals ? try BesideSums(context: context).part() : []
    return [
      .tag("h1") { HTML.text(words(name.title)) },
      .tag("p", ["class": "lead"]) { HTML.text(words(name.lead)) },
      body(name),
    ] + beside + [
      files(
        context.day == nil ? .report(name, .json, at: nil) : nil,
        .report(name, .csv, at: context.day))
    ]
  }

  /// Where the same stands for programs.
  func files(_ json: SitePath?, _ csv: SitePath) -> HTML {
    .tag("p", ["class": "files"]) {
      if let json {
        HTML.tag("a", ["href": context.href(json)]) { HTML.text(words(.asJSON)) }
        " · "
      }
      HTML.tag("a", ["href": context.href(csv)]) {
        HTML.text(words(json == nil ? .onlyCSV : .asCSV))
      }
    }
  }

  private func body(_ name: SiteReport) -> HTML {
    switch name {
    case .totals:
      let cards = TotalsCards(context: context)
      let lines = cards.lines
      guard !lines.isEmpty else { return BesideSums(context: context).nothing }
      return .tag("div", ["class": "cards"]) {
        for line in lines.prefix(ReportTable.mostRows) { cards.card(line.row) }
      }
    case .obligations:
      let lines = context.edition.obligations.lines.prefix(ReportTable.mostRows).map(\.json)
      return ObligationCards(context: context).cards(lines)
    case .contradictions:
      let list = ContradictionList(context: context)
      let all = list.all
      guard !all.isEmpty else { return .tag("p") { HTML.text(words(.noContradictions)) } }
      let (open, settled) = (
        all.filter(\.isOpen), all.filter { !$0.isOpen }
      )
      return .several([
        part(words(.openContradictions), open, list),
        part(words(.explainedBy), settled, list),
      ])
    case .timeline:
      var charts: [HTML] = []
      for row in context.edition.places(.timeline).keys.sorted() where charts.count < 24 {
        if let chart = RowChart(context: context, row: row).html() { charts.append(chart) }
      }
      return .several([
        .tag("div", ["class": "cards"]) { for chart in charts { chart } }, table(name),
      ])
    default: return table(name)
    }
  }

  private func part(
    _ title: String, _ all: [ContradictionList.One], _ list: ContradictionList
  ) -> HTML {
    guard !all.isEmpty else { return .several([]) }
    return .several([
      .tag("h2") { HTML.text("\(title) · \(words.number(all.count))") },
      .tag("ul", ["class": "list"]) {
        for one in all.prefix(ReportTable.mostRows) { list.item(one) }
      },
    ])
  }

  private func table(_ name: SiteReport) -> HTML {
    ReportTable(
      context: context, table: context.edition.table(name), caption: words(name.title),
      hidden: name.hiddenColumns, file: .report(name, .csv, at: context.day)
    ).html
  }

  /// The page of a row; nil where neither the cut nor the record of now has it.
  ///
  /// - Throws: What reading events throws.
  func row(_ row: Row) throws -> [HTML]? {
    let line = context.edition.line(of: row)
    guard line != nil || context.record.rowsNow.contains(row) else { return nil }
    let cards = TotalsCards(context: context)
    let seqs = Set(
      (line?.seqs("events") ?? [])
        + (line?["stated_totals"]?.array ?? []).compactMap(\.object).flatMap { $0.seqs("event") }
        + (line?["excluded"]?.array ?? []).compactMap(\.object).flatMap { $0.seqs("event") }
    ).sorted()
    let events = try EventItems(context: context).list(seqs, most: 200)
    return [
      .tag("h1") { context.title(row) },
      .tag("p", ["class": "lead"]) { context.whose(row) },
      line.map { _ in
        .tag("div", ["class": "cards"]) {
          cards.card(row, isWhole: true)
          if let chart = RowChart(context: context, row: row).html() { chart }
        }
      } ?? .tag("p") { HTML.text(words(.none)) },
      .tag("h2") { HTML.text(words(.handovers)) },
      rows(of: .handovers, row),
      .tag("h2") { HTML.text(words(.timeline)) },
      rows(of: .timeline, row),
      .tag("h2") { HTML.text(words(.events)) },
    ] + events
  }

  /// The lines of a report that are of one row.
  private func rows(of name: SiteReport, _ row: Row) -> HTML {
    let table = context.edition.table(name, at: context.edition.places(name)[row] ?? [])
    return ReportTable(
      context: context, table: table, caption: words(name.title), hidden: name.hiddenColumns,
      showsRow: false, file: .report(name, .csv, at: context.day)
    ).html
  }
}

extension SiteReport {
  /// The columns that its page leaves to its files, as they say in words what stands beside them or
  /// are for programs.
  fileprivate var hiddenColumns: Set<String> {
    switch self {
    case .handovers: ["facets"]
    case .media: ["sha256", "assessed", "events"]
    case .sources: ["events", "root", "registered", "name", "aliases"]
    case .silences: ["events", "last_day"]
    case .assertions: ["events"]
    default: []
    }
  }
}
