/// Numbers that nobody outside knows, the same for one run of the program.
///
/// What is hashed comes from outside; with them nobody can make its hashes collide by design.
struct RunSecret: Sendable {
  private let first: UInt64
  private let second: UInt64

  /// The one of this run.
  static let ofThisRun = RunSecret()

  private init() {
    first = RunSecret.word(1)
    second = RunSecret.word(2)
  }

  private static func word(_ number: Int) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(number)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// The hash of two words: the halves of their product, once they are mixed with the secret.
  @inline(__always)
  func mixed(_ one: UInt64, _ two: UInt64) -> UInt64 {
    let product = (one ^ first).multipliedFullWidth(by: two ^ second)
    return product.high ^ product.low
  }
}
