// swift-tools-version:6.2
import PackageDescription

/// Every target of ours: Swift 6, explicit existentials, imports that say what they are for, and no warning left standing.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// The generated services: each is a target `AWS…` whose sources `make generate` writes.
let services = [
    "ApiGatewayManagement", "Bedrock", "BedrockAgent", "BedrockAgentRuntime", "BedrockRuntime", "CloudWatch",
    "CloudWatchLogs", "DynamoDB", "DynamoDBStreams", "EventBridge", "IAM", "Lambda", "OpenSearchServerless", "S3",
    "SQS", "STS", "Scheduler", "SecretsManager", "XRay",
].map { "AWS" + $0 }

let dynamoDB: [Target.Dependency] = ["AWSDynamoDB", "AWSDynamoDBStreams"]
/// What the emulated cloud serves, and the chatbot calls.
let emulated: [Target.Dependency] =
    dynamoDB + [
        "AWSBedrockRuntime", "AWSCloudWatchLogs", "AWSEventBridge", "AWSLambda", "AWSOpenSearch", "AWSS3", "AWSSQS",
        "AWSSecretsManager",
    ]
let nio: [Target.Dependency] = ["NIOCore", "NIOHTTP1", "NIOPosix"].map { .product(name: $0, package: "swift-nio") }
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// What the system brings: headers and a module map, no code.
let systemLibraries: [Target] = [
    .systemLibrary(
        name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .systemLibrary(
        name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
    .systemLibrary(
        name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
        name: "CSSL", pkgConfig: "libssl", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
]

/// One emulated service: a folder under `emulators`.
func emulator(_ name: String, _ protocols: [Target.Dependency]) -> Target {
    .target(
        name: "\(name)Emulator", dependencies: ["AWSCore", "World"] + protocols, path: "emulators/\(name)",
        exclude: ["README.md"], swiftSettings: strict)
}

let emulators: [Target] = [
    emulator("Bedrock", ["AWSBedrockRuntime"]),
    emulator("BedrockAgentRuntime", ["AWSBedrockAgentRuntime", "AWSBedrockRuntime", "AWSOpenSearch"]),
    emulator("CloudWatchLogs", ["AWSCloudWatchLogs"]),
    emulator("DynamoDB", dynamoDB),
    emulator("EventBridge", ["AWSCloudWatchLogs", "AWSEventBridge", "AWSLambda", "AWSSQS"]),
    emulator("Lambda", ["AWSCloudWatchLogs", "AWSLambda", "AWSSQS", "Functions"]),
    emulator("OpenSearch", ["AWSOpenSearch", "VectorCore"]),
    emulator("OpenSearchServerless", ["AWSOpenSearchServerless"]),
    emulator("S3", ["AWSS3"]),
    emulator("SQS", ["AWSSQS"]),
    emulator("STS", ["AWSSTS"]),
    emulator("SecretsManager", ["AWSSecretsManager"]),
]

/// The product, from the ground up. Nothing points up.
let product: [Target] = [
    .target(name: "CChecksums"),
    .target(name: "AWSCore", dependencies: ["CChecksums", "CCrypto"], swiftSettings: strict),
    .target(name: "CVectorKernels"),
    .target(name: "VectorCore", dependencies: ["CVectorKernels"], exclude: ["README.md"], swiftSettings: strict),
    .target(
        name: "World", dependencies: ["AWSCore", "CSQLite"], exclude: ["README.md"], swiftSettings: strict),
    .target(name: "Functions", dependencies: ["AWSCore"], swiftSettings: strict),
    .target(
        name: "AWSLive", dependencies: ["AWSCore", "AWSOpenSearch", "CCurl"] + services.map { .target(name: $0) },
        exclude: ["README.md"], swiftSettings: strict),
    .target(
        name: "AWSWire",
        dependencies: [
            "AWSCore", "CSSL", "CZlib", .product(name: "HummingbirdCore", package: "hummingbird"),
            .product(name: "Logging", package: "swift-log"), .product(name: "NIOHTTP2", package: "swift-nio-http2"),
        ] + nio, exclude: ["README.md"], swiftSettings: strict),
    .target(name: "AWSOpenSearch", dependencies: ["AWSCore"], swiftSettings: strict),
    .target(
        name: "Documents", dependencies: ["AWSCore", "CCrypto", "CExpat", "CZip"], exclude: ["README.md"],
        swiftSettings: strict),
    .target(
        name: "Chatbot",
        dependencies: ["AWSCore", "AWSOpenSearchServerless", "Documents", "Functions"] + emulated,
        exclude: ["README.md"], swiftSettings: strict),
    .target(
        name: "FrontDoor", dependencies: ["AWSCore", "AWSLambda", "AWSS3", "AWSWire"], exclude: ["README.md"],
        resources: [.embedInCode("Web")], swiftSettings: strict),
    .target(
        name: "DemoDocuments", exclude: ["make.py"],
        resources: [.embedInCode("Documents")], swiftSettings: strict),
    .target(
        name: "LocalCloud",
        dependencies: [
            "AWSCore", "AWSWire", "Chatbot", "DemoDocuments", "Documents", "FrontDoor", "Functions", "World",
        ]
            + services.map { .target(name: $0) } + ["AWSOpenSearch"] + emulators.map { .target(name: $0.name) },
        exclude: ["README.md"], swiftSettings: strict),
    .target(name: "YAMLFiles", dependencies: ["AWSCore", yams], swiftSettings: strict),
    .target(
        name: "Profiles", dependencies: ["AWSCore", "YAMLFiles"], exclude: ["README.md"], swiftSettings: strict),
    .target(
        name: "Doctor",
        dependencies: [
            "AWSBedrock", "AWSBedrockRuntime", "AWSCloudWatchLogs", "AWSCore", "AWSDynamoDB", "AWSEventBridge",
            "AWSIAM",
            "AWSLambda", "AWSOpenSearch", "AWSOpenSearchServerless", "AWSS3", "AWSSQS", "AWSSTS", "AWSSecretsManager",
            "Chatbot",
        ], exclude: ["README.md"], swiftSettings: strict),
    .target(
        name: "Scenarios",
        dependencies: [
            "AWSCore", "AWSOpenSearch", "AWSWire", "BedrockEmulator", "Chatbot", "FrontDoor", "LocalCloud", "World",
            "YAMLFiles", yams,
        ],
        swiftSettings: strict),
    .executableTarget(
        name: "kass",
        dependencies: [
            "AWSCore", "AWSLive", "AWSWire", "Chatbot", "Doctor", "Documents", "FrontDoor", "LocalCloud", "Profiles",
            "Scenarios", "VectorCore", "World", "YAMLFiles", arguments,
        ] + services.map { .target(name: $0) }, swiftSettings: strict),
    .executableTarget(
        name: "GenerateServices", dependencies: ["AWSCore", arguments], exclude: ["Models"], swiftSettings: strict),
]

let tests: [Target] = [
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
        name: "AWSCoreTests", dependencies: ["TestSupport", "AWSCore"], resources: [.copy("Fixtures")],
        swiftSettings: strict),
    .testTarget(
        name: "GeneratorTests",
        dependencies: ["GenerateServices", "AWSCore"] + services.map { .target(name: $0) }, swiftSettings: strict),
    .testTarget(name: "WorldTests", dependencies: ["TestSupport", "World", "AWSCore"], swiftSettings: strict),
    .testTarget(
        name: "AWSLiveTests",
        dependencies: ["TestSupport", "AWSLive", "AWSCore", "AWSOpenSearch"] + services.map { .target(name: $0) },
        exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
        name: "AWSWireTests",
        dependencies: ["TestSupport", "AWSWire", "AWSCore", "CSSL"] + services.map { .target(name: $0) },
        swiftSettings: strict),
    .testTarget(
        name: "DynamoDBEmulatorTests",
        dependencies: ["TestSupport", "AWSCore", "DynamoDBEmulator", "World"] + dynamoDB,
        swiftSettings: strict),
    .testTarget(
        name: "LocalCloudTests",
        dependencies: ["AWSCore", "AWSLive", "AWSWire", "LocalCloud", "OpenSearchEmulator", "World"] + emulated,
        swiftSettings: strict),
    .testTarget(
        name: "ConformanceTests",
        dependencies: [
            "AWSCore", "AWSLive", "AWSSTS", "AWSWire", "Functions", "LambdaEmulator", "LocalCloud",
            "OpenSearchEmulator", "World", yams,
        ] + emulated,
        exclude: ["Boto3", "Cases"], swiftSettings: strict),
    .testTarget(
        name: "BedrockAgentRuntimeEmulatorTests",
        dependencies: [
            "AWSBedrockAgentRuntime", "AWSBedrockRuntime", "AWSCore", "AWSOpenSearch",
            "BedrockAgentRuntimeEmulator", "BedrockEmulator", "OpenSearchEmulator", "World",
        ], swiftSettings: strict),
    .testTarget(
        name: "BedrockEmulatorTests", dependencies: ["AWSCore", "AWSBedrockRuntime", "BedrockEmulator", "World"],
        exclude: ["Fixtures/README.md"], resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
        name: "ChatbotTests",
        dependencies: [
            "AWSCore", "AWSOpenSearchServerless", "Chatbot", "Documents", "DynamoDBEmulator", "Functions", "World",
        ] + emulated,
        swiftSettings: strict),
    .testTarget(
        name: "CloudWatchLogsEmulatorTests",
        dependencies: ["AWSCore", "AWSCloudWatchLogs", "CloudWatchLogsEmulator", "World"], swiftSettings: strict),
    .executableTarget(
        name: "DocumentsCheck", dependencies: ["AWSCore", "Documents"], path: "Tests/DocumentsCheck",
        swiftSettings: strict),
    .testTarget(
        name: "DocumentsTests", dependencies: ["AWSCore", "Documents", "DocumentsCheck"],
        resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
        name: "EventBridgeEmulatorTests",
        dependencies: [
            "TestSupport",
            "AWSCore", "AWSCloudWatchLogs", "AWSEventBridge", "AWSLambda", "AWSSQS", "EventBridgeEmulator",
            "SQSEmulator", "World",
        ], resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
        name: "FrontDoorTests",
        dependencies: ["TestSupport", "AWSCore", "AWSLambda", "AWSLive", "AWSS3", "AWSWire", "FrontDoor"],
        swiftSettings: strict),
    .testTarget(
        name: "LambdaEmulatorTests",
        dependencies: [
            "AWSCore", "AWSCloudWatchLogs", "AWSLambda", "AWSSQS", "CloudWatchLogsEmulator", "Functions",
            "LambdaEmulator", "World",
        ], swiftSettings: strict),
    .testTarget(
        name: "OpenSearchEmulatorTests",
        dependencies: ["TestSupport", "AWSCore", "AWSOpenSearch", "OpenSearchEmulator", "World"],
        resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
        name: "OpenSearchServerlessEmulatorTests",
        dependencies: ["AWSCore", "AWSOpenSearchServerless", "OpenSearchServerlessEmulator", "World"],
        swiftSettings: strict),
    .testTarget(
        name: "S3EmulatorTests", dependencies: ["AWSCore", "AWSS3", "S3Emulator", "World"], swiftSettings: strict),
    .testTarget(
        name: "SQSEmulatorTests", dependencies: ["TestSupport", "AWSCore", "AWSSQS", "SQSEmulator", "World"],
        swiftSettings: strict),
    .testTarget(
        name: "STSEmulatorTests", dependencies: ["AWSCore", "AWSSTS", "STSEmulator", "World"], swiftSettings: strict),
    .testTarget(
        name: "SecretsManagerEmulatorTests",
        dependencies: ["AWSCore", "AWSSecretsManager", "SecretsManagerEmulator", "World"], swiftSettings: strict),
    .testTarget(name: "ProfilesTests", dependencies: ["AWSCore", "Profiles", "YAMLFiles"], swiftSettings: strict),
    .testTarget(
        name: "DoctorTests",
        dependencies: [
            "AWSBedrock", "AWSCore", "AWSIAM", "AWSOpenSearchServerless", "AWSSTS", "Chatbot", "Doctor", "LocalCloud",
            "World",
        ] + emulated, swiftSettings: strict),
    .testTarget(
        name: "KassTests",
        dependencies: [
            "TestSupport", "AWSCore", "AWSEventBridge", "AWSLive", "AWSWire", "Chatbot", "FrontDoor", "LocalCloud",
            "Profiles", "Scenarios", "World", "kass",
        ], swiftSettings: strict),
    .testTarget(name: "ScenariosTests", dependencies: ["AWSCore", "Scenarios", "YAMLFiles"], swiftSettings: strict),
    .testTarget(name: "ScenarioTests", dependencies: ["Scenarios"], swiftSettings: strict),
    .executableTarget(
        name: "CrashWriter",
        dependencies: ["AWSCore", "AWSDynamoDB", "AWSOpenSearch", "LocalCloud", "OpenSearchEmulator", "World"],
        path: "Tests/CrashWriter", swiftSettings: strict),
    .testTarget(
        name: "CrashTests",
        dependencies: ["AWSCore", "AWSOpenSearch", "CrashWriter", "LocalCloud", "OpenSearchEmulator", "World"]
            + dynamoDB,
        swiftSettings: strict),
    .executableTarget(
        name: "Benchmarks",
        dependencies: [
            "AWSCore", "AWSDynamoDB", "Chatbot", "Documents", "FrontDoor", "LocalCloud", "World",
            .product(name: "HummingbirdCore", package: "hummingbird"),
            .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "Logging", package: "swift-log"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ] + nio, path: "Tests/Benchmarks", swiftSettings: strict),
    .executableTarget(
        name: "VectorWriter", dependencies: ["VectorCore"], path: "Tests/VectorWriter", swiftSettings: strict),
    .testTarget(
        name: "VectorCoreTests", dependencies: ["CVectorKernels", "VectorCore", "VectorWriter"],
        swiftSettings: strict),
    .testTarget(name: "TidyTests", exclude: ["README.md"], swiftSettings: strict),
]

let package = Package(
    name: "kass",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2"),
    ],
    targets: systemLibraries + product + emulators + tests
        + services.map { .target(name: $0, dependencies: ["AWSCore"], swiftSettings: strict) },
    swiftLanguageModes: [.v6]
)
