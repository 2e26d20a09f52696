import TallyReports
import Tallystick
internal import TransparencyLog

/// What a page calls a side, a thing and the record: the one place that is asked.
///
/// A name is that of a term, else the bare code. It is never taken from a source: sources contradict
/// one another about names too.
struct SideNames {
  let terms: TermBook

  /// The side, in words.
  func side(_ code: String?) -> HTML? {
    code.map { .data(terms.name(ofSide: $0) ?? $0) }
  }

  /// The side, as plain text.
  func text(_ code: String?) -> String? { code.map { escaped(terms.name(ofSide: $0) ?? $0) } }

  /// The title of the record of an origin.
  func title(of origin: String) -> String { escaped(terms.title ?? origin) }
}
