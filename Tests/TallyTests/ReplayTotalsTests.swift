import Foundation
import Tallystick
import Testing

/// A replay of a part of a record in each of its forms, and the totals after it.
struct ReplayTotalsTests {
  @Test func `from one event to another it prints those steps, and the state after the last`()
    throws
  {
    try ShippedSnapshot.whole.use { folder in
      let whole = try folder.shell("tally replay --to '#60'").lines
      let part = try folder.shell("tally replay --from '#40' --to '#60'").lines
      let (start, first) = (try #require(whole.firstIndex { $0.hasPrefix("#40 ") }), 2)
      #expect(part[first].hasPrefix("#40 "))
      #expect(Array(part[first...]) == Array(whole[start...]))
      #expect(part.contains("After #60:"))
      let totals = try folder.shell("tally totals --as-recorded '#60'").lines
      let table = try #require(part.firstIndex(of: "After #60:"))
      #expect(part[table + 1].hasPrefix("WHAT") && part[table + 1] == totals[first])
      #expect(part.last == totals.last)
    }
  }

  @Test func `of one word it prints the events that move its rows`() throws {
    try ShippedSnapshot.whole.use { folder in
      let all = try folder.shell("tally replay --format csv").lines
      let some = try folder.shell("tally replay --format csv --what prisoners").lines
      #expect(some.first == all.first && some.count > 2 && some.count < all.count)
      #expect(Array(some.dropFirst()) == all.filter { $0.contains(",prisoners,") })
    }
  }

  @Test func `its JSON is one object, with the state after the last event`() throws {
    try ShippedSnapshot.whole.use { folder in
      let text = try folder.shell("tally replay --format json").output
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      #expect((json["steps"] as? [Any])?.count == 300)
      let totals = try folder.shell("tally totals --format json").output
      let state = try #require(
        try JSONSerialization.jsonObject(with: Data(totals.utf8)) as? [String: Any])
      #expect(json["rows"] as? NSArray == state["rows"] as? NSArray)
      #expect(json["cut"] as? NSDictionary == state["cut"] as? NSDictionary)
    }
  }

  @Test(arguments: ["--from '#9' --to '#3'", "--from '#400'", "--to '#60' --as-recorded '#50'"])
  func `what cannot be meant is refused`(flags: String) throws {
    try ShippedSnapshot.whole.use { folder in
      let refused = try folder.shell("tally replay \(flags)")
      #expect(refused.status == 1 && !refused.output.contains("announcement"))
    }
  }
}
