import Tallystick
import Testing
import TransparencyLog

@testable import TallyDesk

/// One rule a line.
struct DrafterTests {
  /// A record whose names stand in terms alone: no source speaks for its sides.
  private static let terms = """
    {"type":"source","stated":"2024-05-01","body":{"source":"wire","kind":"outlet","name":"Wire","reason":"r"}}
    {"type":"term","stated":"2024-05-01","body":{"term":"ORM","kind":"side","name":"Ormania","reason":"r"}}
    {"type":"term","stated":"2024-05-01","body":{"term":"TES","kind":"side","name":"Tessland","reason":"r"}}
    {"type":"term","stated":"2024-05-01","body":{"term":"doses","kind":"what","of":"goods","one":"dose of vaccine","many":"doses of vaccine","reason":"r"}}
    """

  @Test(arguments: [
    (
      "Ormania handed over 500 doses of vaccine to Tessland.",
      "handover of 500 doses from ORM to TES"
    ),
    ("Tessland received 2,000 doses from Ormania.", "handover of 2000 doses from ORM to TES"),
    (
      "Ormania handed over 12 bodies of Tesslandian soldiers to Tessland.",
      "handover of 12 remains of TES from ORM to TES"
    ),
    (
      "Tessland handed over 12 bodies of Ormanian soldiers to Ormania.",
      "handover of 12 remains of ORM from TES to ORM"
    ),
  ])
  func `names of sides and of things are read off the terms of the record`(
    text: String, notation: String
  ) throws {
    let result = try Articles.drafts(
      text, outlet: "wire", names: try Articles.book(of: DrafterTests.terms))
    #expect(result.drafts.filter { $0.type != "source" }.map(\.notation) == [notation])
    #expect(!result.drafts.contains { $0.type == "source" }, "a side of a term is no new source")
  }

  @Test(arguments: [
    ("Ardenia handed over 12 bodies to Veloria.", "handover of 12 remains from AR to VE"),
    (
      "The bodies of 12 Velorian soldiers were returned to Veloria.",
      "handover of 12 remains of VE to VE"
    ),
    ("12 bodies were handed over by Ardenia.", "handover of 12 remains from AR"),
    (
      "Veloria received the remains of 12 people from Ardenia.",
      "handover of 12 remains from AR to VE"
    ),
    ("Ardenia delivered more than 6,000 bodies.", "handover of 6001+ remains from AR"),
    ("Ardenia delivered about six thousand bodies.", "handover of ~6000 remains from AR"),
    ("Ardenia delivered two thousand three hundred bodies.", "handover of 2300 remains from AR"),
    ("Ardenia delivered up to 90 bodies.", "handover of ≤90 remains from AR"),
    (
      "Ardenia has not returned a single body to Veloria.",
      "handover of 0 remains from AR to VE on ../2024-05-17 in total"
    ),
    (
      "Veloria has received 2,140 bodies in total.",
      "handover of 2140 remains to VE on ../2024-05-17 in total"
    ),
    (
      "Ardenia transferred 12 bodies on May 14, 2024.",
      "handover of 12 remains from AR on 2024-05-14"
    ),
    (
      "Ardenia transferred 12 bodies between May 6 and May 11.",
      "handover of 12 remains from AR on 2024-05-06?/2024-05-11?"
    ),
    ("Ardenia transferred 12 bodies in April.", "handover of 12 remains from AR on 2024-04?"),
    (
      "Ardenia transferred 12 bodies on 14.05.2024.", "handover of 12 remains from AR on 2024-05-14"
    ),
    ("Ardenia will transfer 12 bodies to Veloria.", "plan of 12 remains from AR to VE"),
    ("Each side handed over 12 bodies in an exchange.", "handover of 12 remains each way"),
    ("Арденія передала Велорії 12 тіл.", "handover of 12 remains from AR to VE"),
    ("Велорії передано 12 тіл.", "handover of 12 remains to VE"),
    ("Велория получила от Ардении 12 тел.", "handover of 12 remains from AR to VE"),
    ("Ардения передала Велории шесть тысяч тел.", "handover of 6000 remains from AR to VE"),
  ])
  func `a sentence gives its claim`(text: String, notation: String) throws {
    let result = try Articles.drafts(text)
    #expect(result.drafts.map(\.notation) == [notation], "\(result.gaps)")
  }

