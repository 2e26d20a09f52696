import Testing

@testable import Tallystick

/// Who the sources are, field by field (events/README.md).
struct SourceBookTests {
  private func book(_ drafts: Draft...) throws -> SourceBook {
    let ledger = try Ledger(cast: drafts)
    let sources = try ledger.view().standing.sources
    #expect(try ledger.store.sources().all == sources.all)
    return sources
  }

  @Test func `of two registrations the later stated holds, field by field`() throws {
    let book = try book(
      .source("a", ["kind": "person", "name": "New", "aliases": ["X", "Y"]], on: "2025-02-02"),
      .source("b", ["kind": "person", "name": "B", "side": "RU"], on: "2025-02-01"),
      .source("b", ["side": "UA"], on: "2025-02-02"),
      .source(
        "a", ["kind": "unnamed", "name": "Old", "side": "RU", "aliases": ["Y", "Z"]],
        on: "2025-02-01"))
    let source = try #require(book["a"])
    #expect(source.kind == "person")
    #expect(source.name == "New")
    #expect(source.side == "RU")
    #expect(source.aliases == ["X", "Y", "Z"])
    #expect(source.seqs == [1, 4])
    #expect(book.side(of: "b") == "UA")
  }

  @Test func `where the days do not decide the higher seq holds`() throws {
    let book = try book(
      .source("a", ["kind": "person", "name": "First"], on: "2025-02-01"),
      .source("a", ["name": "Second"], on: "2025-02"))
    #expect(book["a"]?.name == "Second")
  }

  @Test func `a source speaks for its own side, else for that of what it belongs to`() throws {
    let book = try book(
      .source("state", ["kind": "party", "name": "S", "side": "RU"]),
      .source("office", ["kind": "institution", "name": "O", "member_of": "state"]),
      .source("clerk", ["kind": "person", "name": "C", "member_of": "office"]),
      .source(
        "turncoat", ["kind": "person", "name": "T", "member_of": "office", "side": "UA"]),
      .source("alone", ["kind": "person", "name": "A"]))
    #expect(book.side(of: "clerk") == "RU")
    #expect(book.side(of: "turncoat") == "UA")
    #expect(book.side(of: "alone") == nil)
    #expect(book.side(of: "nobody") == nil)
    #expect(book.lineage(of: "clerk") == ["clerk", "office", "state"])
  }

  @Test func `circles of membership and of copying end`() throws {
    let book = try book(
      .source("a", ["kind": "outlet", "name": "A", "member_of": "b", "derived_from": "b"]),
      .source("b", ["kind": "outlet", "name": "B", "member_of": "a", "derived_from": "c"]),
      .source("c", ["kind": "outlet", "name": "C"]))
    #expect(book.lineage(of: "a") == ["a", "b"])
    #expect(book.root(of: "a") == "c")
    #expect(book.root(of: "c") == "c")
    #expect(book.all.map(\.id) == ["a", "b", "c"])
  }

  @Test func `a registration that is void or amended holds so`() throws {
    let book = try book(
      .source("a", ["kind": "person", "name": "A"], label: "S1"),
      .source("a", ["side": "RU"], on: "2025-02-02", label: "S2"),
      .source("b", ["kind": "person", "name": "B"], label: "S3"),
      .amend(nil, of: "S2", ["void": true]),
      .amend(nil, of: "S3", ["set": ["name": "Bee"]]))
    #expect(book.side(of: "a") == nil)
    #expect(book["b"]?.name == "Bee")
  }

  @Test func `a side in the words goes before the source's own`() throws {
    let ledger = try Ledger(
      .announce("A", "icrc", "2025-06-13", .there("1200"), ["side": "UA"]),
      .announce("B", "medinsky", "2025-06-13", .there("1212")),
      .announce("C", "medinsky", "2025-06-13", .there("1199"), ["side": "UA"]))
    #expect(try ledger.view().sides() == "1212 / 1199..1200")
  }

  @Test func `a source that is not registered counts as neither side`() throws {
    let ledger = try Ledger(.announce("A", "stranger", "2025-06-13", .there("1200")))
    #expect(try ledger.view().handovers.brief == ["– / – / 1200"])
    try ledger.add(.source("stranger", ["kind": "person", "name": "S", "side": "RU"]))
    #expect(try ledger.view(asOf: "2025-06-13").handovers.brief == ["1200 / – / –"])
  }
}
