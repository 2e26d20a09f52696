/// What a server answered, or libpq, where it did not do what it was asked.
package struct PostgresError: Error, Hashable {
  /// The SQLSTATE, five characters; empty where no server answered.
  package let code: String

  /// The server's own words.
  package let message: String

  /// The name of the constraint that a row broke, where it broke one.
  package let constraint: String

  /// Creates an error.
  package init(_ code: String, _ message: String, constraint: String = "") {
    self.code = code
    self.message = message
    self.constraint = constraint
  }

  /// Whether the connection went, so that nobody said what became of what was asked.
  package var isLost: Bool {
    code.isEmpty || code.hasPrefix("08") || ["57P01", "57P02", "57P03", "25P03"].contains(code)
  }
}

/// A value that is not of its kind, in an answer of a server.
package struct ColumnError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, and where: the end of a sentence.
  package let description: String

  /// Creates an error.
  package init(_ description: String) { self.description = description }
}
