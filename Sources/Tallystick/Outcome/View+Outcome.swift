extension Outcome {
  /// Takes what a view of a whole record holds.
  ///
  /// - Complexity: O(*n* log *n*) in the number of claims and handovers.
  public init(_ view: View) {
    var readings = Obligations.Readings()
    readings.take(view.standing)
    var fold = OutcomeFold(readings, .all)
    fold.take(view.standing)
    self.init(
      fold, sources: view.standing.sources, terms: view.standing.terms,
      sealed: SealedFields(of: view.history), cut: view.cut)
  }
}
