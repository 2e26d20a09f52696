internal import Tallystick

/// The randomness of the machine: the one place that draws it for a record.
enum Salt {
  /// Draws the salt of one sealed field.
  static func draw() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<Disclosure.saltSize).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }
}
