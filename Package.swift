// swift-tools-version:6.2
import PackageDescription

/// Every target of ours: Swift 6, explicit existentials, imports that say what they are for, and no warning left standing.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "kass",
    platforms: [.macOS(.v15)],
    targets: [
        .systemLibrary(
            name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .target(name: "AWSCore", dependencies: ["CCrypto"], swiftSettings: strict),
        .target(
            name: "World", dependencies: ["AWSCore", "CSQLite"], exclude: ["README.md"], swiftSettings: strict),
        .testTarget(
            name: "AWSCoreTests", dependencies: ["AWSCore"], resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(name: "WorldTests", dependencies: ["World", "AWSCore"], swiftSettings: strict),
        .testTarget(name: "TidyTests", exclude: ["README.md"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
