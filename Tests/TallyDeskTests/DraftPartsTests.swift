import Tallystick
import Testing
import TransparencyLog

@testable import TallyDesk

/// The parts of a draft as the fields of a form have them.
struct DraftPartsTests {
  private static func drafts(_ text: String) throws -> [DraftLine] {
    try Articles.drafts(text).drafts
  }

  private static func claim() throws -> DraftLine {
    try #require(
      try drafts("Ardenia handed over 12 bodies to Veloria.").first { $0.type == "announcement" })
  }

  private static func text(_ name: String, of draft: DraftLine) -> String? {
    draft.parts.first { $0.name == name }?.text
  }

  @Test func `a claim has its parts, those that are open with what is offered`() throws {
    let draft = try Self.claim()
    #expect(draft.parts.prefix(4).map(\.name) == ["stated", "act", "count", "what"])
    #expect(Self.text("act", of: draft) == "handover" && Self.text("count", of: draft) == "12")
    #expect(Set(draft.parts.map(\.name)).count == draft.parts.count)
    #expect(!draft.parts.contains { ["claim", "capture"].contains($0.name) })
    let when = try #require(draft.parts.first { $0.name == "when" })
    #expect(when.isOpen && when.text.isEmpty && when.offer == draft.offers["when"]?.string)
    #expect(when.offer != nil)
  }

  @Test(arguments: Articles.names)
  func `parts that are sent back as they were change nothing`(name: String) throws {
    for draft in try Self.drafts(try Articles.file("\(name).txt")) {
      var sent = draft
      try sent.take(draft.parts.map { ($0.name, $0.text) })
      #expect(sent == draft)
    }
  }

  @Test func `a part that is written is the same as an edit of it`() throws {
    let changes = [
      ("to", "AR"), ("count", "~15"), ("when", "2024-05-16"), ("whose", ""),
      ("stated", "2024-05-18"),
    ]
    for (name, text) in changes {
      var (written, edited) = (try Self.claim(), try Self.claim())
      try written.take(written.parts.map { ($0.name, $0.name == name ? text : $0.text) })
      if Self.text(name, of: try Self.claim()) != text { try edited.set("\(name)=\(text)") }
      #expect(written == edited, "\(name)")
    }
  }

  @Test(arguments: [("count", "many"), ("stated", "yesterday"), ("act", "gift")])
  func `of parts of which one is wrong none is taken`(name: String, text: String) throws {
    var draft = try Self.claim()
    let before = draft
    #expect(throws: FormatError.self) {
      try draft.take([("when", "2024-05-16"), (name, text)])
    }
    #expect(draft == before)
  }

  @Test func `what a line cannot hold is no part`() throws {
    var draft = try Self.claim()
    draft.body["quote"] = "two\nlines"
    draft.body["lang"] = "\u{202E}en"
    draft.body["attribution"] = " named"
    draft.body["via"] = .array(["a,b"])
    let names = draft.parts.map(\.name)
    #expect(!names.contains { ["quote", "lang", "attribution", "via"].contains($0) })
  }

  @Test func `a name that is no part of it is left aside`() throws {
    var draft = try Self.claim()
    let before = draft
    try draft.take([("capture", "x"), ("obligations", "x"), ("nothing", "x"), ("claim", "x")])
    #expect(draft == before)
  }

  @Test func `a source has the parts that make it whole`() throws {
    let sources = try Self.drafts(
      "General Smith said that Ardenia handed over 12 bodies to Veloria."
    )
    .filter { $0.type == "source" }
    let draft = try #require(sources.first)
    for name in ["source", "name", "kind", "side", "member_of", "reason"] {
      #expect(Self.text(name, of: draft) != nil, "\(name)")
    }
  }
}
