import TallyReports
import Tallystick
internal import TransparencyLog

/// A source, an agreement, a medium: what the reports say of it, and its events.
struct NamePages {
  let context: PageContext

  private var words: Frame { context.words }

  /// The page of a source; nil where the record knows none of this name.
  ///
  /// - Throws: What reading events throws.
  func source(_ id: String) throws -> (title: String, content: [HTML])? {
    let index = context.record.index
    let registered = index.events(of: "source", id)
    let acts = index.acts(of: id)
    guard !registered.isEmpty || !acts.isEmpty else { return nil }
    let name = context.edition.sources[id]?.name ?? id
    let said = try EventItems(context: context).list(context.edition.held(acts.reversed()))
    return (
      escaped(name),
      [
        .tag("h1") { HTML.data(name) },
        lines(of: .sources, "source", id, hiding: ["registered", "root", "name", "events"]),
        .tag("h2") { HTML.text(words(.saidThis)) },
      ] + said + (try about(registered))
    )
  }

  /// The page of an agreement.
  ///
  /// - Throws: What reading events throws.
  func agreement(_ id: String) throws -> (title: String, content: [HTML])? {
    let seqs = context.record.index.events(of: "agreement", id)
    guard !seqs.isEmpty else { return nil }
    let lines = context.edition.rows(.obligations).filter { $0["agreement"]?.string == id }
    let names = Set(lines.flatMap { $0.list("names") }).sorted()
    let title = "\(words.plainValue("agreement").withCapital) \(id)"
    return (
      title,
      [
        .tag("h1") { HTML.text(title) },
        names.isEmpty
          ? .several([])
          : .tag("p", ["class": "lead"]) {
            words.html(.agreementNames, names.map { "“\(data: $0)”" }.joined(by: ", "))
          },
        ObligationCards(context: context).cards(lines),
      ] + (try about(seqs))
    )
  }

  /// The page of a medium.
  ///
  /// - Throws: What reading events throws.
  func medium(_ id: String) throws -> (title: String, content: [HTML])? {
    let seqs = context.record.index.events(of: "medium", id)
    guard !seqs.isEmpty else { return nil }
    let all = context.edition.table(.media)
    let row = all.rows.first { row in
      all.columns.firstIndex(of: "medium").map { row[$0].text == id } ?? false
    }
    let kind = all.columns.firstIndex(of: "kind").flatMap { row?[$0].text } ?? "medium"
    let title = "\(words.plainValue(kind).withCapital) \(id)"
    return (
      title,
      [
        .tag("h1") { HTML.text(title) },
        lines(of: .media, "medium", id, hiding: ["kind", "assessed", "events"]),
      ]
        + (try about(seqs))
    )
  }

  private func about(_ seqs: [Int]) throws -> [HTML] {
    [.tag("h2") { HTML.text(words(.events)) }]
      + (try EventItems(context: context).list(context.edition.held(seqs)))
  }

  /// The lines of a report on one name: a list of facts for one, a table for several.
  private func lines(
    of name: SiteReport, _ column: String, _ id: String, hiding hidden: Set<String>
  ) -> HTML {
    let all = context.edition.table(name)
    guard let place = all.columns.firstIndex(of: column) else { return .several([]) }
    var table = Table(all.columns)
    for row in all.rows where row[place].text == id { table.add(row) }
    return ReportTable(
      context: context, table: table, caption: words(name.title), hidden: hidden.union([column])
    ).facts
  }
}
