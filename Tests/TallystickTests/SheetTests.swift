import Testing

@testable import TallyReports
@testable import Tallystick

struct SheetTests {
  private static func sheet(_ csv: String, by map: String) throws -> Sheet {
    Sheet(
      try CSV(parsing: Array(csv.utf8)), by: try SheetMap(parsing: Array(map.utf8)))
  }

  /// A map of one announcement, with more members where they are given.
  private static func map(_ more: String = "", body: String = "", claim: String = "") -> String {
    """
    {"map":1,\(more)"events":[{"type":"announcement","stated":{"column":"said"},"body":{
      "speaker":{"column":"who"},"attribution":"named",\(body)
      "claim":{\(claim)"act":"handover"}}}]}
    """
  }

  private static func bodies(_ sheet: Sheet) throws -> [JSONValue] {
    try #require(sheet.problems.isEmpty, "\(sheet.problems)")
    return sheet.drafts.map { .object($0.content.body) }
  }

  @Test func `a row becomes an event, each cell read by the form of its field`() throws {
    let claim = """
      "what":"remains","count":{"column":"n","words":true},"when":{"column":"day"},
      """
    let sheet = try Self.sheet(
      "said,who,n,day,via,other\n2025-06-13,a,\"1,200\",6/11/2025,\"b, c\",x\n2025-06-14,b,,,,\n",
      by: Self.map(
        #""dates":["EDTF","M/D/YYYY"],"#, body: #""via":{"column":"via"},"#, claim: claim))
    #expect(
      try Self.bodies(sheet) == [
        [
          "speaker": "a", "attribution": "named", "via": ["b", "c"],
          "claim": [
            "act": "handover", "what": "remains", "when": "2025-06-11",
            "count": ["exact": 1200, "words": "1,200"],
          ],
        ],
        [
          "speaker": "b", "attribution": "named", "claim": ["act": "handover", "what": "remains"],
        ],
      ])
    #expect(sheet.drafts.map(\.line) == [2, 3])
    #expect(sheet.drafts.map(\.content.stated.text) == ["2025-06-13", "2025-06-14"])
    #expect(sheet.unused == ["other"])
  }

  @Test(arguments: [
    (#"{"column":"x","values":{"Russia":"RU"}}"#, "Russia", #"RU"#),
    (#"{"column":"x","values":{"Russia":"RU"}}"#, "UA", "UA"),
    (#"{"column":"x","values":"parties","only":true}"#, "Ukraine", "UA"),
    (#"{"column":"x","default":"RU"}"#, "", "RU"),
    (#"{"column":"x","empty":["?"],"default":"RU"}"#, "?", "RU"),
    (#"{"column":"x","default":"RU"}"#, "n/a", "RU"),
    (#"{"column":"x","default":{"column":"who"}}"#, "", "A"),
    (#"{"column":"x","prefix":"P-","suffix":"-2"}"#, "7", "P-7-2"),
    (#"{"column":"x"}"#, " \u{A0}RU\t", "RU"), (#"{"column":"x"}"#, "'=RU", "=RU"),
    (#""RU""#, "UA", "RU"),
  ])
  func `a cell gives a text by its rules`(cell: String, text: String, value: String) throws {
    let sheet = try Self.sheet(
      "said,who,x\n2025,A,\"\(text)\"\n",
      by: Self.map(
        #""empty":["n/a"],"translations":{"parties":{"Ukraine":"UA"}},"#,
        claim: #""from":\#(cell),"#))
    let from = try Self.bodies(sheet)[0].at("claim.from")
    #expect(from?.string == value)
  }

  @Test func `a cell that says nothing leaves out its field, and what is empty without it`() throws
  {
    let body = #""via":[{"column":"x"},{"column":"y"}],"capture":{"url":{"column":"x"}},"#
    let sheet = try Self.sheet(
      "said,who,x,y\n2025,a,,b\n2025,a,,\n2025,a,c,b\n", by: Self.map(body: body))
    let bodies = try Self.bodies(sheet)
    #expect(bodies.map { $0.at("via") } == [["b"], nil, ["c", "b"]])
    #expect(bodies.map { $0.at("capture") } == [nil, nil, ["url": "c"]])
  }

  @Test func `translations give any value, and the words are kept`() throws {
    let claim =
      #""count":{"column":"n","words":true,"values":{"none":{"exact":0},"dozens":{"min":24}}},"#
    let sheet = try Self.sheet(
      "said,who,n\n2025,a,none\n2025,a,dozens\n2025,a,about 50\n", by: Self.map(claim: claim))
    #expect(
      try Self.bodies(sheet).map { $0.at("claim.count") } == [
        ["exact": 0, "words": "none"], ["min": 24, "words": "dozens"],
        ["about": 50, "words": "about 50"],
      ])
  }

  @Test func `a cell gives a number a day, an amount owed, and what is unclear`() throws {
    let claim = #""count":{"column":"n"},"unclear":{"column":"u","split":";"},"#
    let sheet = try Self.sheet(
      "said,who,n,u\n2025,a,600/day,scope; direction\n2025,a,about 5,\n", by: Self.map(claim: claim)
    )
    let bodies = try Self.bodies(sheet)
    #expect(
      bodies.map { $0.at("claim.count") } == [["exact": 600, "per": "day"], ["about": 5]])
    #expect(bodies.map { $0.at("claim.unclear") } == [["scope", "direction"], nil])
  }

  private static let kinds = """
    {"map":1,"ignore":[{"column":"kind","is":["draft"]}],
     "common":{"stated":{"column":"said"},"body":{"speaker":"s","attribution":"named"}},
     "events":[
      {"if":[{"column":"kind","is":["says"]}],"label":{"column":"no","prefix":"N-"},
       "type":"announcement","body":{"claim":{"act":"handover"}}},
      {"if":[{"column":"kind","is":["says"]},{"column":"other","filled":true}],
       "type":"announcement","body":{"speaker":{"column":"other"},"claim":{"act":"plan"}}},
      {"if":[{"column":"kind","is":["takes back"]},{"column":"other","empty":true}],
       "type":"retraction","body":{"of":{"column":"no","prefix":"@N-"}}}]}
    """

  @Test func `a row gives the events whose conditions it meets, or is left out as the map says`()
    throws
  {
    let sheet = try Self.sheet(
      "no,said,kind,other\n1,2025,says,\n,,,\n2,2025,says,b\n1,2026,takes back,\n3,,draft,\n",
      by: Self.kinds)
    #expect(sheet.problems.isEmpty)
    #expect(
      sheet.drafts.map(\.content.type) == [
        "announcement", "announcement", "announcement", "retraction",
      ])
    #expect(sheet.drafts.map(\.label) == ["N-1", "N-2", nil, nil])
    #expect(sheet.drafts.map { $0.content.body["speaker"]?.string } == ["s", "s", "b", "s"])
    #expect(sheet.drafts.last?.content.body["of"] == "@N-1")
    #expect(sheet.drafts.map(\.line) == [2, 4, 4, 5])
    #expect(sheet.ignored == [6])
  }

  @Test(arguments: [
    (
      "no,said,kind,other\n1,2025,says,\n1,2025,takes back,x\n", 3,
      "No event of the map takes this row; if that is meant, say so in \"ignore\"."
    ),
    ("no,said,kind,other\n1,2025,says\n", 2, "The row has 3 cells, and the line of names 4."),
    (
      "no,said,kind,other\n1,13 June,says,\n", 2,
      "The column \"said\": \"13 June\" is no date that the map reads: it reads EDTF."
    ),
    (
      "no,said,kind,other\n1,,says,\n", 2,
      "stated is required: an EDTF date or an RFC 3339 instant."
    ),
    (
      "no,said,kind\n1,2025,says\n", 1,
      "There is no column \"other\", which the map names; the columns: \"no\", \"said\", \"kind\"."
    ),
    ("no,said,kind,other,no\n", 1, "The column \"no\" stands there twice."),
    ("", 1, "The file ends before the line with the names of the columns."),
  ])
  func `what cannot be read is told with its line`(csv: String, line: Int, problem: String) throws {
    let sheet = try Self.sheet(csv, by: Self.kinds)
    #expect(sheet.problems == [Refusal(problem, line: line)])
  }

  @Test(arguments: [
    (
      #""count":{"column":"x"},"#, "over 60",
      "\"over 60\" is no count: write 1,212, about 7000, at least 6000, up to 6000, 57..79, withheld or unspecified; or say in the map what its words mean"
    ),
    (
      #""when":{"column":"x","dates":["D/M/YYYY","M/D/YYYY"]},"#, "6/12/2025",
      "\"6/12/2025\" is 2025-12-06 as D/M/YYYY, and 2025-06-12 as M/D/YYYY; leave one of them out of the map"
    ),
    (
      #""from":{"column":"x","values":{"R":"RU"},"only":true},"#, "U",
      "\"U\" is not among the map's values"
    ),
    (#""from":{"column":"x","required":true},"#, "", "is empty"),
  ])
  func `a cell that cannot be read is told with its column`(
    claim: String, text: String, problem: String
  ) throws {
    let sheet = try Self.sheet("said,who,x\n2025,a,\(text)\n", by: Self.map(claim: claim))
    let end = problem == "is empty" ? " is empty." : ": \(problem)."
    #expect(sheet.problems == [Refusal("The column \"x\"\(end)", line: 2)])
    #expect(sheet.drafts.isEmpty)
  }

  @Test func `a date that two patterns read alike is not ambiguous`() throws {
    let claim = #""when":{"column":"x","dates":["D/M/YYYY","M/D/YYYY"]},"#
    let sheet = try Self.sheet(
      "said,who,x\n2025,a,6/6/2025\n2025,a,13/6/2025\n", by: Self.map(claim: claim))
    #expect(
      try Self.bodies(sheet).map { $0.at("claim.when")?.string } == ["2025-06-06", "2025-06-13"])
  }

  @Test(arguments: [
    ("{", ["a key in double quotes should stand here (line 1, column 2)."]),
    ("{\n \"map\":1,\n \"map\":1}", ["this key stands twice in one object (line 3, column 2)."]),
    ("[]", ["A map is an object."]),
    (
      "{}",
      [
        "map.map: this is required: an integer.",
        "map.events: this is required: a list, each element an object.",
      ]
    ),
    (
      #"{"map":2,"events":[{"stated":"2025","body":{}}]}"#,
      [
        "map.map: 2 is not from 1 to 1.",
        "events[0].type: this is required: one of \(EventType.list), or an object.",
      ]
    ),
    (
      #"{"map":1,"months":["a"],"dates":["DD"],"events":[{"type":"source","stated":"2025","body":{}}]}"#,
      [
        "dates: \"DD\" is no pattern of a date: it has YYYY, and may have M, MM or MMMM, and with a month D or DD, each once.",
        "months: a year has 12 months.",
      ]
    ),
    (
      #"{"map":1,"events":[{"type":"source","stated":"2025","body":{"A b":"c","source":{"column":"x","only":true,"colour":"red"}}}]}"#,
      [
        "events[0].body: \"A b\" is no name of a field.",
        "events[0].body.source.colour: there is no such field; the fields: column, values, only, default, required, empty, prefix, suffix, split, dates, words.",
        "events[0].body.source: \"only\" needs \"values\".",
      ]
    ),
    (
      #"{"map":1,"events":[{"type":"source","stated":"2025","body":{"source":{"column":"x","values":"who"}}}]}"#,
      ["events[0].body.source.values: there are no translations \"who\"."]
    ),
  ])
  func `a map that is none is refused with everything that is wrong`(
    map: String, problems: [String]
  ) {
    let error = #expect(throws: SheetMapError.self) { try SheetMap(parsing: Array(map.utf8)) }
    #expect(error?.problems == problems)
  }

  @Test func `the names of columns stand where the map says, and separate as it says`() throws {
    let map = try SheetMap(
      parsing: Array(
        #"{"map":1,"header":2,"separator":"tab","events":[{"type":"source","stated":"2025","body":{"source":{"column":"id"}}}]}"#
          .utf8))
    #expect(map.separator == .tab)
    let csv = try CSV(parsing: Array("A title\t\nid\tb\nx\ty\n".utf8), separator: map.separator)
    #expect(Sheet(csv, by: map).drafts.map { $0.content.body["source"] } == ["x"])
  }
}
