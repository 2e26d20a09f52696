extension EDTFDate {
  /// Creates the date that is one of several, and nobody can tell which: of plain days the set of them,
  /// else one of the days from the first to the last that they may mean; nil where both ends are open.
  ///
  /// - Complexity: O(*n* log *n*) in their number.
  init?(oneOf dates: [EDTFDate]) {
    let distinct = Set(dates).sorted { $0.text < $1.text }
    guard let one = distinct.first else { return nil }
    let starts = distinct.compactMap(\.earliest)
    let ends = distinct.compactMap(\.latest)
    let first = starts.count == distinct.count ? starts.min() : nil
    let last = ends.count == distinct.count ? ends.max() : nil
    let text: String
    if distinct.count == 1 {
      text = one.text
    } else if distinct.allSatisfy(\.isPlainDay) {
      text = "[\(distinct.map(\.text).joined(separator: ","))]"
    } else if let first, let last, first == last {
      text = first.description
    } else if first != nil || last != nil {
      text = "[\(first?.description ?? "")..\(last?.description ?? "")]"
    } else {
      return nil
    }
    guard let date = try? EDTFDate(parsing: text) else { return nil }
    self = date
  }
}
