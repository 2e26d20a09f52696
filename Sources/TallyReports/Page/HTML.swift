internal import Tallystick
internal import TransparencyLog

/// A piece of a page: text, an element, or several pieces in a row.
///
/// Text is escaped when it is written, never before. Text from data goes in by ``data(_:)`` or by
/// `\(data:)`, which also make it harmless; a plain string in a literal is the page's own words.
package indirect enum HTML: Sendable {
  /// Text, exactly.
  case text(String)
  /// What a page begins with.
  case doctype
  /// An element with its attributes in order, and what is in it.
  case element(String, [Attribute], [HTML])
  /// Pieces in a row.
  case several([HTML])
  /// A piece that is made each time it is written, and not kept: lists may be very long.
  case later(@Sendable () -> HTML)

  /// The name and the value of an attribute.
  package typealias Attribute = (name: String, value: String)

  /// An element.
  package static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    @Builder _ content: () -> [HTML] = { [] }
  ) -> HTML {
    .element(name, attributes.map { ($0.key, $0.value) }, content())
  }

  /// Text from data: control, bidirectional and invisible characters are written out, and letters
  /// that run from right to left reorder nothing around them.
  package static func data(_ text: String) -> HTML { tag("bdi") { HTML.text(escaped(text)) } }

  /// Collects the pieces of an element.
  @resultBuilder
  package enum Builder {
    package static func buildExpression(_ piece: HTML) -> [HTML] { [piece] }
    package static func buildExpression(_ pieces: [HTML]) -> [HTML] { pieces }
    package static func buildBlock(_ parts: [HTML]...) -> [HTML] { parts.flatMap { $0 } }
    package static func buildOptional(_ part: [HTML]?) -> [HTML] { part ?? [] }
    package static func buildEither(first part: [HTML]) -> [HTML] { part }
    package static func buildEither(second part: [HTML]) -> [HTML] { part }
    package static func buildArray(_ parts: [[HTML]]) -> [HTML] { parts.flatMap { $0 } }
  }
}

extension HTML: ExpressibleByStringInterpolation {
  /// The page's own words, with pieces between them.
  package init(stringLiteral words: String) { self = .text(words) }

  /// The page's own words, with pieces between them.
  package init(stringInterpolation: Interpolation) { self = .several(stringInterpolation.pieces) }

  /// Words and what stands between them; a string goes in only as ``data(_:)`` or as own words.
  package struct Interpolation: StringInterpolationProtocol {
    var pieces: [HTML] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(2 * interpolationCount + 1)
    }

    package mutating func appendLiteral(_ words: String) {
      if !words.isEmpty { pieces.append(.text(words)) }
    }

    package mutating func appendInterpolation(_ piece: HTML) { pieces.append(piece) }
    package mutating func appendInterpolation(data text: String) { pieces.append(.data(text)) }
    package mutating func appendInterpolation(own words: String) { pieces.append(.text(words)) }
    package mutating func appendInterpolation(_ number: Int) {
      pieces.append(.text(Int64(number).grouped))
    }
    package mutating func appendInterpolation(_ number: Int64) {
      pieces.append(.text(number.grouped))
    }
  }
}

extension [HTML] {
  /// The pieces with another between each two.
  package func joined(by separator: HTML) -> HTML {
    .several(Array(map { [$0] }.joined(separator: [separator])))
  }
}
