package import TransparencyLog

/// The events of a record, apart from which others each can be understood.
///
/// Events that name one another, over however many others, belong together, and so do those that speak
/// of one medium or source by its name, or of the same two parties. It takes some thirty bytes for each
/// event.
package struct RecordParts {
  private var sets: DisjointSet
  private var places: EventPlaces
  private var parties: PartyJoins
  private var facts: RecordFacts
  private var range = CompactRange()

  /// The place of the first event that speaks of a medium, or judges a source, by its name.
  private var named: [String: Int] = [:]

  /// The places of the events that say how an agreement reads, and of amendments.
  private var deals: [Int] = []
  private var amendments: [Int] = []

  /// The ids that an event names and the record did not hold before it.
  private var unknown: [EventID] = []

  /// The registrations of sources and terms, and what amends them.
  private var registrations = History()

  /// The events with sealed fields, and those that destroy them.
  private var sealed = History()

  /// The first events of those that belong to the registration of a source or a term.
  private var isRegister: Set<Int> = []

  /// Creates the parts of no events, with room for `size`.
  package init(expecting size: Int = 0) {
    sets = DisjointSet(expecting: size)
    places = EventPlaces(expecting: size)
    parties = PartyJoins(expecting: size)
    facts = RecordFacts(expecting: size)
  }

  /// The number of events so far.
  package var size: Int { sets.count }

  /// The root over them, where their leaf hashes were given.
  package var root: Hash { range.root }

  /// The sealed fields of the events so far.
  package var sealedFields: SealedFields { SealedFields(of: sealed) }

  /// Takes the next entry.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when its bytes are no entry, or not the next.
  package mutating func take(_ bytes: [UInt8], seq: Int, leafHash: Hash) throws(StoreError) {
    try take(bytes, seq: seq)
    range.append(leafHash: leafHash)
  }

  /// Takes the next entry of a record whose root is known.
  package mutating func take(_ bytes: [UInt8], seq: Int) throws(StoreError) {
    var form = EntryForm()
    let known = try RecordParts.known(bytes, seq: seq, &form)
    guard known.seq == size + 1 else {
      throw .damaged(seq: seq, reason: "it says that it is number \(known.seq)")
    }
    places.append(known.id)
    sets.append()
    let place = size - 1
    bytes.span.forEachID { id in
      if let target = places[id] { join(place, target) } else { unknown.append(id) }
    }
    facts.take(known.type, known.parts, form, bytes)
    if known.parts != nil {
      parties.take(known.type, form, in: bytes.span)
    } else {
      parties.take(known.type, in: bytes.span)
    }
    joinNames(known, form, bytes)
    if known.type == .agreement { deals.append(place) }
    if known.type == .amendment { amendments.append(place) }
    if isRegistering(known.type, place) { try registrations.apply(bytes, seq: seq) }
    if known.type == .redaction || bytes.span.mayHoldDigests {
      try sealed.apply(bytes, seq: seq)
    }
  }

  /// What the log says of an entry, and where its parts stand if the form of its body was filled in.
  private struct Known {
    let seq: Int
    let id: EventID
    let type: EventType?
    let parts: EntryParts?
  }

  private static func known(
    _ bytes: [UInt8], seq: Int, _ form: inout EntryForm
  ) throws(StoreError) -> Known {
    if let parts = EntryParts(scanning: bytes.span, &form) {
      let type = bytes.span.plainText(parts.type).flatMap {
        EventType($0, version: parts.version)
      }
      return Known(seq: parts.seq, id: parts.id, type: type, parts: parts)
    }
    let event = try Event(stored: bytes, seq: seq)
    return Known(seq: event.seq, id: event.id, type: event.content.knownType, parts: nil)
  }

  /// Joins the event with those that speak of the same medium, or judge the same source, by name.
  private mutating func joinNames(_ known: Known, _ form: borrowing EntryForm, _ bytes: [UInt8]) {
    switch known.type {
    case .assessment, .medium, .amendment: break
    default: return
    }
    var names: [String] = []
    if known.parts != nil, known.type != .amendment {
      for field in [EntryForm.Field.medium, .source] {
        guard let place = form.text(field) else { continue }
        names.append("\(field) \(String(decoding: bytes[place], as: UTF8.self))")
      }
    } else if let event = try? Event(stored: bytes, seq: known.seq) {
      let body = event.content.body
      for part in [body, body["set"]?.object].compactMap({ $0 }) {
        for name in ["medium", "source"] {
          guard let text = part[name]?.string else { continue }
          let letters = CanonicalJSON.bytes(.string(text)).dropFirst().dropLast()
          names.append("\(name) \(String(decoding: letters, as: UTF8.self))")
        }
      }
    }
    for name in names {
      if let first = named[name] { join(size - 1, first) } else { named[name] = size - 1 }
    }
  }

  private mutating func isRegistering(_ type: EventType?, _ place: Int) -> Bool {
    guard type == .source || type == .term || type == .amendment else { return false }
    let root = sets.root(of: place)
    guard type != .amendment || isRegister.contains(root) else { return false }
    isRegister.insert(root)
    return true
  }

  /// Who the sources are.
  func sources(at cut: Cut) -> SourceBook { Standing(registrations, at: cut).sources }

  /// What the terms say.
  func terms(at cut: Cut) -> TermBook { Standing(registrations, at: cut).terms }

  /// The seqs of the events of the threads that say how agreements read, in order.
  mutating func seqsOfDeals() -> [UInt32] {
    guard !deals.isEmpty else { return [] }
    var roots: Set<Int> = []
    for place in deals { roots.insert(sets.root(of: place)) }
    return (0..<size).filter { roots.contains(sets.root(of: $0)) }.map { UInt32($0 + 1) }
  }

  /// Joins the events that may bear on one row, and gives back the room of what that took; whether
  /// events can be told apart: not where two ids are alike, or an event names a later one.
  mutating func close() -> Bool {
    let areApart = !places.areAmbiguous() && !unknown.contains { places[$0] != nil }
    unknown = []
    named = [:]
    forgetAmended(areApart)
    places.close()
    if areApart { parties.join(&sets) }
    parties = PartyJoins(expecting: 0)
    return areApart
  }

  /// Forgets what announcements say that an amendment may change.
  private mutating func forgetAmended(_ areApart: Bool) {
    guard !amendments.isEmpty else { return }
    var roots: Set<Int> = []
    for place in amendments { roots.insert(sets.root(of: place)) }
    for place in 0..<size where !areApart || roots.contains(sets.root(of: place)) {
      facts.forget(place)
    }
  }

  /// Whether something is kept of the event of a seq.
  func isKept(_ seq: Int) -> Bool { facts.isKept(seq) }

  /// What is kept of the event of a seq; nil where it is to be read again.
  func fact(_ seq: Int) -> RecordFacts.Fact? { facts.fact(seq, high: places.ids[seq - 1]) }

  /// Makes the parts of two events one.
  private mutating func join(_ first: Int, _ second: Int) {
    let isAboutSources = [first, second].contains { isRegister.contains(sets.root(of: $0)) }
    let root = sets.join(first, second)
    if isAboutSources { isRegister.insert(root) }
  }

  /// The seqs of all events, put together until they are `many`; events that belong together are
  /// never apart.
  mutating func chunks(of many: Int) -> Chunks { Chunks(&sets, of: many) }
}

