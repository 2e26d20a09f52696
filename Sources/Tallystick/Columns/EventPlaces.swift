/// Where each event of a record stands, by the first half of its id.
///
/// It takes eight bytes for each event and four for each of its slots.
struct EventPlaces {
  /// The first halves of the ids, by place.
  private(set) var ids: [UInt64] = []

  /// Whether two events have the same first half, so that it names neither.
  private(set) var isAmbiguous = false

  /// Places, plus one, by the hashes of ids, at most three in four of them taken; 0 where none is.
  private var slots: [UInt32]

  private let secret = RunSecret()

  /// Creates the places of no events, with room for `size`.
  init(expecting size: Int) {
    var room = 64
    while room * 3 < size * 4 { room *= 2 }
    slots = [UInt32](repeating: 0, count: room)
    ids.reserveCapacity(size)
  }

  /// Adds the next event.
  mutating func append(_ id: EventID) {
    if (ids.count + 1) * 4 > slots.count * 3 { grow() }
    ids.append(id.high)
    insert(place: ids.count - 1)
  }

  /// The place of an event that was added.
  subscript(id: EventID) -> Int? {
    var slot = slot(of: id.high)
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      if ids[place] == id.high { return place }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Gives back the room of the slots: no event is looked up any more.
  mutating func close() { slots = [] }

  private mutating func insert(place: Int) {
    var slot = slot(of: ids[place])
    while slots[slot] != 0 {
      if ids[Int(slots[slot]) - 1] == ids[place] { isAmbiguous = true }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = UInt32(place + 1)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for place in ids.indices { insert(place: place) }
  }

  /// The ids of a hostile record can be chosen, as they need be no hashes: who does not know the
  /// secret of the run cannot choose ids that meet in few slots.
  private func slot(of id: UInt64) -> Int {
    Int(truncatingIfNeeded: secret.mixed(id, 0)) & (slots.count - 1)
  }
}
