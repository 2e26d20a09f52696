/// The ids of the earlier events of an append, in order, and the place of each.
///
/// It takes 16 bytes for each and four for each of its slots.
struct PendingIDs: Sendable {
  private var ids: [EventID] = []

  /// Places, plus one, by the hashes of ids, at most three in four of them taken; 0 where none is.
  private var slots = [UInt32](repeating: 0, count: 64)

  private let secret = RunSecret.ofThisRun

  /// The number of ids.
  var count: Int { ids.count }

  /// The id at a place.
  subscript(place: Int) -> EventID { ids[place] }

  /// Makes room for `count` ids.
  mutating func reserveCapacity(_ count: Int) {
    ids.reserveCapacity(count)
    var room = slots.count
    while room * 3 < count * 4 { room *= 2 }
    if room > slots.count { fill(room) }
  }

  /// The place of an id; nil where it is none of them.
  func place(of id: EventID) -> Int? {
    var slot = slot(of: id)
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      if ids[place] == id { return place }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds an id that is none of them.
  mutating func append(_ id: EventID) {
    if (ids.count + 1) * 4 > slots.count * 3 { fill(slots.count * 2) }
    ids.append(id)
    insert(place: ids.count - 1)
  }

  private mutating func insert(place: Int) {
    var slot = slot(of: ids[place])
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(place + 1)
  }

  private mutating func fill(_ room: Int) {
    slots = [UInt32](repeating: 0, count: room)
    for place in ids.indices { insert(place: place) }
  }

  /// As an id is a hash that whoever writes the file can look for, the slots are those of a secret.
  private func slot(of id: EventID) -> Int {
    Int(truncatingIfNeeded: secret.mixed(id.high, id.low)) & (slots.count - 1)
  }
}
