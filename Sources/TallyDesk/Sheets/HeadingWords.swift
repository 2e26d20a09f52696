/// What a column of a sheet may hold.
package enum SheetRole: String, CaseIterable, Sendable {
  /// When it was said.
  case stated
  /// When it happened.
  case when
  /// Who says it.
  case speaker
  /// Through whom it was read.
  case via
  /// How many.
  case count
  /// What is handed over.
  case what
  /// Who gives.
  case from
  /// Who gets.
  case to
  /// Whose they are.
  case whose
  /// The exact words.
  case quote
  /// Where the page stands.
  case url
  /// The name of the row.
  case label
  /// Where it happened.
  case place
  /// How its number counts.
  case scope
  /// What kind of statement it is, which a map of handovers alone cannot tell.
  case act
  /// From whom to whom in one cell, which a map cannot part.
  case direction

  /// The field of an event that it fills.
  var field: String {
    switch self {
    case .stated, .label, .speaker, .via, .quote: rawValue
    case .url: "capture.url"
    default: "claim.\(rawValue)"
    }
  }

  /// What it is, in a question.
  var words: String {
    switch self {
    case .stated: "when it was said"
    case .when: "when it happened"
    case .speaker: "who says it"
    case .via: "through whom it was read"
    case .count: "how many"
    case .what: "what is handed over"
    case .from: "who gives"
    case .to: "who gets"
    case .whose: "whose they are"
    case .quote: "the exact words"
    case .url: "where the page stands"
    case .label: "the name of the row"
    case .place: "where"
    case .scope: "how the number counts"
    case .act: "what kind of statement a row is"
    case .direction: "from whom to whom"
    }
  }
}

/// The words that headings of sheets have for what a column may hold, in English, Ukrainian and
/// Russian.
///
/// A heading that may mean several things has several roles; the cells and the other headings tell
/// which, or nothing does.
enum HeadingWords {
  static let all: [(roles: [SheetRole], phrases: [String])] = [
    (
      [.stated],
      [
        "stated", "said on", "date said", "date stated", "date of statement", "statement date",
        "date of announcement", "announcement date", "announced", "announced on", "published",
        "published on", "date published", "publication date", "date of publication", "reported on",
        "дата заяви", "дата повідомлення", "дата публікації", "опубліковано", "оголошено",
        "повідомлено", "дата заявления", "дата сообщения", "дата публикации", "опубликовано",
        "объявлено", "сообщено",
      ]
    ),
    (
      [.when],
      [
        "when", "happened", "happened on", "handed over on", "date of handover", "handover date",
        "date of exchange", "exchange date", "date of transfer", "transfer date",
        "date of repatriation", "event date", "date of event", "дата передачі", "дата обміну",
        "дата репатріації", "дата події", "коли", "дата передачи", "дата обмена",
        "дата репатриации", "дата события", "когда",
      ]
    ),
    ([.stated, .when], ["date", "day", "on", "month", "дата", "день", "місяць", "месяц"]),
    (
      [.speaker],
      [
        "who", "speaker", "said by", "stated by", "according to", "announced by", "claimed by",
        "reported by", "хто", "хто сказав", "хто заявив", "заявник", "за даними", "кто",
        "кто сказал", "кто заявил", "заявитель", "по данным",
      ]
    ),
    (
      [.via],
      [
        "via", "read in", "outlet", "medium", "publisher", "newspaper", "agency", "видання",
        "змі", "агентство", "издание", "сми",
      ]
    ),
    (
      [.speaker, .via, .url], ["source", "sources", "джерело", "джерела", "источник", "источники"]
    ),
    (
      [.count],
      [
        "count", "number", "how many", "amount", "quantity", "total", "total number",
        "number of bodies", "number of remains", "number of prisoners", "number of people",
        "bodies", "remains", "prisoners", "pows", "civilians", "кількість", "число", "скільки",
        "кількість тіл", "тіл", "тіла", "полонених", "полонені", "количество", "сколько",
        "количество тел", "тел", "тела", "пленных", "пленные", "кол-во",
      ]
    ),
    (
      [.what],
      [
        "what", "category", "kind of people", "type of remains", "що", "категорія", "кого", "что",
        "категория",
      ]
    ),
    (
      [.from],
      [
        "from", "sender", "handed over by", "given by", "returned by", "transferred by", "giver",
        "від", "від кого", "звідки", "хто передав", "сторона що передала", "от", "от кого",
        "откуда", "кто передал", "передающая сторона",
      ]
    ),
    (
      [.to],
      [
        "to", "receiver", "recipient", "received by", "handed over to", "returned to", "given to",
        "кому", "до", "куди", "хто отримав", "отримувач", "куда", "кто получил", "получатель",
        "принимающая сторона",
      ]
    ),
    (
      [.count, .when, .from],
      [
        "handed over", "sent", "returned", "transferred", "released", "передано", "повернуто",
        "возвращено", "отправлено",
      ]
    ),
    ([.count, .when, .to], ["received", "got", "отримано", "прийнято", "получено", "принято"]),
    (
      [.from, .to, .whose],
      ["side", "party", "country", "state", "сторона", "країна", "страна", "государство"]
    ),
    (
      [.whose],
      [
        "whose", "nationality", "belonging to", "citizenship", "чиї", "чий", "громадянство", "чьи",
        "чей", "гражданство", "принадлежность",
      ]
    ),
    (
      [.direction],
      ["direction", "from-to", "from → to", "route", "напрямок", "напрям", "направление"]
    ),
    (
      [.quote],
      [
        "quote", "words", "quotation", "exact words", "wording", "цитата", "слова",
        "дослівно", "дословно", "формулировка", "формулювання",
      ]
    ),
    (
      [.url],
      [
        "url", "link", "source url", "source link", "web address", "посилання", "лінк", "ссылка",
        "адрес страницы", "адреса сторінки",
      ]
    ),
    (
      [.label],
      ["no", "nr", "id", "number of row", "row", "label", "№", "n", "номер", "№ п/п", "№ з/п"]
    ),
    (
      [.place],
      [
        "place", "location", "where", "місце", "де", "місце передачі", "место", "где",
        "место передачи",
      ]
    ),
    ([.scope], ["scope", "counting", "how it counts", "як рахується", "как считается"]),
    (
      [.act],
      [
        "does", "act", "type", "status", "kind", "type of statement", "event type", "тип", "статус",
        "вид", "тип заяви", "тип заявления", "подія", "событие",
      ]
    ),
  ]

