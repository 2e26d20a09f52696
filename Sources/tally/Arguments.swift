internal import Glibc

/// What the program was started with.
///
/// Swift finds its arguments through /proc/self/maps; where that cannot be read there are none, and
/// a program that was told to verify a record would print its help. The C library hands them to
/// every function in `.init_array`, before anything else runs.
enum Arguments {
  /// The arguments, without the name of the program.
  static var all: [String] {
    guard let vector = given.vector else { return Array(CommandLine.arguments.dropFirst()) }
    return (0..<Int(given.count)).compactMap { vector[$0].map { String(cString: $0) } }
      .dropFirst().map { $0 }
  }
}

private typealias Vector = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Written once, before `main`, and only read afterwards.
nonisolated(unsafe) private var given: (count: CInt, vector: Vector?) = (0, nil)

@used @section(".init_array")
private let take: @convention(c) (CInt, Vector?) -> Void = { count, vector in
  given = (count, vector)
}
