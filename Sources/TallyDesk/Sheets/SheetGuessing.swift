internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// The making of a guess: which column has which role, and what a map says of it.
struct SheetGuessing {
  let table: SheetTable
  let names: NameBook
  let given: SheetGuess.Given

  var map = JSONObject()
  var gaps: [(field: String, why: String)] = []
  var used: [(field: String, heading: String)] = []
  var notes: [String] = []

  var columns: [SheetRole: SheetColumn] = [:]
  var body = JSONObject()
  var claim = JSONObject()
  private var months: [String]?

  /// Roles that are gaps already.
  var claimed: Set<SheetRole> = []

  init(table: SheetTable, names: NameBook, given: SheetGuess.Given) {
    self.table = table
    self.names = names
    self.given = given
  }

  mutating func guess() throws(FormatError) {
    try assign()
    guessDates()
    guessCount()
    guessWhat()
    guessSides()
    guessVoices()
    guessRest()
    try takeValues()
    finish()
  }

  /// Notes a gap, and gives what stands for it in the map.
  mutating func gap(_ field: String, _ why: String) -> JSONValue {
    gaps.append((field, why))
    return .string(limitedText(SheetGuess.mark + why, 300))
  }

  mutating func gapColumn(_ field: String, _ why: String) -> JSONValue {
    .object(["column": gap(field, why)])
  }

  func isGiven(_ field: String) -> Bool { given.values.contains { $0.field == field } }

  func list(_ columns: [SheetColumn]) -> String {
    columns.map { quoted($0.heading) }.joined(separator: " or ")
  }
}

extension SheetGuessing {
  private mutating func guessDates() {
    for role in [SheetRole.stated, .when] {
      guard let column = columns[role] else { continue }
      let forms = column.dates
      if let cell = forms.unread {
        put(
          gapColumn(
            role.field,
            "\(quoted(column.heading)) has \(column.named(cell)), which is no date that can be read"
          ),
          role)
        continue
      }
      if let other = forms.months {
        if let months, months != other {
          put(gapColumn(role.field, "the months stand in two languages: write them alike"), role)
          continue
        }
        months = other
      }
      var cell: JSONObject = ["column": .string(column.heading)]
      if forms.isAmbiguous(column.cells) {
        let written = forms.patterns.joined(separator: " or ")
        gaps.append(
          (role.field, "which number of \(quoted(column.heading)) is the month? \(written)"))
        cell = ["column": gapText("\(quoted(column.heading)), as \(written)?")]
      } else {
        cell["dates"] = .array(forms.patterns.map(JSONValue.string))
      }
      if role == .stated || column.cells.count == column.rows {
        cell["required"] = true
      }
      put(.object(cell), role)
    }
    if columns[.stated] == nil, map["stated"] == nil, !isGiven("stated") {
      map["stated"] = gapColumn("stated", "no column says when it was said")
    }
  }

  private func gapText(_ why: String) -> JSONValue {
    .string(limitedText(SheetGuess.mark + why, 300))
  }

  private mutating func guessCount() {
    guard let column = columns[.count] else {
      if claim["count"] == nil, !isGiven("claim.count") {
        claim["count"] = gapColumn("claim.count", "no column says how many")
      }
      return
    }
    if let cell = column.wordy {
      claim["count"] = gapColumn(
        "claim.count",
        "\(quoted(column.heading)) has \(cell), which is no number: say in \"numbers\" what it is"
      )
      return
    }
    let isNumbering = column.cells.enumerated().allSatisfy { "\($0.offset + 1)" == $0.element }
    if isNumbering, column.cells.count > 1 {
      claim["count"] = gapColumn(
        "claim.count",
        "\(quoted(column.heading)) counts the rows from 1 on: is it how many, or the row's number?")
      return
    }
    if HeadingWords.isRunning(column.heading), !isGiven("claim.scope") {
      claim["scope"] = gapColumn(
        "claim.scope",
        "does \(quoted(column.heading)) add up from row to row? Then write \"cumulative\", else take this away"
      )
    }
    claim["count"] = .object([
      "column": .string(column.heading), "words": true, "required": true,
    ])
    if let numbers = SheetNumbers.json(for: column.cells) { map["numbers"] = .object(numbers) }
  }

