/// What decisions ask of the record about the words for what is handed over.
extension PendingRecord {
  /// What short names stand for.
  ///
  /// - Complexity: O(*n*) in the number of entries the first time, as no index holds the terms.
  mutating func terms() throws(StoreError) -> TermBook {
    if let termBook { return termBook }
    var events = try stored(.term) + pendingEvents(.term)
    if !events.isEmpty { events += try allAmendments() }
    var history = History()
    for event in events.sorted(by: { $0.seq < $1.seq }) { history.apply(event) }
    let made = TermBook(history, Amended(history))
    termBook = made
    return made
  }

  /// What kind of thing a word stands for.
  ///
  /// Terms are not looked up for what is built in: there may be none, and no index holds them.
  mutating func kind(of what: String) throws(StoreError) -> TermBook.Class? {
    if let terms = termBook { return terms.class(of: what) }
    if let kind = TermBook.builtIn[what] { return kind }
    return try terms().class(of: what)
  }

  /// Whether nobody need be warned of a word: it has a term or is built in, is like no such word, or
  /// was looked at before in this append.
  mutating func isUsual(what word: String) throws(StoreError) -> Bool {
    if TermBook.builtIn[word] != nil || seenWhats.contains(word) { return true }
    return try terms().word(near: word) == nil
  }

  /// The known word that a word is likely to be misspelt for; nil where it is known, used in the
  /// record already, or was looked at before in this append.
  ///
  /// - Complexity: O(*n*) in the bytes of the record for a word that is like a known one; else O(1).
  mutating func misspelt(what word: String) throws(StoreError) -> String? {
    if try isUsual(what: word) { return nil }
    seenWhats.insert(word)
    guard let near = try terms().word(near: word), try !isUsed(what: word) else { return nil }
    return near
  }

  /// Whether some stored event has a word for what is handed over.
  private func isUsed(what word: String) throws(StoreError) -> Bool {
    let field = Array("\"what\":\"\(word)\"".utf8)
    var first = 1
    while first <= size {
      let last = min(size, first + type(of: reader).batchSize - 1)
      for entry in try reader.bytes(first...last) where entry.bytes.span.contains(field) {
        return true
      }
      first = last + 1
    }
    return false
  }
}

extension Span<UInt8> {
  /// Whether some bytes stand somewhere in it.
  fileprivate func contains(_ wanted: [UInt8]) -> Bool {
    var place = first(wanted[0], from: 0)
    while place + wanted.count <= count {
      if holds(wanted, at: place..<place + wanted.count) { return true }
      place = first(wanted[0], from: place + 1)
    }
    return false
  }
}
