/// Acts about acts that were recorded after them, which only an amendment brings about: in a circle of
/// such none is about anything.
struct WaitingActs {
  /// An act that no reading can follow, and which of what it is about is not there.
  struct Left {
    let act: Standing.Act
    let missing: EventID
    /// Whether what it is about is about itself in the end.
    let isOfCircle: Bool
  }

  /// The acts, by the first of what they are about that is not there.
  private var acts: [EventID: [Standing.Act]] = [:]

  private var ids: Set<EventID> = []

  /// Whether no act waits.
  var isEmpty: Bool { ids.isEmpty }

  /// Whether an act waits.
  func contains(_ id: EventID) -> Bool { ids.contains(id) }

  /// Keeps an act until another is there.
  mutating func insert(_ act: Standing.Act, for id: EventID) {
    acts[id, default: []].append(act)
    ids.insert(act.id)
  }

  /// Takes out the acts that wait for another.
  mutating func removeAll(for id: EventID) -> [Standing.Act] {
    let found = acts.removeValue(forKey: id) ?? []
    for act in found { ids.remove(act.id) }
    return found
  }

  /// Those that still wait when all acts were looked at.
  ///
  /// - Complexity: O(*n*) in their number.
  var left: [Left] {
    // What is about something that is out of the cut is out itself; what stays leads into a circle.
    var out = acts.keys.filter { !ids.contains($0) }
    var isOut: Set<EventID> = []
    while let id = out.popLast() {
      for act in acts[id] ?? [] where isOut.insert(act.id).inserted { out.append(act.id) }
    }
    return acts.flatMap { missing, acts in
      acts.map { Left(act: $0, missing: missing, isOfCircle: !isOut.contains($0.id)) }
    }
  }
}
