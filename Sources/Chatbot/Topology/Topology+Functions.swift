extension Topology {
    public struct Function: Hashable, Sendable {
        public var name: String
        public var handler: Handler
        public var memoryMB: Int
        public var timeoutSeconds: Int
        /// Of all invocations at one time.
        public var concurrency: Int
        public var role: String
        public var variables: [String: String]
        /// Where events go that an asynchronous invocation failed with, and how often it is tried again before.
        public var deadLetterQueue: String?
        public var retriesMax: Int?
    }

    static func functions(_ configuration: ChatbotConfiguration) -> [Function] {
        let names = configuration.names
        func function(
            _ handler: Handler, memoryMB: Int, timeoutSeconds: Int, concurrency: Int, isAsynchronous: Bool = false
        ) -> Function {
            Function(
                name: names.function(handler.rawValue), handler: handler, memoryMB: memoryMB,
                timeoutSeconds: timeoutSeconds, concurrency: concurrency, role: names.role(handler.rawValue),
                variables: configuration.variables, deadLetterQueue: isAsynchronous ? names.deadLetters : nil,
                retriesMax: isAsynchronous ? 2 : nil)
        }
        return [
            function(.orchestrator, memoryMB: 1_024, timeoutSeconds: 300, concurrency: 100),
            function(.vectorSearch, memoryMB: 512, timeoutSeconds: 30, concurrency: 200),
            function(
                .documentProcessor, memoryMB: 3_008, timeoutSeconds: 900, concurrency: 10, isAsynchronous: true),
        ]
    }

    /// A rule of the default event bus and the function that it invokes.
    public struct Rule: Hashable, Sendable {
        public var name: String
        public var description: String
        /// A pattern as JSON, or nil for a schedule.
        public var pattern: String?
        /// `cron(...)` in UTC, or nil for a pattern.
        public var schedule: String?
        public var function: String
        /// Where events go that could not be delivered.
        public var deadLetterQueue: String
        public var retriesMax = 3
        public var eventAgeSecondsMax = 3_600
    }

    static func rules(_ names: ResourceNames) -> [Rule] {
        let processor = names.function(Handler.documentProcessor.rawValue)
        return [
            Rule(
                name: names.rule("document-upload"), description: "Documents that come or go",
                pattern: uploadPattern(names.bucket), function: processor, deadLetterQueue: names.deadLetters),
            Rule(
                name: names.rule("daily-embedding"), description: "Mends what is missing in the knowledge base",
                schedule: "cron(0 2 * * ? *)", function: processor, deadLetterQueue: names.deadLetters),
        ]
    }

    private static func uploadPattern(_ bucket: String) -> String {
        """
        {"source":["aws.s3"],"detail-type":["Object Created","Object Deleted"],\
        "detail":{"bucket":{"name":["\(bucket)"]},"object":{"key":[{"prefix":"\(BucketFolder.documents)"}]}}}
        """
    }

    /// The HTTP API and the function behind each of its routes.
    public struct API: Hashable, Sendable {
        public var name: String
        public var stage: String
        public var routes: [Route]
        public var requestsPerSecondMax: Int
        public var requestsBurstMax: Int
    }

    public struct Route: Hashable, Sendable {
        public var method: String
        /// With `{name}` for a part that varies.
        public var path: String
        public var function: String
        /// False for what monitors ask.
        public var needsAPIKey = true
    }

    static func api(_ names: ResourceNames) -> API {
        let orchestrator = names.function(Handler.orchestrator.rawValue)
        func route(_ method: String, _ path: String) -> Route {
            Route(method: method, path: path, function: orchestrator)
        }
        return API(
            name: names.api, stage: names.environment,
            routes: [
                route("POST", "/chat"),
                Route(method: "POST", path: "/search", function: names.function(Handler.vectorSearch.rawValue)),
                Route(method: "GET", path: "/health", function: orchestrator, needsAPIKey: false),
                route("GET", "/documents"), route("GET", "/conversations/{user_id}"),
                route("GET", "/conversation/{conversation_id}"), route("DELETE", "/conversation/{conversation_id}"),
            ],
            requestsPerSecondMax: 10_000, requestsBurstMax: 5_000)
    }
}