  /// What a text counts, by the words of the record and of the lexicons.
  func thing(in text: String) -> String? {
    let tokens = Token.tokens(of: Array(text.unicodeScalars))
    if let term = names.things(in: tokens).first { return term.value }
    var things: Set<String> = []
    for lexicon in Lexicon.shipped.values {
      for mark in lexicon.marks(in: tokens) {
        switch mark.use {
        case .thing: things.insert(mark.value)
        case .dead: things.insert("remains")
        case .captive: things.insert("prisoners")
        default: break
        }
      }
    }
    return things.count == 1 ? things.first : nil
  }

  private mutating func guessWhat() {
    if isGiven("claim.what") || claim["what"] != nil { return }
    if let column = columns[.what] {
      claim["what"] = translated(column, "claim.what") { guessing, text in
        if let thing = guessing.thing(in: text) { return thing }
        return Name.word.matches(text) && guessing.names.knows(what: text) ? text : nil
      }
    } else if let count = columns[.count], let thing = thing(in: count.heading) {
      claim["what"] = .string(thing)
      used.append(("claim.what", "\(count.heading) (every row: \(thing))"))
    } else {
      claim["what"] = gapColumn("claim.what", "no column says what is handed over")
    }
  }

  private mutating func guessSides() {
    for role in [SheetRole.from, .to, .whose] {
      if let column = columns[role] {
        claim[role.rawValue] = translated(column, role.field) { guessing, text in
          guessing.names.side(called: text)
        }
      } else if role != .whose, claim[role.rawValue] == nil, !isGiven(role.field) {
        claim[role.rawValue] = gapColumn(
          role.field, "no column says \(role.words). Where no row does, take this away")
      }
    }
    if let column = columns[.direction] {
      notes.append(
        "\(quoted(column.heading)) tells from whom to whom in one cell: make two columns of it")
    }
  }

  private mutating func guessVoices() {
    if let column = columns[.speaker] {
      body["speaker"] = translated(column, "speaker") { guessing, text in
        guessing.names.sources[text] != nil ? text : guessing.names.source(named: text)
      }
      if !isGiven("attribution") { body["attribution"] = attributions(column) }
    } else if body["speaker"] == nil, !isGiven("speaker") {
      body["speaker"] = gapColumn("speaker", "no column says who speaks")
    }
    if body["attribution"] == nil, !isGiven("attribution") {
      let speaker = given.values.last { $0.field == "speaker" }?.value
      if let speaker, let kind = names.sources[speaker]?.kind {
        body["attribution"] = .string(Attribution.usual(ofKind: kind).rawValue)
      } else {
        body["attribution"] = gapColumn(
          "attribution", "named, institution, unnamed, outlet or unattributed?")
      }
    }
    if let column = columns[.via] {
      body["via"] = translated(column, "via", column.parts) { guessing, text in
        guessing.names.sources[text] != nil ? text : guessing.names.source(named: text)
      }
    }
  }

  /// How each speaker of a column is attributed, by the kind that the record has.
  private mutating func attributions(_ column: SheetColumn) -> JSONValue {
    var values = JSONObject()
    for text in column.texts.prefix(SheetGuessing.most) {
      let id = names.sources[text] != nil ? text : names.source(named: text)
      let kind = id.flatMap { names.sources[$0]?.kind }
      values[text] =
        kind.map { .string(Attribution.usual(ofKind: $0).rawValue) }
        ?? gap("attribution", "how is \(quoted(text)) attributed: named, institution, outlet?")
    }
    return .object(["column": .string(column.heading), "values": .object(values), "only": true])
  }

  /// The most texts of a column that are translated one by one.
  private static let most = 200

  /// A cell whose texts stand for something: each that does is translated, and each of which it is
  /// not known is a gap.
  private mutating func translated(
    _ column: SheetColumn, _ field: String, _ parts: [String]? = nil,
    _ meaning: (SheetGuessing, String) -> String?
  ) -> JSONValue {
    let texts = parts ?? column.texts
    guard texts.count <= SheetGuessing.most else {
      return gapColumn(
        field, "\(quoted(column.heading)) has \(texts.count) different texts: are they free words?")
    }
    var values = JSONObject()
    for text in texts {
      values[text] =
        meaning(self, text).map(JSONValue.string)
        ?? gap(field, "what does \(quoted(limitedText(text, 100))) stand for?")
    }
    var cell: JSONObject = [
      "column": .string(column.heading), "values": .object(values), "only": true,
    ]
    if column.cells.count == column.rows { cell["required"] = true }
    return .object(cell)
  }

