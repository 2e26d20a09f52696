internal import Tallystick

/// The numbers that somebody stands by at a cut, under tags of the Humanitarian Exchange Language
/// 1.1: a row of headers, a row of tags, then one row for each number.
///
/// Each kind of what was handed over has columns of its own, as `#affected+remains+reported+min`.
/// HXL has dates, and no uncertain ones: a date is given as its first and last day.
struct HXLTable {
  private let table: Table

  /// The table as CSV.
  var csv: String { table.csv }

  init(_ view: View) {
    let claims = view.standing.liveClaims().filter {
      $0.placement.act == .handover && $0.claim.count != nil
        && HXLTable.isInside($0, view.standing.cut)
    }
    let kinds = Set(claims.compactMap { $0.placement.what }).sorted()
    var columns = HXLTable.fixed
    for kind in kinds {
      columns.append(("\(kind) reported, min", "#affected+\(kind)+reported+min"))
      columns.append(("\(kind) reported, max", "#affected+\(kind)+reported+max"))
    }
    columns.append(("withheld or not given", "#status+number"))
    var table = Table(columns.map(\.header))
    table.add(columns.map { .tag($0.tag) })
    for claim in claims { table.add(HXLTable.row(claim, kinds, view)) }
    self.table = table
  }

  private static let fixed: [(header: String, tag: String)] = [
    ("event", "#meta+id"), ("handed over, first day", "#date+occurred+start"),
    ("handed over, last day", "#date+occurred+end"),
    ("said, first day", "#date+reported+start"), ("said, last day", "#date+reported+end"),
    ("said by", "#source+name"), ("source", "#source+code"), ("speaks for", "#source+side+code"),
    ("sender", "#org+sender+code"), ("receiver", "#org+receiver+code"),
    ("whose, as the sender says", "#group+whose+code"), ("scope", "#description+scope"),
    ("kept out of the sums", "#status+excluded"),
  ]

  private static func isInside(_ claim: LiveClaim, _ cut: Cut) -> Bool {
    guard cut.picksByOccurrence else { return true }
    guard let when = claim.placement.when else { return false }
    return when.lies(within: cut.occurredFrom, to: cut.occurredTo) == .inside
  }

  private static func row(_ claim: LiveClaim, _ kinds: [String], _ view: View) -> [Table.Cell] {
    let placement = claim.placement
    let source = view.standing.sources[claim.speaker]
    let cells: [Table.Cell] = [
      .text(claim.id.description), .day(placement.when?.earliest), .day(placement.when?.latest),
      .day(claim.stated.earliestDay), .day(claim.stated.latestDay),
      .text(source?.name ?? claim.speaker), .text(claim.speaker), .orNone(claim.side),
      .orNone(placement.from), .orNone(placement.to), .orNone(placement.whose),
      .text(placement.scope.rawValue), .orNone(claim.exclusion?.description),
    ]
    let bounds = claim.claim.count?.bounds
    let numbers: [Table.Cell] = kinds.flatMap { kind -> [Table.Cell] in
      kind == placement.what ? [.orNone(bounds?.min), .orNone(bounds?.max)] : [.none, .none]
    }
    return cells + numbers + [bounds == nil ? .orNone(claim.claim.count?.description) : .none]
  }
}

extension Table.Cell {
  /// A tag of HXL, which begins with a sign that no spreadsheet takes for a formula.
  fileprivate static func tag(_ text: String) -> Table.Cell { .text(text) }

  fileprivate static func day(_ day: Day?) -> Table.Cell { .orNone(day?.description) }
}
