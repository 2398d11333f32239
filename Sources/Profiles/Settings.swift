/// A service that the chatbot calls, and that a profile has emulated or live.
///
/// What surrounds the functions - rules, queues, log groups, secrets - goes with them, and is no choice of its own.
public enum ChosenService: String, Sendable, CaseIterable {
    case bedrock, dynamodb, lambda, opensearch, s3

    var key: String { "services.\(rawValue)" }
}

/// All that a profile may say, in the order in which people are told of it.
public enum Settings {
    public static let all: [Setting] =
        [
            Setting(
                "environment", "KASS_ENVIRONMENT", .environment,
                "the middle of resource names, kass-chatbot-{environment}-..."),
            Setting("data", "KASS_DATA", .text, "the directory of what is emulated"),
        ] + services + aws + endpoints + resources + search + models

    public static func named(_ key: String) -> Setting? { all.first { $0.key == key } }

    private static let modes = Setting.Kind.choice(["emulated", "live"])

    private static let services: [Setting] =
        [
            Setting("services.default", "KASS_SERVICES", modes, fallback: "emulated", "all services that are not named")
        ]
        + ChosenService.allCases.map {
            Setting($0.key, "KASS_SERVICES_\($0.rawValue.uppercased())", modes, "emulated or live")
        }

    private static let aws: [Setting] = [
        Setting("region", "KASS_REGION", .region, fallback: "us-east-1", "where AWS is called"),
        Setting("credentials", "KASS_CREDENTIALS", .text, "a profile of ~/.aws/config and ~/.aws/credentials"),
        Setting("account", "KASS_ACCOUNT", .account, "the only account that may be meant"),
    ]

    /// Services whose endpoints may be others than AWS's own, named as in AWS's variables `AWS_ENDPOINT_URL_{NAME}`.
    static let endpointNames = [
        "default", "bedrock", "bedrock_runtime", "cloudwatch_logs", "dynamodb", "eventbridge", "lambda",
        "opensearchserverless", "s3", "secrets_manager", "sqs", "sts",
    ]

    private static let endpoints: [Setting] = endpointNames.map { name in
        name == "default"
            ? Setting("endpoints.default", "KASS_ENDPOINTS", .url, "instead of AWS's own, for all services")
            : Setting("endpoints.\(name)", "KASS_ENDPOINTS_\(name.uppercased())", .url, "instead of AWS's own")
    }

    private static let resources: [Setting] = [
        Setting("bucket", "KASS_BUCKET", .text, "the bucket of documents; bucket names are shared by all of AWS"),
        Setting("guardrail.id", "KASS_GUARDRAIL_ID", .text, "a guardrail for questions and answers"),
        Setting("guardrail.version", "KASS_GUARDRAIL_VERSION", .text, "a number, or DRAFT"),
    ]

    private static let search: [Setting] = [
        Setting("opensearch.endpoint", "KASS_OPENSEARCH_ENDPOINT", .url, "the collection's or domain's address"),
        Setting(
            "opensearch.auth", "KASS_OPENSEARCH_AUTH", .choice(["aoss", "es", "basic", "none"]), fallback: "aoss",
            "aoss: OpenSearch Serverless; es: OpenSearch Service; basic, none: a server of one's own"),
        Setting("opensearch.username", "KASS_OPENSEARCH_USERNAME", .text, "for basic"),
        Setting("opensearch.password", "KASS_OPENSEARCH_PASSWORD", .secret, "for basic"),
        Setting("opensearch.index", "KASS_INDEX", .text, "the index of the knowledge base"),
    ]

    private static let models: [Setting] =
        ["orchestrator", "simple", "budget", "embedding"].map {
            Setting("models.\($0)", "KASS_MODEL_\($0.uppercased())", .text, "a model's id, or an inference profile's")
        } + [
            Setting(
                "embedding_dimensions", "KASS_EMBEDDING_DIMENSIONS", .count, "length of the vectors")
        ]
}
