import Glibc
import Tallystick

/// What libFuzzer calls with each input; `target` stands in the file of the target.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    try target.check(Array(UnsafeBufferPointer(start: start, count: count)))
  } catch {
    let message = Array("\(target.rawValue): \(error)\n".utf8)
    _ = message.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    abort()  // libFuzzer keeps the input of a run that ends so
  }
  return 0
}
