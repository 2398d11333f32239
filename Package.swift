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
    "STS",
    "Scheduler", "SecretsManager", "XRay",
]

let package = Package(
    name: "kass",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2")
    ],
    targets: services.map { .target(name: "AWS\($0)", dependencies: ["AWSCore"], swiftSettings: strict) } + [
        .systemLibrary(
            name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .target(name: "AWSCore", dependencies: ["CCrypto"], swiftSettings: strict),
        .executableTarget(
            name: "GenerateServices",
            dependencies: ["AWSCore", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            exclude: ["Models"], swiftSettings: strict),
        .testTarget(
            name: "AWSCoreTests", dependencies: ["AWSCore"], resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(
            name: "GeneratorTests",
            dependencies: ["GenerateServices", "AWSCore"] + services.map { .init(stringLiteral: "AWS\($0)") },
            swiftSettings: strict),
        .testTarget(name: "TidyTests", exclude: ["README.md"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
