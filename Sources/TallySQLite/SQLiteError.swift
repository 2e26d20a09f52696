import CTallySQLite

/// What SQLite answered where it did not do what it was asked.
package struct SQLiteError: Error, Hashable {
  /// The extended result code, as in `sqlite3.h`.
  package let code: CInt

  /// SQLite's own words.
  package let message: String

  /// The primary result code: the low byte.
  package var primaryCode: CInt { code & 0xFF }

  /// Creates an error.
  package init(_ code: CInt, _ message: String) {
    self.code = code
    self.message = message
  }
}

/// A column of a stored row that is not of its kind.
package struct ColumnError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, and where: the end of a sentence.
  package let description: String

  /// Creates an error.
  package init(_ description: String) { self.description = description }
}
