import Tallystick
import Testing

@testable import TallyPostgres

extension Tag {
  /// Tests that start a PostgreSQL cluster of their own, where it is installed.
  @Tag static var postgres: Self
}

extension Drafts {
  /// Sources with these numbers, each a line of its own.
  static func sources(_ numbers: ClosedRange<Int>, of side: String = "a") throws -> Drafts {
    try Drafts(
      numbers.map { number in
        try Draft(
          line: Array(
            #"{"type":"source","stated":"2025-06-13","body":{"source":"\#(side)-\#(number)","#.utf8)
            + Array(#""kind":"person","name":"S \#(number)","reason":"a sample"}}"#.utf8))
      })
  }
}

extension Instant {
  /// The day of the samples.
  static func sample(_ seconds: Int = 0) throws -> Instant {
    try #require(Instant(microseconds: 1_750_000_000_000_000 + Int64(seconds) * 1_000_000))
  }
}

/// A record with `size` real events by a restorer, and its name.
func withEvents<Result>(
  _ size: Int, _ body: (PostgresStore, String) throws -> Result
) throws -> Result {
  let name = Cluster.newName()
  let store = try Cluster.record(name, origin: "example.org/guards")
  if size > 0 {
    let now = try Instant.sample()
    _ = try Appender(to: store, recorder: "keeper", clock: { now }).append(.sources(1...size))
  }
  return try body(store, name)
}