extension RecordParts {
  /// Seqs in chunks, ascending in each.
  struct Chunks {
    private var seqs: [UInt32]
    private var ends: [Int]

    /// How many events a chunk has, unless more belong together.
    static let many = 4096

    fileprivate init(_ sets: inout DisjointSet, of many: Int) {
      var sizes = [UInt32](repeating: 0, count: sets.count)
      for place in 0..<sets.count { sizes[sets.root(of: place)] += 1 }
      // A root comes before all others of its set.
      var chunkOf = [UInt32](repeating: 0, count: sets.count)
      var counts: [Int] = []
      for place in 0..<sets.count {
        let root = sets.root(of: place)
        if root == place {
          let size = Int(sizes[place])
          if let last = counts.last, last + size <= many {
            counts[counts.count - 1] = last + size
          } else {
            counts.append(size)
          }
          chunkOf[place] = UInt32(counts.count - 1)
        } else {
          chunkOf[place] = chunkOf[root]
        }
      }
      var start = 0
      var next = counts.map { count in
        defer { start += count }
        return start
      }
      seqs = [UInt32](repeating: 0, count: sets.count)
      for (place, chunk) in chunkOf.enumerated() {
        seqs[next[Int(chunk)]] = UInt32(place + 1)
        next[Int(chunk)] += 1
      }
      ends = next
    }

    /// One chunk of all events.
    init(ofAll size: Int) {
      seqs = size == 0 ? [] : Array(1...UInt32(size))
      ends = size == 0 ? [] : [size]
    }
  }
}

extension RecordParts.Chunks: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { ends.count }

  /// The seqs of a chunk.
  subscript(place: Int) -> ArraySlice<UInt32> {
    seqs[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
  }
}

extension Span<UInt8> {
  /// Hands each text that is an event's id and nothing else to `body`.
  func forEachID(_ body: (EventID) -> Void) {
    var place = first(UInt8(ascii: "\""), from: 0)
    while place + 33 < count {
      if self[place + 33] == UInt8(ascii: "\""),
        let id = EventID(hexadecimal: extracting(place + 1..<place + 33))
      {
        body(id)
      }
      place = first(UInt8(ascii: "\""), from: place + 1)
    }
  }
}
