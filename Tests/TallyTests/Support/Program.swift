import Foundation
import Glibc

/// How a program ended, and what it wrote.
struct Ending: Sendable {
  /// The exit status; 128 and the signal's number, as shells have it, where a signal ended it.
  let status: Int32

  let output: String
  let errors: String

  /// The lines of the output, the last with or without its line feed.
  var lines: [String] {
    let lines = output.separateLines
    return lines.last == "" ? lines.dropLast() : lines
  }
}

extension String {
  /// The parts between line feeds; a carriage return before one stays.
  var separateLines: [String] {
    utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
  }
}

/// Why a program could not be run to its end.
enum ProgramError: Error {
  case cannotStart(String, code: CInt)
  case notDone(String, afterSeconds: Double)
}

/// A program that runs.
///
/// Its input and outputs are files without a name, so that nothing that it writes or leaves unread
/// can stop it, and no thread is needed to read along.
struct Program {
  private let name: String
  private let process: pid_t
  private let output: FileHandle
  private let errors: FileHandle

  /// The folder of the program `tally`: `TALLY_BIN`'s, else that of this test program.
  static let folder: String = {
    let own = CommandLine.arguments.first ?? ""
    let path =
      ProcessInfo.processInfo.environment["TALLY_BIN"]
      ?? (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? own
    return Project.folder(of: path)
  }()

  /// Starts a program in a folder, as the leader of a process group of its own.
  ///
  /// Its output goes to a file, or to the descriptor that is given; errors that are `joined` go
  /// where the output goes, as on a terminal.
  init(
    _ command: [String], in folder: String, environment: [String: String],
    input: some DataProtocol = Data(), output descriptor: CInt? = nil, joined: Bool = false
  ) throws {
    name = command.joined(separator: " ")
    let standardInput = try Program.unnamedFile()
    try standardInput.write(contentsOf: input)
    try standardInput.seek(toOffset: 0)
    output = try Program.unnamedFile()
    errors = joined ? output : try Program.unnamedFile()

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, standardInput.fileDescriptor, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(
      &actions, descriptor ?? output.fileDescriptor, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors.fileDescriptor, STDERR_FILENO)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    // Whoever runs the tests may ignore them, as nohup(1) and a shell do for what they leave behind.
    for signal in [SIGPIPE, SIGHUP, SIGINT, SIGQUIT, SIGTERM] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var started: pid_t = 0
    let program = "/usr/bin/env"  // changes to the folder, and becomes the program
    var arguments = ([program, "-C", folder] + command).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    let code = posix_spawn(&started, program, &actions, &attributes, &arguments, &variables)
    extendLifetime(standardInput)  // which would close its descriptor, once its number is read
    guard code == 0 else { throw ProgramError.cannotStart(name, code: code) }
    process = started
  }

  /// Kills the program and all that it started; ``ending(within:)`` still waits for it.
  func kill() { Glibc.kill(-process, SIGKILL) }

  /// Kills the program where it still runs, and waits for its end.
  ///
  /// A child that has ended and for whose end nobody waits keeps the exit tests of the same process
  /// from ever ending: they wait for any child, and are told of that one again and again.
  func end() {
    guard waitpid(process, nil, WNOHANG) == 0 else { return }  // it has ended, or was waited for
    kill()
    waitpid(process, nil, 0)
  }

  /// Waits until the program ends, and kills it when that takes so long that it never will, on a
  /// machine however busy.
  func ending(within seconds: Double = 900) throws -> Ending {
    let deadline = Date(timeIntervalSinceNow: seconds)
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      guard Date() < deadline else {
        kill()
        waitpid(process, &status, 0)
        throw ProgramError.notDone(name, afterSeconds: seconds)
      }
      usleep(500)
    }
    let signal = status & 0x7F
    return Ending(
      status: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
      output: try Program.text(of: output), errors: try Program.text(of: errors))
  }

  /// Whether it runs; what has ended is not yet waited for.
  var isRunning: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0
      && information.si_signo == 0
  }

  /// Waits until the program stops itself or ends; whether it has stopped.
  func hasStopped() -> Bool {
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WSTOPPED | WEXITED | WNOWAIT) != 0 {
      guard errno == EINTR else { return false }
    }
    return information.si_code == CInt(CLD_STOPPED)
  }

  /// How many bytes it has written so far.
  var written: Int { Program.size(of: output) }

  private static func size(of file: FileHandle) -> Int {
    var status = stat()
    return fstat(file.fileDescriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  private static func text(of file: FileHandle) throws -> String {
    var bytes = [UInt8](repeating: 0, count: size(of: file))
    let count = pread(file.fileDescriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }

  private static func unnamedFile() throws -> FileHandle {
    var path = Array("\(NSTemporaryDirectory())/tally-test-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw ProgramError.cannotStart("mkstemp", code: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(path)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}
