internal import Glibc
internal import Tallystick

/// A program that is started, and waited for.
enum Child {
  /// Starts a program with open descriptors under the numbers beside them, and waits for its end.
  ///
  /// - Returns: Its exit status; -1 where a signal ended it.
  static func run(
    _ command: [String], _ handed: [(own: CInt, its: CInt)], install hint: String
  ) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (own, its) in handed { posix_spawn_file_actions_adddup2(&actions, own, its) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // The program itself ignores a closed pipe; what it starts is to end by one, as in a shell.
    var pipe = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &pipe)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments = command.map { strdup($0) } + [nil]
    defer { for text in arguments { free(text) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, command[0], &actions, &attributes, &arguments, environ)
    guard code == 0 else {
      throw Failure(
        "\(command[0]) cannot be started: \(String(cString: strerror(code))).", hint: hint)
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return -1 }
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
  }

  /// Runs a line of the shell with some input, and reads at most `limit` bytes of its output.
  ///
  /// Its errors go where those of the program go.
  static func shell(
    _ line: String, input: [UInt8], limit: Int
  ) throws -> (status: Int32, output: [UInt8]) {
    let given = try UnnamedFile(input)
    let output = try UnnamedFile()
    let status = try given.use { given in
      try output.use { output in
        try run(
          ["/bin/sh", "-c", line], [(given, STDIN_FILENO), (output, STDOUT_FILENO)],
          install: "A POSIX shell is needed.")
      }
    }
    return (status, try output.bytes(limit: limit))
  }
}
