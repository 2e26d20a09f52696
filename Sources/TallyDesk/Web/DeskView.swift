/// What the page of the desk shows.
package struct DeskView: Sendable {
  /// The article beside the draft.
  package let article: DeskArticle

  /// The draft that is shown; nil where the desk has ended.
  package let sight: ReviewSight?

  /// How many drafts are accepted, skipped and left.
  package let counts: ReviewQueue.Counts

  /// What became of the last form.
  package let message: String

  /// The number of forms so far, which every form tells: one of an older page does nothing.
  package let turn: Int

  /// What is told in the end, a line each.
  package let conclusion: [String]

  /// Creates the page of a draft.
  package init(
    _ sight: ReviewSight, article: DeskArticle, counts: ReviewQueue.Counts, message: String,
    turn: Int
  ) {
    self.sight = sight
    self.article = article
    self.counts = counts
    self.message = message
    self.turn = turn
    conclusion = []
  }

  /// Creates the page with which the desk ends.
  package init(
    conclusion: [String], article: DeskArticle, counts: ReviewQueue.Counts, message: String
  ) {
    self.conclusion = conclusion
    self.article = article
    self.counts = counts
    self.message = message
    sight = nil
    turn = 0
  }
}
