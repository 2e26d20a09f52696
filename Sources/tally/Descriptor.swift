internal import Glibc

/// An open file, folder or pipe, which is closed when its owner is gone.
///
/// Its number is not to be had but inside ``use(_:)``. A number that was read out of its owner and
/// used later is what an optimised program breaks: there an owner ends with its last use, and the
/// number may be closed, or be another file's, before the call that needs it.
struct Descriptor: ~Copyable {
  private let number: CInt

  /// Takes over an open descriptor; nil where a call has failed and gave less than 0.
  init?(_ number: CInt) {
    guard number >= 0 else { return nil }
    self.number = number
  }

  /// Standard input, under a number of its own.
  static func standardInput() -> Descriptor? {
    Descriptor(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3))
  }

  deinit { close(number) }

  /// Does `body` with the number, and keeps the descriptor open meanwhile.
  borrowing func use<Value: ~Copyable>(_ body: (CInt) throws -> Value) rethrows -> Value {
    defer { extendLifetime(self) }
    return try body(number)
  }

  /// Gives the number, and the duty to close it, to whoever asks.
  consuming func handedOver() -> CInt {
    let number = number
    discard self
    return number
  }
}
