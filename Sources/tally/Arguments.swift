internal import Glibc
internal import TransparencyLog

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

  /// What is wrong with the first argument that is not UTF-8; nil where all are text.
  ///
  /// Swift puts U+FFFD in the place of what it cannot read, and so it would be recorded for good.
  static var misencoded: Failure? {
    guard let vector = given.vector else { return nil }
    for place in 1..<max(Int(given.count), 1) {
      guard let word = vector[place], String(validatingCString: word) == nil else { continue }
      let before = place > 1 ? vector[place - 1].map { String(cString: $0) } : nil
      return Failure(
        "\(name(of: String(cString: word), at: place, after: before)) is not UTF-8 text.",
        hint: "Give it in UTF-8: a terminal whose locale is UTF-8 does so, and "
          + "`iconv -f ENCODING -t UTF-8` makes it of text in another encoding. Nothing was done.",
        status: 64)
    }
    return nil
  }

  /// How messages name an argument: by its flag, where it has one, and its place.
  private static func name(of word: String, at place: Int, after before: String?) -> String {
    if word.hasPrefix("--"), let end = word.firstIndex(of: "=") {
      return "The value of \(escaped(String(word[..<end]))), argument \(place),"
    }
    if let before, before.hasPrefix("--"), !before.contains("=") {
      return "What stands after \(escaped(before)), argument \(place),"
    }
    return "Argument \(place)"
  }
}

private typealias Vector = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Written once, before `main`, and only read afterwards.
nonisolated(unsafe) private var given: (count: CInt, vector: Vector?) = (0, nil)

@used @section(".init_array")
private let take: @convention(c) (CInt, Vector?) -> Void = { count, vector in
  given = (count, vector)
}
