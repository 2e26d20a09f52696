/// Where each event of a record stands, by the first half of its id.
///
/// It takes eight bytes for each event and four for each of its slots. Slots of a long record lie
/// outside the processor's cache: ids are put into them some at a time, so that it can wait for
/// several at once.
struct EventPlaces {
  /// The first halves of the ids, by place.
  private(set) var ids: [UInt64] = []

  /// Places, plus one, by the hashes of ids, at most three in four of them taken; 0 where none is.
  ///
  /// The bits that a place leaves are those of the hash, so that another id is seldom looked at.
  private var slots: [UInt32]

  /// The number of ids that are in the slots; the last ones are not yet.
  private var settled = 0

  private var hasDoubles = false

  private let secret = RunSecret.ofThisRun

  /// The most ids that are in no slot.
  private static let most = 16

  /// Creates the places of no events, with room for `size`.
  init(expecting size: Int) {
    var room = 64
    while room * 3 < size * 4 { room *= 2 }
    slots = [UInt32](repeating: 0, count: room)
    ids.reserveCapacity(size)
  }

  /// Adds the next event.
  mutating func append(_ id: EventID) {
    ids.append(id.high)
    if ids.count - settled == EventPlaces.most { settle() }
  }

  /// The place of an event that was added.
  subscript(id: EventID) -> Int? {
    var place = ids.count
    while place > settled {
      place -= 1
      if ids[place] == id.high { return place }
    }
    let hash = hash(of: id.high)
    var slot = self.slot(of: hash)
    while slots[slot] != 0 {
      if let place = self.place(in: slots[slot], of: hash), ids[place] == id.high { return place }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Whether two events have the same first half, so that it names neither.
  mutating func areAmbiguous() -> Bool {
    settle()
    return hasDoubles
  }

  /// Gives back the room of the slots: no event is looked up any more.
  mutating func close() {
    slots = []
    settled = ids.count
  }

  /// Puts the last ids into slots.
  private mutating func settle() {
    guard settled < ids.count else { return }
    if ids.count * 4 > slots.count * 3 { grow() }
    // The slots are read before one is needed: none of these reads waits for another one.
    var areFree = InlineArray<16, Bool>(repeating: false)
    var hashes = InlineArray<16, UInt64>(repeating: 0)
    let count = ids.count - settled
    for index in 0..<count {
      hashes[index] = hash(of: ids[settled + index])
      areFree[index] = slots[slot(of: hashes[index])] == 0
    }
    for index in 0..<count {
      let slot = self.slot(of: hashes[index])
      if areFree[index], slots[slot] == 0 {
        slots[slot] = entry(settled + index, hashes[index])
      } else {
        insert(settled + index, hashes[index])
      }
    }
    settled = ids.count
  }

  private mutating func insert(_ place: Int, _ hash: UInt64) {
    var slot = self.slot(of: hash)
    while slots[slot] != 0 {
      if let other = self.place(in: slots[slot], of: hash), ids[other] == ids[place] {
        hasDoubles = true
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = entry(place, hash)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for place in 0..<settled { insert(place, hash(of: ids[place])) }
  }

  /// The ids of a hostile record can be chosen, as they need be no hashes: who does not know the
  /// secret of the run cannot choose ids that meet in few slots.
  private func hash(of id: UInt64) -> UInt64 { secret.mixed(id, 0) }

  private func slot(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash) & (slots.count - 1)
  }

  /// The bits of a slot that hold a place, plus one: there are fewer places than slots.
  private var mask: UInt32 { UInt32(truncatingIfNeeded: slots.count - 1) }

  private func entry(_ place: Int, _ hash: UInt64) -> UInt32 {
    UInt32(place + 1) | UInt32(hash >> 32) & ~mask
  }

  /// The place in a slot, where the id there may be one of this hash.
  private func place(in slot: UInt32, of hash: UInt64) -> Int? {
    (slot ^ UInt32(hash >> 32)) & ~mask == 0 ? Int(slot & mask) - 1 : nil
  }
}
