import AWSCore
public import AWSLambda
public import AWSS3

/// Which functions and which bucket stand behind the front door.
public struct FrontDoorConfiguration: Sendable {
    /// Names, or ARNs, of the functions.
    public var orchestrator: String
    public var vectorSearch: String
    /// Where documents are put.
    public var bucket: String
    /// What proxy events say of the API.
    public var accountID: String
    public var apiID: String
    public var limits: FrontDoorLimits
    /// What the page offers to ask while a conversation is empty.
    public var exampleQuestions: [ExampleQuestion] = []

    public init(
        orchestrator: String, vectorSearch: String, bucket: String, accountID: String = "000000000000",
        apiID: String = "kasslocal0", limits: FrontDoorLimits
    ) {
        self.orchestrator = orchestrator
        self.vectorSearch = vectorSearch
        self.bucket = bucket
        self.accountID = accountID
        self.apiID = apiID
        self.limits = limits
    }

    /// The names that an installation has: `kass-chatbot-{environment}-...`.
    /// - Parameter bucket: where the installation's bucket bears another name.
    public init(environment: String, bucket: String? = nil, limits: FrontDoorLimits) {
        let prefix = "kass-chatbot-\(environment)"
        self.init(
            orchestrator: "\(prefix)-orchestrator", vectorSearch: "\(prefix)-vector-search",
            bucket: bucket ?? "\(prefix)-data", limits: limits)
    }

    /// `GET /settings`: what the page must know beforehand.
    var settings: Document {
        [
            "example_questions": .list(exampleQuestions.map(\.document)),
            "limits": [
                "message_characters": .number(Number(limits.messageCharactersMax)),
                "document_bytes": .number(Number(limits.documentBytesMax)),
                "files_per_upload": .number(Number(limits.filesPerUploadMax)),
            ],
        ]
    }
}

/// A question to begin with, which is offered as long as the document that answers it is there.
public struct ExampleQuestion: Hashable, Sendable {
    public var text: String
    /// As `GET /documents` names it.
    public var documentName: String

    public init(_ text: String, answeredBy documentName: String) {
        self.text = text
        self.documentName = documentName
    }

    var document: Document { ["text": .string(text), "document": .string(documentName)] }
}

/// The AWS services that the front door calls.
public struct FrontDoorClients: Sendable {
    public var lambda: any LambdaClient
    public var s3: any S3Client

    public init(lambda: any LambdaClient, s3: any S3Client) {
        self.lambda = lambda
        self.s3 = s3
    }
}
