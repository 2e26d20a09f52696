import Testing

@testable import Tallystick

/// The glossary has every word that reports print for how something stands.
struct GlossaryTests {
  private static let page =
    (try? ProjectFile.text("Sources/Tallystick/Documentation.docc/Glossary.md")) ?? ""

  /// The terms that it explains, each in small letters.
  private static let terms: [String] = page.split(separator: "\n").flatMap { line -> [String] in
    guard line.hasPrefix("- term "), let end = line.firstIndex(of: ":") else { return [] }
    return line[..<end].dropFirst("- term ".count).split(separator: ", ").map(String.init)
  }

  @Test(arguments: [
    ("state", Obligations.State.allCases.map(\.rawValue)),
    ("kind of a contradiction", Contradiction.Kind.allCases.map(\.rawValue)),
    ("status", Status.allCases.map(\.word) + ["partly_confirmed"]),
    ("flag", Mark.allCases.map(\.rawValue)),
    (
      "verdict",
      [
        StatedTotal.Verdict.agrees, .rounded, .stale, .off(by: Amount(number: 1, isAbout: false)),
        .notComparable,
      ].map(\.word)
    ),
  ])
  func `every word for how something stands is a term`(of what: String, words: [String]) {
    #expect(words.count > 4, "\(what)")
    for word in words {
      let term = word.split(separator: "_").joined(separator: " ")
      #expect(GlossaryTests.terms.contains(term), "\(what): \(word)")
    }
  }

  @Test func `every rung and every scope is told`() {
    for word in Rules.rungs + ["each way", "both ways", "cumulative", "part"] {
      let words = word.split(separator: "_").joined(separator: " ")
      #expect(GlossaryTests.page.contains(words), "\(word)")
    }
  }

  @Test func `no term is explained twice`() {
    #expect(Set(GlossaryTests.terms).count == GlossaryTests.terms.count)
    #expect(GlossaryTests.terms.count > 90)
  }
}
