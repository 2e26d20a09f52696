internal import Tallystick

/// How many events a page lists below its figures, and of how many rows it shows the totals.
struct PageLimits: Hashable, Sendable {
  /// The most events that are listed below one figure.
  let ofFigure: Int

  /// The most rows of the totals.
  let cards: Int

  /// The most events that are listed below one line of a list that has many.
  var ofLine: Int { min(ofFigure, 50) }

  /// Those of a page that holds all events of its record.
  static let most = PageLimits(ofFigure: 1_000, cards: .max)

  /// Those of a page that cannot, from the narrowest to the widest.
  static let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000].map {
    PageLimits(ofFigure: $0, cards: PageEvents.mostLines)
  }

  /// What a page says of them, where its record has more events than it holds.
  var words: String { ofFigure < 1_000 ? ", at most \(ofFigure) for each" : "" }
}
