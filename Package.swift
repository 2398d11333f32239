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
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .target(name: "AWSCore", dependencies: ["CCrypto"], swiftSettings: strict),
        .target(name: "World", dependencies: ["AWSCore", "CSQLite"], swiftSettings: strict),
        .target(
            name: "AWSWire",
            dependencies: [
                "AWSCore",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: strict),
        .target(
            name: "AWSLive", dependencies: ["AWSCore", "CCurl"], swiftSettings: strict),
        .testTarget(
            name: "AWSCoreTests", dependencies: ["AWSCore"], resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(name: "WorldTests", dependencies: ["World", "AWSCore"], swiftSettings: strict),
        .testTarget(name: "TidyTests", exclude: ["README.md"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
