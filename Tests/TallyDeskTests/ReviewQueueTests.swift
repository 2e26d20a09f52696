import Tallystick
import Testing
import TransparencyLog

@testable import TallyDesk

struct ReviewQueueTests {
  private static func lines(_ text: String) throws -> [[UInt8]] {
    let result = try Articles.drafts(text)
    return (result.drafts.map(\.json) + result.gaps.map(\.json)).map {
      CanonicalJSON.bytes(.object($0))
    }
  }

  private static func queue() throws -> ReviewQueue {
    try ReviewQueue(
      lines(
        "Ardenia handed over 12 bodies. Veloria handed over 3 bodies. Ardenia received 4 bodies. "
          + "The exchange was discussed."), sha256: "ab")
  }

  private static func again(_ queue: ReviewQueue) throws -> ReviewQueue {
    try ReviewQueue(
      state: queue.state.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .map(Array.init))
  }

  @Test func `a queue goes through its drafts, and ends behind the last`() throws {
    var queue = try ReviewQueueTests.queue()
    #expect(queue.items.count == 3 && queue.gaps.count == 1)
    queue.accept(as: "01")
    queue.skip(for: "a repetition")
    #expect(queue.place == 2 && queue.isOpen)
    queue.accept(as: "02")
    #expect(queue.current == nil && !queue.isOpen)
    #expect(
      queue.items.map(\.decision)
        == [.accepted(event: "01"), .skipped(reason: "a repetition"), .accepted(event: "02")])
  }

  @Test func `what is left for later comes again after the last`() throws {
    var queue = try ReviewQueueTests.queue()
    queue.pass()
    queue.accept(as: "01")
    queue.accept(as: "02")
    #expect(queue.place == 0)
    queue.accept(as: "03")
    #expect(queue.current == nil)
  }

  @Test func `going back shows what was decided, and changes nothing`() throws {
    var queue = try ReviewQueueTests.queue()
    queue.accept(as: "01")
    queue.back()
    #expect(queue.current?.decision == .accepted(event: "01"))
    queue.pass()
    #expect(queue.place == 1)
    queue.back()
    queue.back()
    #expect(queue.place == 0)
  }

  @Test func `a state that is read again is the same, whatever was done`() throws {
    var queue = try ReviewQueueTests.queue()
    #expect(try ReviewQueueTests.again(queue) == queue)
    queue.skip(for: "“why”\n")
    queue.split()
    var draft = try #require(queue.current?.draft)
    try draft.set("to=AR")
    queue.change(to: draft)
    queue.accept(as: "0123")
    #expect(queue.items.count == 4)
    #expect(try ReviewQueueTests.again(queue) == queue)
  }

  @Test func `a draft that is in the record by its label is accepted, and not asked for again`()
    throws
  {
    var queue = try ReviewQueueTests.queue()
    let label = try #require(queue.items[0].draft.label)
    queue.acceptThose { $0 == label ? "ff" : nil }
    queue.goOn()
    #expect(queue.items[0].decision == .accepted(event: "ff"))
    #expect(queue.place == 1)
  }

  @Test func `a draft that is split stands twice, under two labels`() throws {
    var queue = try ReviewQueueTests.queue()
    queue.split()
    queue.split()
    let labels = queue.items.compactMap(\.draft.label)
    #expect(queue.items.count == 5 && Set(labels).count == 5)
    #expect(labels.allSatisfy { Name.isLabel($0) })
    #expect(queue.items[0].draft.body == queue.items[1].draft.body)
  }

  @Test func `a second pair of eyes sees what was skipped, with the reason`() throws {
    var queue = try ReviewQueueTests.queue()
    queue.accept(as: "01")
    queue.skip(for: "unclear")
    queue.accept(as: "02")
    queue.reopenSkipped()
    #expect(queue.place == 1)
    #expect(queue.current?.draft.doubts.contains("skipped: unclear") == true)
  }

  @Test(arguments: ["{", "[]", #"{"type":"x"}"#, #"{"a":1}"#])
  func `a line that is no draft is refused by its number`(line: String) {
    #expect {
      try ReviewQueue([[], Array(line.utf8)], sha256: "")
    } throws: { "\($0)".contains("line 2") }
  }

  @Test(arguments: [
    ("to=VE", "handover of 12 remains from AR to VE"),
    ("count=~600", "handover of ~600 remains from AR"),
    ("from=", "handover of 12 remains"),
    ("claim=plan of 3 prisoners from VE", "plan of 3 prisoners from VE"),
    ("when=2024-05-14", "handover of 12 remains from AR on 2024-05-14"),
    ("scope=part", "handover of 12 remains from AR in part"),
  ])
  func `an edit changes one part, and settles it`(change: String, notation: String) throws {
    var draft = try #require(try Articles.drafts("Ardenia handed over 12 bodies.").drafts.first)
    try draft.set(change)
    #expect(draft.notation == notation)
    let field = String(change.prefix { $0 != "=" })
    #expect(!draft.missing.contains("claim.\(field)"))
  }

  @Test(arguments: [
    "to", "nothing=x", "count=many", "when=yesterday", "claim=gave", "stated=x", "act=sale",
  ])
  func `an edit that fits nothing is refused, and changes nothing`(change: String) throws {
    var draft = try #require(try Articles.drafts("Ardenia handed over 12 bodies.").drafts.first)
    let before = draft
    #expect(throws: FormatError.self) { try draft.set(change) }
    #expect(draft == before)
  }

  @Test func `obligations, lists and fields of other types are edited by their names`() throws {
    var draft = DraftLine(type: .agreement, stated: "2024-05-17", body: [:])
    try draft.set("obligations=AR owes VE 15 remains of VE; VE owes AR 15 remains of AR")
    try draft.set("parties=AR, VE")
    try draft.set("agreement=delta-accords")
    #expect(draft.body["obligations"]?.array?.count == 2)
    #expect(draft.body["parties"] == ["AR", "VE"])
    #expect(draft.sentence.contains("VE owes AR 15 remains of AR"))
  }

  @Test func `a side that becomes known is read into the drafts that name it`() throws {
    var draft = try #require(
      try Articles.drafts("Ardenia handed over 12 bodies to Suland.").drafts.first {
        $0.type == "announcement"
      })
    #expect(draft.unread["to"] == "Suland")
    draft.fillSides { $0 == "Suland" ? "SU" : nil }
    #expect(draft.notation == "handover of 12 remains from AR to SU")
    #expect(draft.unread.members.isEmpty && !draft.missing.contains("claim.to"))
  }

  @Test func `offers are taken only when asked for`() throws {
    var draft = try #require(
      try Articles.drafts("Veloria waited. Ardenia handed over 12 bodies.").drafts.first)
    #expect(draft.notation == "handover of 12 remains from AR")
    try draft.takeOffers()
    #expect(draft.notation == "handover of 12 remains from AR to VE on 2024-05-17")
  }
}
