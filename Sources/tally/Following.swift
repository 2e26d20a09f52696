internal import Glibc
internal import Tallystick
internal import TransparencyLog

/// Goes through the events of a record that come after one of them, in order, and waits for those to
/// come.
///
/// It takes each once, and sees when the record is not the one any more in which it began.
struct Following {
  private let reader: any EventReader
  private let place: RecordPlace

  /// The seq of the last event taken, and its id where it is known.
  private(set) var last: (seq: Int, id: EventID?)

  /// The number of seconds without a new event after which it ends; nil for never.
  private let idle: Double?

  /// The most events that are read at once.
  private static let mostAtOnce = 1_000

  /// The shortest and the longest time between two looks, in seconds.
  private static let (shortest, longest) = (0.02, 1.0)

  /// How many seconds it looks again where the record cannot be read: who copies one file over another
  /// empties it first, and what it is by then is told only of the whole copy.
  private static let patience = 2.0

  init(
    _ reader: any EventReader, at path: String, after last: (seq: Int, id: EventID?),
    untilIdle idle: Double?
  ) {
    self.reader = reader
    self.last = last
    self.idle = idle
    place = RecordPlace(path)
  }

  /// Hands each event to `body` with the bytes that are stored, and tells `flush` where all were
  /// handed out for now.
  ///
  /// - Parameters:
  ///   - pause: Waits so many seconds, or a shorter time; false ends the following.
  ///   - flush: Is told that all events that are there were handed out.
  ///   - body: Takes an event; false ends the following, and the event counts as not taken.
  /// - Throws: ``Failure`` where the record is another one by now; `StoreError` where it cannot be read
  ///   for two seconds; what `body` throws.
  mutating func run(
    pause: (Double) -> Bool, flush: () -> Void = {},
    _ body: (Event, [UInt8]) throws -> Bool
  ) throws {
    var wait = Following.shortest
    var lastNew = MonotonicClock.seconds()
    var refusedSince: Double?
    while true {
      try place.check()
      do {
        if try takeAll(body, flush) {
          (wait, lastNew) = (Following.shortest, MonotonicClock.seconds())
        } else if isOver {
          return
        }
        refusedSince = nil
      } catch let error as StoreError {
        let (first, now) = (refusedSince ?? MonotonicClock.seconds(), MonotonicClock.seconds())
        guard now - first < Following.patience else { throw error }
        (wait, refusedSince) = (Following.shortest, first)
      }
      let rest = idle.map { lastNew + $0 - MonotonicClock.seconds() } ?? wait
      if rest <= 0, refusedSince == nil { return }
      guard pause(rest > 0 ? min(wait, rest) : wait) else { return }
      wait = min(wait * 2, Following.longest)
    }
  }

  /// Whether `body` asked to end.
  private var isOver = false

  /// Takes the events that are there; whether there were any, and none was refused.
  private mutating func takeAll(
    _ body: (Event, [UInt8]) throws -> Bool, _ flush: () -> Void
  ) throws -> Bool {
    let size = try reader.end().size
    guard size >= last.seq else { throw behind(size) }
    if size == last.seq { return false }
    while last.seq < size {
      for entry in try batch(upTo: size) {
        let event = try entry.event()
        guard event.seq == last.seq + 1, event.id == entry.id else {
          throw StoreError.damaged(
            seq: last.seq + 1, reason: "what is stored in its place is another event")
        }
        guard try body(event, entry.bytes) else {
          isOver = true
          return false
        }
        last = (event.seq, event.id)
      }
      flush()
    }
    return true
  }

  /// The events that come next, after it was seen that the last one is what it was.
  private func batch(upTo size: Int) throws -> [StoredEntry] {
    let first = last.seq + 1
    let before = last.id == nil ? 0 : 1
    var entries = try reader.entries(
      first - before...min(size, last.seq + Following.mostAtOnce))
    if let id = last.id {
      guard let held = entries.first, held.seq == last.seq, held.id == id else {
        throw Failure(
          "#\(last.seq) of the record is another event than the one after which this began.",
          hint: "It is another record, or one with another history: run `tally verify`.", status: 2)
      }
      entries.removeFirst()
    }
    guard !entries.isEmpty else { throw StoreError.damaged(seq: first, reason: "it is missing") }
    return entries
  }

  private func behind(_ size: Int) -> Failure {
    Failure(
      "The record holds \(size) events, and #\(last.seq) was taken already: it is a restored or an "
        + "older copy.",
      hint: "Go on with the record that holds it.", status: 2)
  }
}

/// The file or folder of a record, as it was when it was opened.
struct RecordPlace {
  private let path: String
  private let found: (device: dev_t, node: ino_t)?

  init(_ path: String) {
    self.path = path
    found = RecordPlace.found(path)
  }

  /// Refuses to go on where another file has the name by now: what was opened gets no events any more.
  ///
  /// - Throws: ``Failure`` with status 2.
  func check() throws {
    guard let found else { return }
    guard let now = RecordPlace.found(path), now == found else {
      throw Failure(
        "Another file was put in the place of \(escaped(path)), or it was removed.",
        hint: "See that it is the same record, with `tally verify`, and run this again.", status: 2)
    }
  }

  private static func found(_ path: String) -> (device: dev_t, node: ino_t)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return (status.st_dev, status.st_ino)
  }
}

/// A clock that nobody sets, for how long something takes.
enum MonotonicClock {
  /// The microseconds since some moment.
  static func microseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  /// The seconds since some moment.
  static func seconds() -> Double { Double(microseconds()) / 1_000_000 }
}

extension EventReader {
  /// The event after which a person wants to go on: `#45`, `45`, a label or the beginning of an id;
  /// `0` stands for the beginning.
  func cursor(_ text: String, for flag: String) throws -> (seq: Int, id: EventID?) {
    if text == "0" || text == "#0" { return (0, nil) }
    let isNumber = text.utf8.count <= 15 && text.utf8.allSatisfy { (48...57).contains($0) }
    let reference = try misread(flag) { try Reference(parsing: isNumber ? "#\(text)" : text) }
    let entry = try entry(reference)
    return (entry.seq, entry.id)
  }
}
