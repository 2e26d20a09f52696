import Tallystick
import Testing
import TransparencyLog

struct CosignatureInstantTests {
  @Test(
    arguments: [
      (1, "1970-01-01T00:00:01.000000Z"), (1_718_000_000, "2024-06-10T06:13:20.000000Z"),
      (.max, nil),
    ] as [(Int64, String?)])
  func `the time of a cosignature is an instant where there is one`(
    time: Int64, instant: String?
  ) throws {
    let key = try WitnessKey(
      name: KeyName("witness.test/w"), seed: [UInt8](repeating: 7, count: 32))
    let checkpoint = try Checkpoint(origin: Origin("log.test/l"), size: 0, root: .ofEmptyTree)
    #expect(try key.cosign(checkpoint, at: time).instant?.description == instant)
  }
}
