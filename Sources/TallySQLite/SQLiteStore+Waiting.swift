package import Tallystick

extension SQLiteStore {
  /// Does `body`, and does it again for as long as others hold the record and change it.
  ///
  /// SQLite's own waiting is not fair: among busy writers one can lose every time. So a wait that
  /// ended in vain is begun again where the file changed meanwhile, and ends in
  /// ``StoreError/busy(seconds:)`` only after `patience` without a change.
  static func persist<Result>(
    _ file: RecordFile, _ patience: Duration, _ body: () throws -> Result
  ) throws -> Result {
    while true {
      let before = file.lastChange
      do {
        return try body()
      } catch let error where Fault.isBusy(error) {
        guard let now = file.lastChange, now != before else {
          throw StoreError.busy(seconds: Int(max(patience.components.seconds, 1)))
        }
      }
    }
  }

  /// Does `body` on the connection, alone, waiting as ``persist(_:_:_:)`` does.
  ///
  /// A journal left by a program that was killed meanwhile is rolled back once.
  ///
  /// - Throws: what `body` throws, as a ``StoreError``.
  package func access<Result>(_ body: (SQLiteConnection) throws -> Result) throws(StoreError)
    -> Result
  {
    do {
      return try attempt(body)
    } catch let error where Fault.isHotJournal(error) {
      try rollBackJournal()
    } catch {
      throw Fault.refusal(error, of: file)
    }
    do {
      return try attempt(body)
    } catch {
      throw Fault.refusal(error, of: file)
    }
  }

  private func attempt<Result>(_ body: (SQLiteConnection) throws -> Result) throws -> Result {
    try SQLiteStore.persist(file, patience) { try connection.alone(body) }
  }
}
