import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

struct SnapshotLayoutTests {
  private static func names(_ size: Int) -> Set<String> {
    Set(TileID.tiles(ofSize: size).map(\.path))
      .union(EntryBundleID.bundles(ofSize: size).map(\.path))
  }

  @Test(arguments: [1, 255, 256, 257, 65_536, 65_537, 300_000])
  func `a snapshot has the tiles and bundles of its size and no others`(size: Int) {
    let layout = SnapshotLayout(size: size)
    let own = Self.names(size)
    for name in own { #expect(layout.contains(name), "\(name)") }
    for other in [1, 254, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 299_999, 300_001] {
      for name in Self.names(other).subtracting(own) { #expect(!layout.contains(name), "\(name)") }
    }
  }

  @Test func `its other names are those of the layout, byte for byte`() {
    let layout = SnapshotLayout(size: 300)
    for file in SnapshotFile.allCases { #expect(layout.contains(file.path)) }
    for path in SnapshotReports.paths { #expect(layout.contains(path)) }
    #expect(SnapshotReports.paths.count == 14)
    for path in [
      "", "Checkpoint", "checkpoint ", "checkpoint/", "./checkpoint", "reports", "reports/",
      "reports/diff.json", "reports/totals.txt", "tile", "tile/0", "tile/0/0", "tile/0/000/",
      "tile/0/002", "tile/entries", "tile/entries/001", "tile/00/000", "tile/0/000.p/255",
      "SHA256SUMS.SIG", "chec\u{212A}point", "check\u{301}point",
    ] { #expect(!layout.contains(path), "\(path)") }
  }

  @Test func `only folders in which a tile can lie are searched`() {
    for size in [1, 257, 70_000, 300_000] {
      for name in Self.names(size) {
        let parts = name.split(separator: "/").map(String.init)
        for count in parts.indices.dropFirst() {
          #expect(SnapshotLayout.mayHave(folder: parts[..<count].joined(separator: "/")))
        }
      }
    }
    for folder in [
      "", "a", "reports/a", "tile/a", "tile/64", "tile/-1", "tile/01", "tile/0/a", "tile/0/x1",
      "tile/0/x0001", "tile/0/000.q", "tile/0/000.p/1", "tile/0/000.p/x001", "tile/entries/a",
      "tile/0/x001/x001/x001/x001/x001/x001/x001", "tile//x001",
    ] { #expect(!SnapshotLayout.mayHave(folder: folder), "\(folder)") }
  }
}
