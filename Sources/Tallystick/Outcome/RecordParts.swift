internal import TransparencyLog

/// The events of a record, apart from which others each can be understood.
///
/// Events that name one another, over however many others, belong together. It takes some thirty
/// bytes for each event.
struct RecordParts {
  private var sets: DisjointSet
  private var places: EventPlaces
  private var range = CompactRange()

  /// The ids that an event names and the record did not hold before it.
  private var unknown: [EventID] = []

  /// The registrations of sources and terms, and what amends them.
  private var registrations = History()

  /// The events with sealed fields, and those that destroy them.
  private var sealed = History()

  /// The first events of those that belong to the registration of a source or a term.
  private var isRegister: Set<Int> = []

  /// Creates the parts of no events, with room for `size`.
  init(expecting size: Int = 0) {
    sets = DisjointSet(expecting: size)
    places = EventPlaces(expecting: size)
  }

  /// The number of events so far.
  var size: Int { sets.count }

  /// The root over them.
  var root: Hash { range.root }

  /// The sealed fields of the events so far.
  var sealedFields: SealedFields { SealedFields(of: sealed) }

  /// Takes the next entry.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when its bytes are no entry, or not the next.
  mutating func take(_ bytes: [UInt8], seq: Int, leafHash: Hash) throws(StoreError) {
    let known = try RecordParts.known(bytes, seq: seq)
    guard known.seq == size + 1 else {
      throw .damaged(seq: seq, reason: "it says that it is number \(known.seq)")
    }
    range.append(leafHash: leafHash)
    places.append(known.id)
    sets.append()
    let place = size - 1
    bytes.span.forEachID { id in
      if let target = places[id] { join(place, target) } else { unknown.append(id) }
    }
    if isRegistering(known.type, place) { try registrations.apply(bytes, seq: seq) }
    if known.type == .redaction || bytes.span.mayHoldDigests {
      try sealed.apply(bytes, seq: seq)
    }
  }

  private static func known(
    _ bytes: [UInt8], seq: Int
  ) throws(StoreError) -> (seq: Int, id: EventID, type: EventType?) {
    if let parts = EntryParts(scanning: bytes.span) {
      let type = bytes.span.plainText(parts.type).flatMap {
        EventType($0, version: parts.version)
      }
      return (parts.seq, parts.id, type)
    }
    let event = try Event(stored: bytes, seq: seq)
    return (event.seq, event.id, event.content.knownType)
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

  /// Gives back the room of the ids; whether events can be told apart: not where two ids are alike, or
  /// an event names a later one.
  mutating func close() -> Bool {
    let areApart = !places.areAmbiguous() && !unknown.contains { places[$0] != nil }
    unknown = []
    places = EventPlaces(expecting: 0)
    return areApart
  }

  /// Makes the parts of two events one.
  mutating func join(_ first: Int, _ second: Int) {
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
    static let many = 8192

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
