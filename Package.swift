// swift-tools-version:6.3
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// What tests look into keeps its names, in a release only where TALLY_STATIC asks for it: the program's own
/// module and the packages that it takes are smaller without.
let testable =
  strict
  + (Context.environment["TALLY_STATIC"] == nil ? [] : [.unsafeFlags(["-enable-testing"])])

/// With TALLY_STATIC, as tools/lib.sh sets it, the Swift runtime is linked into the program.
///
/// So it runs where there is no Swift, and starts in two thirds of the time. No test links its module.
/// What only makes it large is left out: names that nothing looks up, functions that are the same as
/// others, the long form of relocations (Debian 12 reads the short one), and tables for exceptions,
/// which nothing throws (tools/program.ld). Together 35.0 MB become 25.3, stripped.
let program: [LinkerSetting] =
  Context.environment["TALLY_STATIC"] == nil
  ? []
  : [
    .unsafeFlags(
      ["-static-stdlib", "-l_FoundationCShims", "-l_FoundationCollections", "-use-ld=lld"]
        + [
          "--no-export-dynamic", "--icf=all", "-z", "pack-relative-relocs", "--no-eh-frame-hdr",
          "-T", "\(Context.packageDirectory)/tools/program.ld",
        ].flatMap { ["-Xlinker", $0] })
  ]

/// The build id of what is linked, from TALLY_BUILD_ID, as tools/lib.sh sets it: it holds the commit, for
/// `tally --version --verbose`.
let buildID: [LinkerSetting] =
  Context.environment["TALLY_BUILD_ID"].map {
    [.unsafeFlags(["-Xlinker", "--build-id=0x\($0)"])]
  } ?? []

let package = Package(
  name: "tallystick",
  products: [
    .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
    .library(name: "Tallystick", targets: ["Tallystick"]),
    .library(name: "TallyReports", targets: ["TallyReports"]),
    .executable(name: "tally", targets: ["tally"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
  ],
  targets: [
    .target(
      name: "CLibcrypto",
      linkerSettings: [.linkedLibrary("crypto")]),
    .target(
      name: "TransparencyLog",
      dependencies: ["CLibcrypto"],
      swiftSettings: testable),
    .target(
      name: "Tallystick",
      dependencies: ["TransparencyLog"],
      swiftSettings: testable),
    .target(
      name: "TallyReports",
      dependencies: ["TransparencyLog", "Tallystick"],
      swiftSettings: testable),
    .target(
      name: "TallySite",
      dependencies: ["TransparencyLog", "Tallystick", "TallyReports"],
      swiftSettings: testable),
    .target(
      name: "CTallySQLite",
      linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CTallyBuild"),
    .target(
      name: "CZlib",
      linkerSettings: [.linkedLibrary("dl")]),
    .target(
      name: "TallySQLite",
      dependencies: ["TransparencyLog", "Tallystick", "CTallySQLite"],
      swiftSettings: testable + [.strictMemorySafety()]),
    .target(
      name: "CLibpq",
      linkerSettings: [.linkedLibrary("dl")]),
    .target(
      name: "TallyPostgres",
      dependencies: ["TransparencyLog", "Tallystick", "CLibpq"],
      swiftSettings: testable + [.strictMemorySafety()]),
    .target(
      name: "TallyDesk",
      dependencies: ["TransparencyLog", "Tallystick", "TallyReports"],
      swiftSettings: testable),
    .target(
      name: "TallyServer",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .target(
      name: "TallyFetch",
      swiftSettings: testable),
    .target(
      name: "TallyNodes",
      dependencies: ["TransparencyLog", "Tallystick"],
      swiftSettings: testable),
    .executableTarget(
      name: "tally",
      dependencies: [
        "TransparencyLog", "Tallystick", "TallyReports", "TallySQLite", "TallyPostgres",
        "TallySite", "TallyDesk", "TallyServer", "TallyFetch", "TallyNodes", "CTallyBuild", "CZlib",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict,
      linkerSettings: program + buildID),
    .testTarget(
      name: "TransparencyLogTests",
      dependencies: ["TransparencyLog"],
      swiftSettings: strict),
    .testTarget(
      name: "TallystickTests",
      dependencies: ["TransparencyLog", "Tallystick", "TallyReports"],
      swiftSettings: strict),
    .testTarget(
      name: "TallySiteTests",
      dependencies: ["TransparencyLog", "Tallystick", "TallyReports", "TallySite"],
      swiftSettings: strict),
    .testTarget(
      name: "TallyDeskTests",
      dependencies: ["TransparencyLog", "Tallystick", "TallyReports", "TallyDesk"],
      exclude: ["Articles"],
      swiftSettings: strict),
    .testTarget(
      name: "TallyStoreTests",
      dependencies: ["TransparencyLog", "Tallystick", "TallySQLite", "TallyPostgres"],
      exclude: ["cluster.sh"],
      swiftSettings: strict),
    .testTarget(
      name: "TallyServerTests",
      dependencies: ["TallyServer"],
      swiftSettings: strict),
    .testTarget(
      name: "TallyFetchTests",
      dependencies: ["TallyFetch"],
      swiftSettings: strict),
    .testTarget(
      name: "TallyNodesTests",
      dependencies: ["TransparencyLog", "Tallystick", "TallyNodes"],
      swiftSettings: strict),
    .testTarget(
      name: "TallyTests",
      dependencies: ["TransparencyLog", "Tallystick", "TallyReports"],
      exclude: [
        "Transcripts", "BadInputs", "Museum", "TilesLog", "Standards", "Browser", "Cosign",
        "Terminal",
      ],
      swiftSettings: strict),
  ]
)

/// With TALLY_TESTS=NAME,NAME only these test targets are built, for who works on a part.
if let wanted = Context.environment["TALLY_TESTS"] {
  let names = wanted.split(separator: ",").map(String.init)
  package.targets.removeAll { $0.type == .test && !names.contains($0.name) }
}
