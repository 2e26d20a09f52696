import TallyReports
import TallySite
import Tallystick
import Testing
import TransparencyLog

struct SiteTests {
  @Test(arguments: SiteReport.allCases, [nil, "2025-06-13"])
  func `a report has the bytes that the program prints`(name: SiteReport, day: String?) throws {
    let sample = try Sample.shipped()
    var folding = Folding()
    try sample.store.forEach(upTo: sample.store.end().size) { try folding.take($0) }
    let cut = Cut(asOf: try day.map { try Day(parsing: $0) }, today: sample.today)
    let report = name.report(of: View(folding.history, root: folding.root, at: cut))
    let at = day.map { "at/\($0)/" } ?? ""
    for format in ReportFormat.allCases {
      let answer = try sample.answer("\(at)\(name.rawValue).\(format.rawValue)")
      #expect(answer.status == 200)
      #expect(answer.bytes == report.bytes(as: format))
    }
  }

  @Test func `whichever days were asked before, a report is that of a view of its day alone`()
    throws
  {
    let zero =
      #"{"type":"announcement","stated":"2025-06-15","body":{"speaker":"staff","attribution":"institution","quote":"None came.","lang":"en","claim":{"act":"handover","what":"remains","from":"NORTH","to":"SOUTH","whose":"SOUTH","count":{"exact":0,"words":"none"},"when":"2025-06-15"}}}"#
    let story = try Sample(Story.lines + [zero])
    for sample in [try Sample.shipped(), story] {
      var folding = Folding()
      try sample.store.forEach(upTo: sample.store.end().size) { try folding.take($0) }
      let (site, record) = (Site(.en), try sample.record())
      for place in 0..<12 {
        let day = record.days[place * 53 % record.days.count]
        let view = View(
          folding.history, root: folding.root, at: Cut(asOf: day, today: sample.today))
        for name in SiteReport.allCases {
          let path = "at/\(day)/\(name.rawValue).json"
          let answer = try site.answer(path, query: [], of: record, today: sample.today)
          #expect(answer.bytes == name.report(of: view).bytes(as: .json), "\(path)")
        }
      }
    }
    #expect(try story.answer("totals.json").text.contains(#""zeros":[{"#))
  }

  @Test func `a page of a day says what it leaves out, and one of now leaves nothing out`() throws {
    let sample = try Sample(Story.lines)
    let page = try sample.answer("at/2025-06-13/").text
    #expect(page.contains("You see what had been said by the end of"))
    #expect(page.contains("What was said later is left out."))
    #expect(try !sample.answer("").text.contains("left out"))
  }

