// swift-tools-version:6.2
import PackageDescription

/// Every target of ours: Swift 6, explicit existentials, imports that say what they are for, and no warning left standing.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A generated target: the types, client protocol and operations of one AWS service.
func service(_ name: String) -> Target {
    .target(name: "AWS\(name)", dependencies: ["AWSCore"], swiftSettings: strict)
}

let package = Package(
    name: "kass",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2")
    ],
    targets: [
        .systemLibrary(
            name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .target(name: "AWSCore", dependencies: ["CCrypto"], swiftSettings: strict),
        service("DynamoDB"),
        service("DynamoDBStreams"),
        .executableTarget(
            name: "GenerateServices",
            dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")], exclude: ["Models"],
            swiftSettings: strict),
        .target(
            name: "DynamoDBEmulator", dependencies: ["AWSCore", "AWSDynamoDB", "AWSDynamoDBStreams", "World"],
            path: "emulators/DynamoDB", exclude: ["README.md"], swiftSettings: strict),
        .testTarget(
            name: "DynamoDBEmulatorTests",
            dependencies: ["AWSCore", "AWSDynamoDB", "AWSDynamoDBStreams", "DynamoDBEmulator", "World"],
            swiftSettings: strict),
        .testTarget(
            name: "AWSCoreTests", dependencies: ["AWSCore"], resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(name: "TidyTests", exclude: ["README.md"], swiftSettings: strict),
        .target(name: "World", dependencies: ["AWSCore", "CSQLite"], swiftSettings: strict),
        .testTarget(name: "WorldTests", dependencies: ["World", "AWSCore"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
