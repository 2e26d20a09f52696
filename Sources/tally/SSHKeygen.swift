internal import Glibc
internal import Tallystick
internal import TransparencyLog

/// Signatures of people by their own SSH keys, through the program `ssh-keygen`, so that agents,
/// passphrases and hardware keys work.
enum SSHKeygen {
  /// Signs a message with the key in a file, or that of an agent whose public key is in the file.
  static func sign(_ message: [UInt8], with path: String, for namespace: String) throws -> [UInt8] {
    let ending = try run(
      ["-Y", "sign", "-n", namespace, "-f", path], input: message, isTalking: true)
    guard ending.status == 0, !ending.output.isEmpty else {
      throw Failure(
        "ssh-keygen did not sign with \(escaped(path)).",
        hint: "See what it says above; name a private key, or the public key of one in the agent. "
          + "A key in an old form needs its public key beside it: ssh-keygen -y -f KEY > KEY.pub")
    }
    return ending.output
  }

  /// Whether a signature over a message is good, by one of some allowed signers.
  static func verify(
    _ signature: [UInt8], over message: [UInt8], signers: [UInt8], principal: String,
    namespace: String
  ) throws -> Bool {
    let ending = try run(
      ["-Y", "verify", "-f", "/dev/fd/3", "-I", principal, "-n", namespace, "-s", "/dev/fd/4"],
      input: message, files: [signers, signature])
    return ending.status == 0
  }

  /// The public key of a key: the file itself, the one beside it, or what `ssh-keygen -y` prints.
  static func publicKey(of path: String) throws -> SSHKey {
    for name in [path, "\(path).pub"] where Files.exists(name) {
      let line = try Files.read(name, limit: 65_536, what: "a key of SSH")
      if let key = try? SSHKey(line: line) { return key }
    }
    let ending = try run(["-y", "-f", path], isTalking: true)
    guard ending.status == 0, let key = try? SSHKey(line: ending.output) else {
      throw Failure(
        "The public key of \(escaped(path)) cannot be had.",
        hint: "Name a private key of SSH, or the public key of one in the agent.")
    }
    return key
  }

  /// How ssh-keygen ended, and what it wrote.
  private struct Ending {
    let status: Int32
    let output: [UInt8]
  }

  /// Runs ssh-keygen.
  ///
  /// Its files are handed over as open descriptors from 3 on, so that nobody
  /// changes them meanwhile; while it `isTalking` its errors and questions go to the terminal.
  private static func run(
    _ arguments: [String], input: [UInt8] = [], files: [[UInt8]] = [], isTalking: Bool = false
  ) throws -> Ending {
    let output = try UnnamedFile()
    let errors = try UnnamedFile()
    let status = try output.use { output in
      try errors.use { errors in
        try UnnamedFile.with([input] + files) { given in
          var handed = [(given[0], STDIN_FILENO), (output, STDOUT_FILENO)]
          if !isTalking { handed.append((errors, STDERR_FILENO)) }
          for (place, file) in given.dropFirst().enumerated() {
            handed.append((file, 3 + CInt(place)))
          }
          return try Child.run(
            ["ssh-keygen"] + arguments, handed,
            install: "Install OpenSSH (on Debian: apt-get install openssh-client).")
        }
      }
    }
    return Ending(status: status, output: try output.bytes())
  }
}
