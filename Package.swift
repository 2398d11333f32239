// swift-tools-version:6.2
import PackageDescription

/// Every target of ours: Swift 6, explicit existentials, imports that say what they are for, and no warning left standing.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// The generated services: each is a target `AWS…` whose sources `make generate` writes.
let services = [
    "ApiGatewayManagement", "Bedrock", "BedrockAgent", "BedrockAgentRuntime", "BedrockRuntime", "CloudWatch",
    "CloudWatchLogs", "DynamoDB", "DynamoDBStreams", "EventBridge", "Lambda", "OpenSearchServerless", "S3", "SQS",
    "STS", "Scheduler", "SecretsManager", "XRay",
]

let nio: [Target.Dependency] = ["NIOCore", "NIOHTTP1", "NIOPosix"].map { .product(name: $0, package: "swift-nio") }

let package = Package(
    name: "kass",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
    ],
    targets: services.map { .target(name: "AWS\($0)", dependencies: ["AWSCore"], swiftSettings: strict) } + [
        .systemLibrary(
            name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .target(name: "AWSCore", dependencies: ["CCrypto"], swiftSettings: strict),
        .target(name: "World", dependencies: ["AWSCore", "CSQLite"], swiftSettings: strict),
        .target(name: "AWSLive", dependencies: ["AWSCore", "CCurl"], swiftSettings: strict),
        .target(
            name: "AWSWire",
            dependencies: [
                "AWSCore", .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ] + nio, swiftSettings: strict),
        .target(
            name: "DynamoDBEmulator", dependencies: ["AWSCore", "AWSDynamoDB", "AWSDynamoDBStreams", "World"],
            path: "emulators/DynamoDB", exclude: ["README.md"], swiftSettings: strict),
        .target(
            name: "LocalCloud",
            dependencies: ["AWSCore", "AWSDynamoDB", "AWSDynamoDBStreams", "AWSWire", "DynamoDBEmulator", "World"],
            swiftSettings: strict),
        .executableTarget(
            name: "kass",
            dependencies: [
                "AWSCore", "AWSWire", "LocalCloud", "World",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "GenerateServices",
            dependencies: ["AWSCore", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            exclude: ["Models"], swiftSettings: strict),
        .testTarget(
            name: "AWSCoreTests", dependencies: ["AWSCore"], resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(name: "WorldTests", dependencies: ["World", "AWSCore"], swiftSettings: strict),
        .testTarget(
            name: "AWSLiveTests", dependencies: ["AWSLive", "AWSCore", "AWSBedrockRuntime", "AWSDynamoDB", "AWSS3"], swiftSettings: strict),
        .testTarget(
            name: "AWSWireTests", dependencies: ["AWSWire", "AWSCore"] + services.map { .init(stringLiteral: "AWS\($0)") },
            swiftSettings: strict),
        .testTarget(
            name: "DynamoDBEmulatorTests",
            dependencies: ["AWSCore", "AWSDynamoDB", "AWSDynamoDBStreams", "DynamoDBEmulator", "World"],
            swiftSettings: strict),
        .testTarget(
            name: "LocalCloudTests",
            dependencies: ["AWSCore", "AWSDynamoDB", "AWSDynamoDBStreams", "AWSLive", "AWSWire", "LocalCloud", "World"],
            swiftSettings: strict),
        .testTarget(name: "TidyTests", exclude: ["README.md"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