  /// What words say of how a number counts.
  static let scopes = [
    "event": "event", "part": "part", "in part": "part", "of them": "part",
    "in total": "cumulative", "total": "cumulative", "cumulative": "cumulative",
    "in all": "cumulative", "each way": "each_way", "each": "each_way", "both ways": "both_ways",
    "разом": "cumulative", "загалом": "cumulative", "всего": "cumulative", "итого": "cumulative",
  ]

  /// Words with which a row of totals begins.
  static let totals = [
    "total", "totals", "grand total", "sum", "in total", "subtotal", "всього", "усього", "разом",
    "підсумок", "загалом", "итого", "всего", "сумма", "итог",
  ]

  /// Words of a heading that say that its numbers add up over time.
  static let running = [
    "total", "cumulative", "so far", "running", "in all", "всього", "усього", "загалом",
    "наростаючим", "сукупно", "всего", "итого", "нарастающим", "накопительно",
  ]

  /// Texts of cells that say nothing.
  static let empty = [
    "-", "–", "—", "n/a", "na", "none given", "unknown", "?", "...", "…", "н/д", "невідомо",
    "немає даних", "неизвестно", "нет данных", "б/д",
  ]

  /// The roles that a heading names: those of the phrase that it is, and nothing of one that only
  /// has such a phrase in it but for numbers, whose headings say what they count.
  static func roles(of heading: String) -> [SheetRole] {
    let words = normal(heading)
    for entry in all where entry.phrases.contains(words) { return entry.roles }
    return []
  }

  /// A heading without capitals, signs at its end and doubled spaces.
  static func normal(_ heading: String) -> String {
    var words: [String] = []
    for part in heading.lowercased().split(whereSeparator: { $0 == " " || $0.isNewline }) {
      let word = part.filter { !"():;.,?!\"*«»“”".contains($0) }
      if !word.isEmpty { words.append(String(word)) }
    }
    return words.joined(separator: " ")
  }

  /// Whether a cell begins a row of totals.
  static func isTotal(_ cell: String) -> Bool {
    let words = normal(cell)
    return totals.contains { words == $0 || words.hasPrefix($0 + " ") }
  }

  /// Whether a heading says that its numbers add up over time.
  static func isRunning(_ heading: String) -> Bool {
    let words = " \(normal(heading)) "
    return running.contains { words.contains(" \($0) ") }
  }
}