  @Test(arguments: [
    ("Veloria returned the bodies of 12 Velorian soldiers.", "direction"),
    ("Ardenia handed over the bodies of 12 Ardenian soldiers to Veloria.", "hands over its own"),
    ("Ardenia transferred 12 bodies on May 14.", "when:"),
    ("Ardenia handed over 146 soldiers who were captured in an exchange.", "what:"),
  ])
  func `what was filled in and may be read otherwise is marked`(text: String, doubt: String) throws
  {
    let draft = try #require(try Articles.drafts(text).drafts.first)
    #expect(draft.doubts.contains { $0.contains(doubt) }, "\(draft.doubts)")
  }

  /// Sentences of which nothing is open but whose and when, and nothing doubtful.
  @Test(arguments: [
    ("Ardenia handed over 1.5 thousand bodies to Veloria.", "1500"),
    ("Ardenia handed over 10–15 thousand bodies to Veloria.", "10000..15000"),
    ("Fewer than 100 bodies were handed over to Veloria by Ardenia.", "≤99"),
    ("Less than 100 bodies were handed over to Veloria by Ardenia.", "≤99"),
    ("Ardenia handed over no more than 90 bodies to Veloria.", "≤90"),
    ("Ardenia handed over no fewer than 90 bodies to Veloria.", "90+"),
    ("Ardenia handed over over 90 bodies to Veloria.", "91+"),
    ("Ardenia handed over about 90 bodies to Veloria.", "~90"),
    ("Ardenia handed over 12-15 bodies to Veloria.", "12..15"),
    ("Ardenia handed over 5 to 7 bodies to Veloria.", "5..7"),
    ("Ardenia handed over five or six bodies to Veloria.", "5..6"),
    ("Ardenia handed over between 57 and 79 bodies to Veloria.", "57..79"),
    ("Ardenia handed over 1,212±5 bodies to Veloria.", "1207..1217"),
    ("Ardenia handed over three hundred and six bodies to Veloria.", "306"),
    ("Ardenia handed over three hundred twenty-five bodies to Veloria.", "325"),
    ("Ардения передала Велории 1,2 тысячи тел.", "1200"),
    ("Ардения передала Велории полторы тысячи тел.", "1500"),
    ("Ардения передала Велории около тысячи тел.", "~1000"),
    ("Ардения передала Велории не более 100 тел.", "≤100"),
    ("Ардения передала Велории менее 100 тел.", "≤99"),
    ("Ардения передала Велории триста шестьдесят пять тел.", "365"),
    ("Арденія передала Велорії 1,2 тисячі тіл.", "1200"),
    ("Арденія передала Велорії півтори тисячі тіл.", "1500"),
    ("Арденія передала Велорії не менше 100 тіл.", "100+"),
    ("Арденія передала Велорії менш ніж 100 тіл.", "≤99"),
  ])
  func `a number is read as its words say`(text: String, number: String) throws {
    let result = try Articles.drafts(text)
    #expect(result.drafts.map(\.notation) == ["handover of \(number) remains from AR to VE"])
    #expect(result.drafts.allSatisfy { $0.doubts.isEmpty } && result.gaps.isEmpty)
  }

  @Test(arguments: [
    "Ardenia lied about 1,212 bodies in the exchange.",
    "Ardenia handed over from 57 to 79 bodies.", "Ардения передала от 57 до 79 тел.",
    "Ardenia handed over 15-12 bodies.", "Ardenia handed over 12 – 15 bodies.",
    "Ardenia handed over 700 fewer than 1,200 bodies.", "Ardenia handed over 700 fewer bodies.",
    "Ardenia handed over twice 300 bodies.", "Ardenia handed over 15 more than on 9 May.",
    "Ardenia handed over 500 to 2 thousand bodies.", "Ardenia handed over two, three bodies.",
    "Ardenia handed over half a thousand bodies.", "Ardenia handed over 1½ thousand bodies.",
    "Ardenia handed over several thousand bodies.", "Ardenia handed over ~1,200 bodies.",
    "Ardenia handed over 1,200+ bodies.", "Ardenia handed over 12 or more bodies.",
    "Ardenia handed over 12% of the 300 bodies.", "Ardenia handed over a third of the 300 bodies.",
    "Ardenia handed over 2.5 to 3 thousand bodies.", "Ardenia handed over 1.212 thousand bodies.",
    "On June 11 200 bodies were handed over.", "Ardenia handed over at most about 300 bodies.",
    "Ардения передала тысячи тел.", "Ардения передала несколько тысяч тел.",
    "Арденія передала тисячі тіл.", "Арденія передала пів тисячі тіл.",
  ])
  func `a number that the words beside it may make another is marked`(text: String) throws {
    let result = try Articles.drafts(text)
    #expect(!result.drafts.isEmpty)
    for draft in result.drafts {
      #expect(draft.doubts.contains { $0.hasPrefix("count: “") }, "\(draft.sentence)")
    }
  }

