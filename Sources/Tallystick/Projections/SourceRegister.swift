/// Who the sources are, event by event: what registers them, and what amends that.
struct SourceRegister: Sendable {
  private var history = History()

  /// The ids of all events that bear on sources: registrations, amendments of them, amendments of
  /// those.
  private var bearing: Set<EventID> = []

  /// The registrations in force, and the book of them, once asked for.
  private var made: (book: SourceBook, registrations: [String: [SourceBook.Registration]])?

  /// Whether an event bears on who the sources are: then an amendment of it does too.
  func bears(_ id: EventID) -> Bool { bearing.contains(id) }

  /// Takes the next event; one that bears on no source is left aside.
  ///
  /// - Returns: Whether it changes who the sources are otherwise than by one registration more.
  @discardableResult
  mutating func take(_ event: Event) -> Bool {
    let content = event.content
    switch content.knownType {
    case .source:
      history.apply(event)
      bearing.insert(event.id)
      add(event)
      return false
    case .amendment where content.body.ids("of").first.map(bears) ?? false:
      history.apply(event)
      bearing.insert(event.id)
      made = nil
      return true
    default: return false
    }
  }

  private mutating func add(_ event: Event) {
    guard var (book, registrations) = made, let name = event.content.body["source"]?.string else {
      made = nil
      return
    }
    made = nil  // so that nothing is copied
    registrations[name, default: []].append((event.seq, event.content.stated, event.content.body))
    book.put(name, registrations[name] ?? [])
    made = (book, registrations)
  }

  /// Who the sources are by the events so far.
  ///
  /// - Complexity: O(*n*) in the number of events taken after one that amends.
  mutating func book() -> SourceBook {
    if let made { return made.book }
    let inForce = SourceBook.registrations(history, Amended(history))
    let book = SourceBook(inForce)
    made = (book, Dictionary(grouping: inForce) { $0.body["source"]?.string ?? "" })
    return book
  }
}
