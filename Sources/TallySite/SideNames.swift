import Tallystick
internal import TransparencyLog

/// What a page calls a side and a record: the one place that is asked.
///
/// A name is never taken from a source: sources contradict one another about names too.
struct SideNames {
  /// The side, in words.
  func side(_ code: String?) -> HTML? { code.map { .data($0) } }

  /// The side, as plain text.
  func text(_ code: String?) -> String? { code.map(escaped) }

  /// The title of the record of an origin.
  func title(of origin: String) -> String { escaped(origin) }
}
