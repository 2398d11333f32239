import Testing

/// Who may know whom. Arrows point down; nothing points up.
@Suite struct ImportTests {
    /// What every target may import without being listed.
    static let system: Set = ["Synchronization", "Glibc", "Darwin", "Musl", "Dispatch"]

    /// A target of ours and all that it may import. A trailing `*` stands for any ending.
    static let allowed: [String: Set<String>] = [
        "AWSCore": ["CChecksums", "CCrypto"],
        "World": ["AWSCore", "CSQLite"],
        "Functions": ["AWSCore"],
        "AWSLive": ["AWSCore", "AWS+", "CCurl"],
        "AWSWire": ["AWSCore", "CSSL", "CZlib", "Hummingbird*", "NIO*", "Logging", "HTTPTypes", "ServiceLifecycle"],
        "Documents": ["AWSCore", "CCrypto", "CExpat", "CZip"],
        "Chatbot": ["AWSCore", "Documents", "Functions", "AWS+"],
        "FrontDoor": ["AWSCore", "AWSLambda", "AWSS3", "AWSWire"],
        "DemoDocuments": [],
        "VectorCore": ["CVectorKernels"],
        "BedrockEmulator": ["AWSCore", "World", "AWSBedrockRuntime"],
        "BedrockAgentRuntimeEmulator": [
            "AWSCore", "World", "AWSBedrockAgentRuntime", "AWSBedrockRuntime", "AWSOpenSearch",
        ],
        "CloudWatchLogsEmulator": ["AWSCore", "World", "AWSCloudWatchLogs"],
        "DynamoDBEmulator": ["AWSCore", "World", "AWSDynamoDB", "AWSDynamoDBStreams"],
        "EventBridgeEmulator": ["AWSCore", "World", "AWSCloudWatchLogs", "AWSEventBridge", "AWSLambda", "AWSSQS"],
        "LambdaEmulator": ["AWSCore", "World", "AWSCloudWatchLogs", "AWSLambda", "AWSSQS", "Functions"],
        "OpenSearchEmulator": ["AWSCore", "World", "AWSOpenSearch", "VectorCore"],
        "OpenSearchServerlessEmulator": ["AWSCore", "World", "AWSOpenSearchServerless"],
        "S3Emulator": ["AWSCore", "World", "AWSS3"],
        "SQSEmulator": ["AWSCore", "World", "AWSSQS"],
        "STSEmulator": ["AWSCore", "World", "AWSSTS"],
        "SecretsManagerEmulator": ["AWSCore", "World", "AWSSecretsManager"],
        "LocalCloud": [
            "AWSCore", "AWSWire", "AWS+", "Chatbot", "DemoDocuments", "Documents", "FrontDoor", "Functions", "World",
            "*Emulator",
        ],
        "YAMLFiles": ["AWSCore", "Yams"],
        "Profiles": ["AWSCore", "YAMLFiles"],
        "Doctor": ["AWSCore", "AWS+", "Chatbot"],
        "Scenarios": [
            "AWSCore", "AWSOpenSearch", "AWSWire", "BedrockEmulator", "Chatbot", "Foundation*", "FrontDoor",
            "LocalCloud", "World", "YAMLFiles", "Yams",
        ],
        "GenerateServices": ["ArgumentParser", "Foundation", "AWSCore"],
        "kass": [
            "ArgumentParser", "AWSCore", "AWSLive", "AWSWire", "AWS+", "Chatbot", "Doctor", "Documents", "Foundation*",
            "FrontDoor", "LocalCloud", "Profiles", "Scenarios", "VectorCore", "World", "YAMLFiles",
        ],
    ]

    static let judged = SourceFile.all(under: ["Sources", "emulators"])

    @Test(arguments: judged) func importsPointDown(_ file: SourceFile) {
        guard let allowed = Self.allowed[file.target] ?? (Self.isService(file.target) ? ["AWSCore"] : nil) else {
            Issue.record("\(file.path): no rule says what \(file.target) may import; add one here")
            return
        }
        for module in file.imports where !Self.permits(allowed, module) {
            Issue.record("\(file.path) imports \(module), which \(file.target) may not know")
        }
    }

    /// A generated service: `AWSDynamoDB`, but none of the targets that are written by hand.
    static func isService(_ target: String) -> Bool {
        target.hasPrefix("AWS") && !["AWSCore", "AWSLive", "AWSWire"].contains(target)
    }

    static func permits(_ allowed: Set<String>, _ module: String) -> Bool {
        system.contains(module) || allowed.contains(module) || (allowed.contains("AWS+") && isService(module))
            || allowed.contains { $0.hasSuffix("*") && module.hasPrefix($0.dropLast()) }
            || allowed.contains { $0.hasPrefix("*") && module.hasSuffix($0.dropFirst()) }
    }
}

extension SourceFile {
    /// The modules that the file imports.
    var imports: [String] {
        code.compactMap { line in
            let words = line.split(separator: " ")
            guard let at = words.firstIndex(of: "import"), words[..<at].allSatisfy(Self.isImportModifier) else {
                return nil
            }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            return words[(at + 1)...].first { !kinds.contains($0) }?.split(separator: ".").first.map(String.init)
        }
    }

    private static func isImportModifier(_ word: Substring) -> Bool {
        ["public", "package", "internal", "private", "fileprivate", "@preconcurrency", "@_exported"].contains(word)
    }
}
