extension EventReader {
  /// Who the sources are, by all registrations of the record.
  public func sources() throws -> SourceBook {
    var history = History()
    let entries = try entries(ofType: .source) + entries(ofType: .amendment)
    for entry in entries.sorted(by: { $0.seq < $1.seq }) { history.apply(try entry.event()) }
    return SourceBook(history, Amended(history))
  }

  /// What the short names of the record stand for, by all its terms.
  ///
  /// - Complexity: O(*n*) in the number of entries, as no index holds the terms.
  public func terms() throws -> TermBook {
    var history = History()
    let terms = try entries(ofType: .term)
    if terms.isEmpty { return TermBook() }
    for entry in (terms + (try entries(ofType: .amendment))).sorted(by: { $0.seq < $1.seq }) {
      history.apply(try entry.event())
    }
    return TermBook(history, Amended(history))
  }
}
