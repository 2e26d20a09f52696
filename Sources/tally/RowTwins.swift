internal import TallyDesk
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// Which rows of a spreadsheet have the number of the same thing that an event of the record has,
/// and may say the same.
struct RowTwins {
  private let twins: Twins
  private let store: any RecordReader

  /// Looks through the record, as it is before anything is appended.
  ///
  /// - Complexity: O(*n*) in the number of events, where some row has a number.
  init(_ drafts: Drafts, in store: any RecordReader) throws {
    var twins = Twins(of: drafts.lazy.map(\.content.body))
    if !twins.isEmpty {
      try store.forEach(upTo: try store.end().size) {
        twins.look(at: try $0.event().content, seq: $0.seq)
      }
    }
    self.twins = twins
    self.store = store
  }

  /// The events that may say the same as a row.
  func like(_ content: Content) -> [Int] { twins.like(content.body) }

  /// What is told of the events that may say the same as a row; nil where there is none.
  func words(_ content: Content) -> String? {
    let seqs = like(content)
    guard let first = seqs.first, let event = try? store.entry(.seq(first)).event() else {
      return nil
    }
    let more = seqs.dropFirst().map { " #\($0)" }.joined()
    return "like #\(first), \(event.voice) \(event.content.stated): \(event.summary)"
      + (more.isEmpty ? "" : "; also like\(more)")
  }
}