  @Test(arguments: [
    "Ardenia did not hand over 300 bodies to Veloria.",
    "Ardenia didn’t hand over 300 bodies to Veloria.", "Ardenia never returned 300 bodies.",
    "Veloria had not received 300 bodies.", "Ardenia left without returning 300 bodies.",
    "Nobody returned 300 bodies to Veloria.", "None of the 300 prisoners were returned.",
    "Ardenia will not hand over 300 bodies.", "Ардения не передала 300 тел.",
    "Ардения так и не вернула 300 тел.", "Арденія не передала 300 тіл.",
    "Арденія так і не повернула 300 тіл.", "Велорія досі не отримала 300 тіл.",
  ])
  func `the number of what was not handed over is a gap, and no handover`(text: String) throws {
    let result = try Articles.drafts(text)
    #expect(result.drafts.isEmpty)
    #expect(result.gaps.contains { $0.why.contains("300") })
  }

  @Test(arguments: [
    "Ardenia refused to return 300 bodies.", "Ardenia failed to return 300 bodies.",
    "Ardenia wants to return 300 bodies.", "Ardenia agreed to hand over 300 bodies.",
    "The court obliged Ardenia to return 300 bodies.", "If Ardenia returns 300 bodies, it is well.",
    "It is false that Ardenia returned 300 bodies.",
    "It is false, Ilmar Tarn said, that Ardenia returned 300 bodies.",
    "Ardenia returned 300 bodies, Ilmar Tarn said, which is not true.",
    "Ardenia postponed the return of 300 bodies.", "Has Ardenia returned 300 bodies?",
    "Ardenia nearly handed over 300 bodies.", "Ardenia would have handed over 300 bodies.",
    "Had Ardenia handed over 300 bodies, it would be well.",
    "Ardenia handed over 300 bodies, but Veloria never received them.",
    "Ardenia denied that it has not returned 300 bodies.",
    "The sides did not agree on 1,000 for 1,000.", "Велория отказалась принять 300 тел.",
    "Если Ардения передала 300 тел, это хорошо.", "Неправда, что Ардения передала 300 тел.",
    "Велория требует, чтобы Ардения передала 300 тел.", "Ардения якобы передала 300 тел.",
    "Арденія відмовилася повернути 300 тіл.", "Арденія хоче повернути 300 тіл.",
    "Арденія передала б 300 тіл.", "Неправда, що Арденія передала 300 тіл.",
  ])
  func `what is not told as done is marked with the words that say so`(text: String) throws {
    let result = try Articles.drafts(text)
    #expect(!result.drafts.isEmpty)
    for draft in result.drafts {
      #expect(
        draft.doubts.contains { $0.hasPrefix("act: “") || $0.hasPrefix("type: “") },
        "\(draft.sentence)")
    }
  }

  @Test func `a number that is denied is a gap beside the one that is said`() throws {
    let result = try Articles.drafts("Ardenia handed over not 1,212 but 1,200 bodies.")
    #expect(result.drafts.map(\.notation) == ["handover of 1200 remains from AR"])
    #expect(result.drafts.first?.doubts.isEmpty == false)
    #expect(result.gaps.map(\.why) == [["1,212"]])
  }

  @Test(arguments: [
    "Ardenia returned 1,212 and Veloria 27 bodies.", "Ардения вернула 1212, а Велория 27 тел.",
    "Арденія повернула 1212, а Велорія 27 тіл.",
  ])
  func `a party with a number and no verb takes no part in the verb of another`(text: String) throws
  {
    let drafts = try Articles.drafts(text).drafts
    let claims = drafts.compactMap { $0.body["claim"]?.object }
    #expect(claims.map { $0["count"]?.object?["exact"]?.integer } == [1212, 27])
    #expect(claims.first?["to"] == nil && claims.first?["from"] != "VE")
    #expect(claims.last?["from"] == nil && claims.last?["to"] == nil)
    #expect(drafts.last?.doubts.contains { $0.hasPrefix("direction:") } == true)
  }

  @Test(arguments: [
    "سلمت أردينيا ١٢١٢ جثة، قال طارن.", "سلمت أردينيا الجثث.", "आर्देनिया ने १२१२ शव सौंपे।",
    "阿登尼亚移交了1212具遗体。", "Η Αρδενία παρέδωσε 12 σορούς.",
    "Ardenia handed over the bodies, said 塔恩.", "Ардения передала тела, и их приняли.",
  ])
  func `a sentence in a language that is not read is a gap, and is said to be one`(text: String)
    throws
  {
    let result = try Articles.drafts(text, language: text.first == "А" ? "en" : nil)
    #expect(result.gaps.contains { $0.why.contains("in a language that is not read") })
    #expect(result.drafts.isEmpty)
  }

  @Test func `numerals of another script in a sentence that is read are a gap`() throws {
    let result = try Articles.drafts("Ardenia handed over 12 bodies, and then ١٢ more.")
    #expect(result.drafts.count == 1)
    #expect(result.gaps.first?.why.contains("with numerals that are not read") == true)
  }

  @Test func `words of number that are not read are told of beside what was drafted`() throws {
    let result = try Articles.drafts(
      "Ardenia handed over hundreds of bodies, and Veloria returned 27 bodies.")
    #expect(result.drafts.count == 1)
    #expect(result.gaps.map(\.why) == [["hundreds"]])
  }

  @Test func `a receiver that the words do not give is offered, and not set`() throws {
    let draft = try #require(
      try Articles.drafts("Ardenia handed over 12 bodies. Veloria was silent.").drafts.first)
    #expect(draft.body["claim"]?.object?["to"] == nil)
    #expect(draft.missing.contains("claim.to"))
    let other = try #require(
      try Articles.drafts("Veloria waited. Ardenia handed over 12 bodies.").drafts.first)
    #expect(other.offers["to"] == "VE")
    #expect(other.body["claim"]?.object?["to"] == nil)
  }

  @Test(arguments: [
    ("Ilmar Tarn said Ardenia handed over 12 bodies.", "tarn"),
    ("Ardenia handed over 12 bodies, said Ilmar Tarn.", "tarn"),
    ("According to Tarn, Ardenia handed over 12 bodies.", "tarn"),
    ("Ardenia handed over 12 bodies, an unnamed official told CNA.", "cna-source-2024-05-17"),
    ("Otto Lind said Ardenia handed over 12 bodies.", "otto-lind"),
    ("Ardenia handed over 12 bodies.", "harbour-wire"),
    (
      "A spokesman for the Relief Committee said Ardenia handed over 12 bodies.", "relief-committee"
    ),
    ("За словами Ільмара Тарна, Арденія передала 12 тіл.", "tarn"),
    ("Ардения передала 12 тел, сообщила Надия Сорель.", "sorel"),
  ])
  func `who speaks is read off the words`(text: String, speaker: String) throws {
    let draft = try #require(
      try Articles.drafts(text).drafts.first { $0.type == "announcement" })
    #expect(draft.body["speaker"] == .string(speaker))
  }

  @Test func `why a source is one is offered, and not set`() throws {
    let drafts = try Articles.drafts(
      "Otto Lind said Karelia handed over 12 bodies.\nAn unnamed official said so too.",
      outlet: "new-wire"
    ).drafts.filter { $0.type == "source" }
    #expect(drafts.count >= 2 && drafts.allSatisfy { $0.body["reason"] == nil })
    #expect(
      drafts.first?.offers["reason"] == "The page that was read, of 2024-05-17, SHA-256 abcdef.")
    for draft in drafts.dropFirst() {
      let reason = draft.offers["reason"]?.string ?? ""
      #expect(reason.hasSuffix("on line \(draft.line) of new-wire, 2024-05-17."), "\(reason)")
    }
  }

  @Test func `an article that is drafted again gives what it gave before the same labels`() throws {
    let text =
      "Otto Lind said Ardenia handed over 12 bodies to Veloria.\n"
      + "Karelia received 3 bodies, and Karelia received 4 bodies. Karelia received 3 bodies.\n"
    let before = try Articles.drafts(text, outlet: "new-wire").drafts
    let sources = """
      {"type":"source","stated":"2024-05-17","body":{"source":"new-wire","kind":"outlet","name":"W","reason":"r"}}
      {"type":"source","stated":"2024-05-17","body":{"source":"otto-lind","kind":"person","name":"Otto Lind","side":"AR","reason":"r"}}
      {"type":"source","stated":"2024-05-17","body":{"source":"karelia","kind":"party","name":"Karelia","side":"KA","reason":"r"}}

      """
    let after = try Articles.drafts(
      text, outlet: "new-wire",
      names: try Articles.book(of: Articles.file("sources.jsonl") + sources)
    ).drafts
    #expect(before.contains { $0.type == "source" } && !after.contains { $0.type == "source" })
    let labels = before.filter { $0.type != "source" }.compactMap(\.label)
    #expect(labels.count >= 3 && Set(before.compactMap(\.label)).count == before.count)
    #expect(after.compactMap(\.label) == labels)
  }

  @Test func `every draft says why, on which line, in which words, and of which page`() throws {
    let result = try Articles.drafts("Title\n\nArdenia handed over 12 bodies. It rained.")
    let draft = try #require(result.drafts.first)
    #expect(draft.line == 3)
    #expect(draft.words == "Ardenia handed over 12 bodies.")
    #expect(draft.why.contains("handed over"))
    #expect(draft.body["quote"] == "Ardenia handed over 12 bodies.")
    #expect(draft.body["capture"] == ["sha256": "abcdef"])
    #expect(try DraftLine(json: draft.json) == draft)
  }

  @Test func `a long sentence is quoted where its number stands, in at most 300 characters`() throws
  {
    let long = String(
      repeating: "it is told at length, and at more length, how things are there, ", count: 9)
    let draft = try #require(
      try Articles.drafts(long + "while Ardenia handed over 12 bodies to Veloria.").drafts.first)
    let quote = try #require(draft.body["quote"]?.string)
    #expect(quote.unicodeScalars.count <= 300)
    #expect(quote.contains("12 bodies"))
  }

  @Test func `a sentence of the trade without a draft is a gap, and others are none`() throws {
    let result = try Articles.drafts("The exchange was discussed. It rained. The difference is 60.")
    #expect(result.drafts.isEmpty)
    #expect(result.gaps.map(\.words) == ["The exchange was discussed.", "The difference is 60."])
    #expect(result.sentences == 3)
  }

  @Test func `hostile text is read in its time, and gives what it gives`() throws {
    for text in [
      String(repeating: "1,200 bodies ", count: 3000), String(repeating: "\"", count: 20_000),
      String(repeating: "A. ", count: 5000), "99999999999999999999 bodies were handed over.",
      "Ardenia handed over 9007199254740991 thousand bodies.", "\u{202E}Ardenia\u{0} 12",
    ] {
      _ = try? Articles.drafts(text)
    }
  }

  @Test func `events of the record with the same number and thing are named as possible twins`()
    throws
  {
    var drafts = try Articles.drafts("Ardenia handed over 12 bodies to Veloria.").drafts
    var twins = Twins(of: drafts)
    let day = try Stated(parsing: "2024-05-01")
    for (place, notation) in [
      "handover of 12 remains from AR", "handover of 13 remains from AR",
      "handover of 12 prisoners from AR", "handover of 12 remains from VE",
    ].enumerated() {
      let claim = try Claim(notation: notation)
      twins.look(
        at: Content(type: "announcement", stated: day, body: ["claim": .object(claim.json)]),
        seq: place + 1)
    }
    drafts[0].like = twins.like(drafts[0])
    #expect(drafts[0].like == ["#1"])
  }
}