  private mutating func guessRest() {
    if let column = columns[.quote] { body["quote"] = .object(["column": .string(column.heading)]) }
    if let column = columns[.url] {
      body["capture"] = .object(["url": .object(["column": .string(column.heading)])])
    }
    if let column = columns[.place] {
      claim["place"] = .object(["column": .string(column.heading)])
    }
    if let column = columns[.label] {
      let labels = column.cells.map { given.prefix + $0 }
      if labels.allSatisfy(Name.label.matches) {
        map["label"] = .object(["column": .string(column.heading), "prefix": .string(given.prefix)])
      } else {
        notes.append("\(quoted(column.heading)) has no names that an event may have as its label")
      }
    }
    if let column = columns[.scope] {
      claim["scope"] = translated(column, "claim.scope") { _, text in
        HeadingWords.scopes[HeadingWords.normal(text)]
      }
    }
    if let column = columns[.act], column.texts.count > 1 || claim["act"] != nil {
      let texts = column.texts.prefix(4).map { quoted(limitedText($0, 40)) }.joined(separator: ", ")
      claim["act"] = gapColumn(
        "claim.act",
        "\(quoted(column.heading)) has \(texts): are all of these handovers? Then write \"handover\""
      )
    }
  }

  private mutating func takeValues() throws(FormatError) {
    for (field, value) in given.values {
      let parts = field.split(separator: ".", maxSplits: 1).map(String.init)
      if field == "stated" {
        map["stated"] = .string(value)
      } else if parts.count == 2, parts[0] == "claim" {
        claim[parts[1]] = .string(value)
      } else if field == "via" {
        body["via"] = .array([.string(value)])
      } else if parts.count == 1 {
        body[field] = .string(value)
      } else {
        throw FormatError("a sheet has no value \(quoted(field)) that --set could give")
      }
    }
  }

  private mutating func finish() {
    claim["act"] = claim["act"] ?? "handover"
    body["claim"] = .object(claim)
    var event: JSONObject = ["type": "announcement", "body": .object(body)]
    for name in ["stated", "label"] { event[name] = map[name] }
    var whole: JSONObject = ["map": 1, "events": .array([.object(event)])]
    if table.separator != .comma { whole["separator"] = .string(table.separator.rawValue) }
    if table.header > 1 { whole["header"] = .integer(Int64(table.header)) }
    if !table.empty.isEmpty { whole["empty"] = .array(table.empty.map(JSONValue.string)) }
    whole["months"] = months.map { .array($0.map(JSONValue.string)) }
    whole["numbers"] = map["numbers"]
    if let (column, texts) = table.totals {
      if column.heading.isEmpty || column.isTwice {
        gaps.append(("ignore", "rows of totals stand in a column without a heading of its own"))
        whole["ignore"] = .array([
          .object([
            "column": gapText("rows of totals: give their column a heading"),
            "is": .array(texts.map(JSONValue.string)),
          ])
        ])
      } else {
        whole["ignore"] = .array([
          .object([
            "column": .string(column.heading), "is": .array(texts.map(JSONValue.string)),
          ])
        ])
        notes.append(
          "rows with \(texts.map { quoted($0) }.joined(separator: ", ")) in \(quoted(column.heading)) are left out as totals"
        )
      }
    }
    map = whole
    let named = Set(used.map(\.heading))
    let unused = table.columns.filter {
      !$0.heading.isEmpty && !$0.cells.isEmpty && !named.contains($0.heading)
    }
    if !unused.isEmpty {
      notes.append(
        "columns that the map does not use: \(unused.map { quoted($0.heading) }.joined(separator: ", "))"
      )
    }
  }
}

/// A text of so many scalars at most.
func limitedText(_ text: String, _ most: Int) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.prefix(most)))
}