  @Test func `a sentence tells what both sides said, by day`() throws {
    let sample = try Sample(Story.lines)
    let first = try sample.answer("at/2025-06-13/").plain
    #expect(
      first.contains(
        "Remains labelled as SOUTH’s: NORTH says it handed over 1,200 to SOUTH; no statement by SOUTH is recorded."
      ))
    let second = try sample.answer("at/2025-06-14/").plain
    #expect(
      second.contains("NORTH says it handed over 1,200 to SOUTH; SOUTH says it received 1,195."))
    #expect(second.contains("these differ by 5 in all. As said by the end of June 14, 2025."))
    #expect(try sample.answer("").plain.contains("no statement by SOUTH is recorded."))
  }

  @Test func `an event has one page, with all that bears on it and the day of each`() throws {
    let sample = try Sample(Story.lines)
    let page = try sample.answer("event/4/")
    #expect(page.text.contains("retracted by #5"))
    #expect(page.plain.contains("June 14, 2025") && page.plain.contains("June 16, 2025"))
    #expect(try sample.answer("event/6/").status == 404)
    #expect(try !sample.answer("at/2025-06-13/").text.contains(">#4<"))
    #expect(try sample.answer("at/2025-06-14/").text.contains("href=\"../../event/4/\""))
  }

  @Test func `a side that has stated only a total has spoken`() throws {
    let sample = try Sample(
      Array(Story.lines.prefix(3)) + [
        #"{"type":"announcement","stated":"2025-06-14","body":{"speaker":"staff","attribution":"institution","quote":"We received 900 in all.","lang":"en","claim":{"act":"handover","what":"remains","from":"NORTH","to":"SOUTH","whose":"SOUTH","count":{"exact":900,"words":"900"},"when":"../2025-06-14","scope":"cumulative"}}}"#
      ])
    let page = try sample.answer("totals/").plain
    #expect(page.contains("SOUTH has given no number for a handover. SOUTH states 900 in all"))
    #expect(page.contains("it has stated only a total") && page.contains("says 900 in all"))
    #expect(!page.contains("no statement"))
    #expect(
      try sample.answer("at/2025-06-13/totals/").plain.contains(
        "no statement by SOUTH is recorded."))
  }

  @Test func `a card names who stated a total, and all who did up to eight`() throws {
    let total = { (number: Int, day: Int) in
      #"{"type":"announcement","stated":"2025-06-\#(day)","body":{"speaker":"staff","attribution":"institution","quote":"\#(number)","lang":"en","claim":{"act":"handover","what":"remains","from":"NORTH","to":"SOUTH","whose":"SOUTH","count":{"exact":\#(number)},"when":"../2025-06-\#(day)","scope":"cumulative"}}}"#
    }
    let sample = try Sample(
      Array(Story.lines.prefix(3)) + (14..<24).map { total(900 + $0, $0) })
    let page = try sample.answer("totals/").plain
    #expect(page.contains("Staff: says 923 in all"), "\(page)")
    #expect(
      page.contains("#11 921 (Staff, up to June 21, 2025) and 2 more: Stated totals"), "\(page)")
  }

  @Test func `a denial is told beside its handover, and leads to its event`() throws {
    let sample = try Sample(
      Array(Story.lines.prefix(3)) + [
        #"{"type":"denial","stated":"2025-06-15","body":{"speaker":"staff","attribution":"institution","of":"@sent"}}"#
      ])
    let page = try sample.answer("handovers/")
    #expect(page.plain.contains("SOUTH denies: #3"), "\(page.plain)")
    #expect(page.text.contains(">#3</a>"))
  }

  @Test func `a silence is told as one, and a difference of days in words`() throws {
    let sample = try Sample(
      Array(Story.lines.prefix(4)) + [
        #"{"type":"silence","stated":"2025-06-15","body":{"speaker":"staff","attribution":"institution","silent":"staff","about_words":"the number"}}"#
      ])
    #expect(try sample.answer("silences/").plain.contains("announced by itself"))
    let page = try sample.answer("diff/2025-06-13..2025-06-14/").plain
    #expect(page.contains("Remains: NORTH → SOUTH, labelled SOUTH’s, gap: – → 5"), "\(page)")
    #expect(!page.contains("totals:"), "\(page)")
  }

  @Test func `sides, what is handed over and the record are named by their terms alone`() throws {
    let sample = try Sample(
      Story.lines + [
        #"{"type":"term","stated":"2025-06-20","body":{"term":"NORTH","kind":"side","name":"Northland","reason":"r"}}"#,
        #"{"type":"term","stated":"2025-06-20","body":{"term":"remains","kind":"what","name":"bodies returned","reason":"r"}}"#,
        #"{"type":"term","stated":"2025-06-20","body":{"term":"story","kind":"record","name":"Північ і Південь","author":"A. Recorder","lang":"uk","reason":"r"}}"#,
      ])
    let page = try sample.answer("at/2025-06-13/")
    #expect(
      page.plain.contains(
        "Bodies returned labelled as SOUTH’s: Northland says it handed over 1,200 to SOUTH; no"))
    #expect(page.text.contains("<h1><bdi lang=\"uk\">Північ і Південь</bdi></h1>"))
    #expect(page.plain.contains("Recorded by: A. Recorder"))
    #expect(!page.plain.contains("Staff says") && !page.plain.contains("Ministry says"))
    let record = try sample.answer("record/").plain
    #expect(record.contains("A. Recorder") && record.contains(Sample.origin))
  }

  @Test(arguments: [
    ("event/sent/", "../3/"), ("event/sent", "3/"), ("totals", "totals/"),
    ("at/2025-06-13/event/3/", "../../../../event/3/"),
  ])
  func `what is known by another name leads to its place`(path: String, place: String) throws {
    let answer = try Sample(Story.lines).answer(path)
    #expect(answer.status == 302)
    #expect(answer.location == place)
  }

  @Test func `an event is found by the first digits of its id`() throws {
    let sample = try Sample(Story.lines)
    let entry = try #require(try sample.store.entries(4...4).first)
    #expect(try sample.answer("event/\(entry.id.short)/").location == "../4/")
  }

  @Test func `the form leads to its day, and refuses what is none`() throws {
    let sample = try Sample(Story.lines)
    let answer = try sample.answer("at/", query: [("day", "2025-06-13")])
    #expect(answer.status == 303)
    #expect(answer.location == "2025-06-13/")
    let wrong = try sample.answer("at/", query: [("day", "yesterday")])
    #expect(wrong.status == 400)
    #expect(wrong.plain.contains("\"yesterday\" is no day: write it as 2025-06-13."))
  }

  @Test(arguments: ["utm_source", "fbclid", "v", "", "x"])
  func `what others hang on to an address that they pass on changes nothing`(name: String) throws {
    let sample = try Sample(Story.lines)
    let plain = try sample.answer("")
    let asked = try sample.answer("", query: [(name, "2025-06-13")])
    #expect(asked.status == 200 && asked.bytes == plain.bytes)
  }

  @Test(arguments: [
    ("totals.json", "as-of", "2025-06-13", "at/2025-06-13/totals.json"),
    ("totals", "as-of", "2025-06-13", "at/2025-06-13/totals/"),
    ("at/2025-06-14/totals/", "day", "2025-06-13", "at/2025-06-13/totals/"),
    ("", "day", "2025-06-13", "at/2025-06-13/"), ("events/", "Limit", "5", "at/2026-11-23/"),
  ])
  func `a query that is not read gives no figure, and names the path`(
    path: String, name: String, value: String, place: String
  ) throws {
    let answer = try Sample(Story.lines).answer(path, query: [(name, value)])
    #expect(answer.status == 400 && answer.location == nil)
    #expect(answer.plain.contains("\"?\(name)=\(value)\" is not read"), "\(answer.plain)")
    #expect(answer.plain.contains("as in \(place)."))
    #expect(!answer.plain.contains("1,200"))
  }

  @Test(arguments: [
    ("totls/", "totals/"), ("source/minstry/", "source/ministry/"), ("event/99/", "events/"),
    ("at/2025-13-13/", "at/"), ("checkpont", "checkpoint"),
  ])
  func `a path that is none names the nearest`(path: String, near: String) throws {
    let answer = try Sample(Story.lines).answer(path)
    #expect(answer.status == 404)
    #expect(answer.plain.contains("The nearest page is \(near)."))
  }

  @Test func `what is new is folded on top, and a record that was replaced is noticed`() throws {
    let sample = try Sample(Array(Story.lines.prefix(3)))
    let record = try sample.record()
    let before = try #require(
      try Site(.en).answer(.file(.checkpoint), of: record, today: sample.today))
    #expect(try !record.catchUp())
    try sample.add(Story.lines.suffix(2).map { $0.replacing("@received", with: "@received") })
    #expect(try record.catchUp())
    #expect(record.size == 5)
    #expect(record.root == (try sample.store.root(ofSize: 5)))
    #expect(try Site(.en).answer(.file(.checkpoint), of: record, today: sample.today) == before)
    try sample.sign()
    #expect(try record.catchUp())
    let after = try Site(.en).answer(.file(.checkpoint), of: record, today: sample.today)
    #expect(after != before)
  }

  @Test func `each answer bears what keeps a browser safe`() throws {
    let sample = try Sample(Story.lines)
    for path in ["", "totals.json", "checkpoint", "nothing", "site.css"] {
      let fields = Dictionary(
        try sample.answer(path).fields.map { ($0.name, $0.value) },
        uniquingKeysWith: { first, _ in first })
      #expect(fields["X-Content-Type-Options"] == "nosniff")
      #expect(fields["Content-Security-Policy"]?.contains("default-src 'none'") == true)
      #expect(fields["Content-Security-Policy"]?.contains("frame-ancestors 'none'") == true)
      #expect(
        (fields["Access-Control-Allow-Origin"] == "*")
          == (path == "totals.json" || path == "checkpoint"))
    }
  }
}

extension SiteAnswer {
  /// The text without tags.
  var plain: String {
    var plain = ""
    var isTag = false
    for character in text {
      if character == "<" { isTag = true }
      if !isTag { plain.append(character) }
      if character == ">" { isTag = false }
    }
    return plain.replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }
}
