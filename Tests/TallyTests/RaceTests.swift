import Foundation
import Glibc
import Testing

/// Several processes append to one record at once.
struct RaceTests {
  private static let writers = 8

  @Test func `eight writers lose and double nothing`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.tally("init", "--origin", "race.test/r", "--test-clock", "2025-07-01T00:00:00Z")
      try race(500, in: folder, with: [:])
    }
  }

  @Test(.waiting) func `nor with slow commits, while a reader stands in a full pipe`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.tally("init", "--origin", "race.test/r", "--test-clock", "2025-07-01T00:00:00Z")
      let earlier = Events.lines(1_000, by: "earlier")
      #expect(try folder.tally("append", "-", input: earlier).status == 0)

      var pipe: [CInt] = [0, 0]
      #expect(Glibc.pipe(&pipe) == 0)
      for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      let reader = try folder.start(["log"], output: pipe[1])
      defer { reader.end() }
      try waitUntilFull(pipe[1])

      // For 32 seconds: longer than a writer waits where the record stays locked.
      try race(200, in: folder, after: 1_000, with: try Shim(in: folder).slowingCommits(by: 20))

      close(pipe[1])
      #expect(reader.isRunning)
      close(pipe[0])
      let ending = try reader.ending()
      #expect(ending.status == 0)
      #expect(ending.errors == "")
    }
  }

  /// Every writer appends as many events of its own.
  private func race(
    _ eventsEach: Int, in folder: TemporaryFolder, after earlier: Int = 0,
    with variables: [String: String]
  ) throws {
    let names = (1...RaceTests.writers).map { "writer-\($0)" }
    let programs = try names.map { name in
      try folder.start(
        ["append", "-", "--each"], input: Events.lines(eventsEach, by: name),
        with: variables)
    }
    defer { for program in programs { program.end() } }
    var answered: [Int: String] = [:]
    for (name, program) in zip(names, programs) {
      let ending = try program.ending()
      #expect(ending.status == 0, "\(name): \(ending.errors)")
      let acknowledged = Acknowledged.all(in: ending.output)
      #expect(acknowledged.count == eventsEach)
      for one in acknowledged { #expect(answered.updateValue(one.id, forKey: one.seq) == nil) }
    }
    let all = RaceTests.writers * eventsEach
    #expect(answered.keys.sorted() == Array(earlier + 1...earlier + all))

    let stored = try Events.stored(in: folder)
    #expect(stored.map(\.seq) == Array(1...earlier + all))
    #expect(stored.dropFirst(earlier).allSatisfy { answered[$0.seq] == String($0.id.prefix(8)) })
    let expected = names.flatMap { name in (1...eventsEach).map { "\(name) \($0)" } }
    #expect(Set(stored.dropFirst(earlier).map(\.body.quote)) == Set(expected))
    #expect(zip(stored, stored.dropFirst()).allSatisfy { $0.recorded < $1.recorded })
  }

  private func waitUntilFull(_ descriptor: CInt) throws {
    for _ in 0..<300_000 {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      if poll(&waiting, 1, 0) == 0 { return }
      usleep(1_000)
    }
    throw ProgramError.notDone("tally log", afterSeconds: 300)
  }
}
