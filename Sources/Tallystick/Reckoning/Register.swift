/// Who the sources are, as the registrations of each thread say, from which a thread can be taken
/// out again.
struct Register: Sendable {
  /// Who the sources are.
  private(set) var book = SourceBook([])

  /// The registrations of each source, by their seqs.
  private var registrations: [String: [Int: SourceBook.Registration]] = [:]

  /// The seqs and names of the registrations of each thread.
  private var ofThread: [Int: [(seq: Int, name: String)]] = [:]

  /// Whether a thread has registrations.
  func holds(_ thread: Int) -> Bool { ofThread[thread] != nil }

  /// Takes the registrations of a thread in the place of those that it had.
  mutating func put(_ all: [SourceBook.Registration], ofThread thread: Int) {
    var names = Set(take(ofThread: thread))
    for one in all {
      let name = one.body["source"]?.string ?? ""
      registrations[name, default: [:]][one.seq] = one
      ofThread[thread, default: []].append((one.seq, name))
      names.insert(name)
    }
    renew(names)
  }

  /// Takes the registrations of a thread out.
  mutating func remove(ofThread thread: Int) { renew(take(ofThread: thread)) }

  private mutating func take(ofThread thread: Int) -> [String] {
    let had = ofThread.removeValue(forKey: thread) ?? []
    for one in had { registrations[one.name]?[one.seq] = nil }
    return had.map(\.name)
  }

  private mutating func renew(_ names: some Sequence<String>) {
    for name in names {
      let all = (registrations[name] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
      if all.isEmpty { book.remove(name) } else { book.put(name, all) }
    }
  }
}
