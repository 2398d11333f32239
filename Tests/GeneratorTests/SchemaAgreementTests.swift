import AWSApiGatewayManagement
import AWSBedrock
import AWSBedrockAgent
import AWSBedrockAgentRuntime
import AWSBedrockRuntime
import AWSCloudWatch
import AWSCloudWatchLogs
import AWSCore
import AWSDynamoDB
import AWSDynamoDBStreams
import AWSEventBridge
import AWSLambda
import AWSOpenSearchServerless
import AWSS3
import AWSSQS
import AWSSTS
import AWSScheduler
import AWSSecretsManager
import AWSXRay
import Foundation
import Testing

/// The schemas that were compiled say what the models say, read a second time and compared by another way than the
/// generator's.
@Suite struct SchemaAgreementTests {
    static let services: [(String, any ServiceModel.Type)] = [
        ("apigatewaymanagementapi", ApiGatewayManagement.self), ("bedrock", Bedrock.self),
        ("bedrock-agent", BedrockAgent.self), ("bedrock-agent-runtime", BedrockAgentRuntime.self),
        ("bedrock-runtime", BedrockRuntime.self), ("cloudwatch", CloudWatch.self), ("dynamodb", DynamoDB.self),
        ("dynamodbstreams", DynamoDBStreams.self), ("events", EventBridge.self), ("lambda", Lambda.self),
        ("logs", CloudWatchLogs.self), ("opensearchserverless", OpenSearchServerless.self), ("s3", S3.self),
        ("scheduler", Scheduler.self), ("secretsmanager", SecretsManager.self), ("sqs", SQS.self), ("sts", STS.self),
        ("xray", XRay.self),
    ]

    @Test(arguments: services.map(\.0)) func everyShapeIsSaidAsTheModelSaysIt(_ name: String) throws {
        let path = CommittedOutputTests.models + "/\(name).json"
        let model = try Document(json: Array(try Data(contentsOf: URL(filePath: path))))
        let service = try #require(Self.services.first { $0.0 == name }).1
        func schemas<Service: ServiceModel>(_ service: Service.Type) -> [OperationSchema] {
            service.operations.map { ($0 as any ServiceOperation).schema }
        }
        let operations = schemas(service)
        #expect(operations.map(\.name) == model["operations"]?.object?.entries.map(\.name).sorted())
        var comparison = Comparison(model: model)
        for operation in operations {
            let definition = model["operations"]?[operation.name]
            #expect(operation.method == definition?["http"]?["method"]?.string)
            #expect(operation.uri == definition?["http"]?["requestUri"]?.string)
            #expect(operation.successStatus == definition?["http"]?["responseCode"]?.int ?? 200)
            if let input = definition?["input"]?["shape"]?.string { comparison.compare(operation.input, input) }
            if let output = definition?["output"]?["shape"]?.string { comparison.compare(operation.output, output) }
        }
        for error in service.errors { comparison.compare(error.schema, error.schema.name) }
        let structures = model["shapes"]?.object?.entries.filter { entry in
            entry.value["type"] == "structure" && entry.value["document"] != true
        }
        #expect(comparison.seen == Set(structures?.map(\.name) ?? []))
    }
}

/// Walks a schema and the model's definition of the same shape side by side.
private struct Comparison {
    let model: Document
    private(set) var seen: Set<String> = []

    init(model: Document) {
        self.model = model
    }

    mutating func compare(_ schema: StructureSchema, _ name: String) {
        guard seen.insert(name).inserted else { return }
        let definition = model["shapes"]?[name]
        #expect(schema.name == name)
        let members = definition?["members"]?.object?.entries ?? []
        #expect(schema.members.map(\.name) == members.map(\.name), "\(name)")
        let required = Set(definition?["required"]?.list?.compactMap(\.string) ?? [])
        #expect(Set(schema.members.filter(\.isRequired).map(\.name)) == required, "\(name)")
        #expect((schema.error == nil) == (definition?["exception"] == nil), "\(name)")
        #expect(schema.payloadMember?.name == definition?["payload"]?.string ?? eventPayload(members), "\(name)")
        for (member, entry) in zip(schema.members, members) {
            #expect(place(entry) == text(member.place) ?? place(entry), "\(name).\(member.name)")
            compare(member.shape, entry.value["shape"]?.string ?? "", "\(name).\(member.name)")
        }
    }

    private mutating func compare(_ shape: Shape, _ name: String, _ path: String) {
        let definition = model["shapes"]?[name]
        #expect(kind(shape) == (definition?["document"] == true ? "document" : definition?["type"]?.string), "\(path)")
        switch shape {
        case .structure(let schema): compare(schema(), name)
        case .list(let list):
            #expect(list.isFlattened == (definition?["flattened"] == true), "\(path)")
            #expect(list.elementName == definition?["member"]?["locationName"]?.string, "\(path)")
            #expect(list.bounds?.max == definition?["max"]?.number?.int64, "\(path)")
            compare(list.element, definition?["member"]?["shape"]?.string ?? "", path)
        case .map(let map):
            compare(map.key, definition?["key"]?["shape"]?.string ?? "", path)
            compare(map.value, definition?["value"]?["shape"]?.string ?? "", path)
        case .string(let constraints):
            #expect(constraints?.pattern == definition?["pattern"]?.string, "\(path)")
            #expect(constraints?.values == definition?["enum"]?.list?.compactMap(\.string), "\(path)")
            #expect(constraints?.length?.min == definition?["min"]?.number?.int64, "\(path)")
            #expect(constraints?.length?.max == definition?["max"]?.number?.int64, "\(path)")
        case .integer(_, let bounds), .blob(let bounds):
            #expect(bounds?.min == definition?["min"]?.number?.int64, "\(path)")
            #expect(bounds?.max == definition?["max"]?.number?.int64, "\(path)")
        default: break
        }
    }

    private func kind(_ shape: Shape) -> String {
        switch shape {
        case .boolean: "boolean"
        case .integer(.long, _): "long"
        case .integer: "integer"
        case .float: "float"
        case .double: "double"
        case .string: "string"
        case .blob: "blob"
        case .timestamp: "timestamp"
        case .document: "document"
        case .list: "list"
        case .map: "map"
        case .structure: "structure"
        }
    }

    private func eventPayload(_ members: [Document.Entry]) -> String? {
        members.first { $0.value["eventpayload"] == true }?.name
    }

    /// Where the model puts a member: location and name in one text; "body" for members of the body.
    private func place(_ entry: Document.Entry) -> String {
        guard let location = entry.value["location"]?.string else { return "body" }
        return location == "statusCode" ? location : "\(location) \(entry.value["locationName"]?.string ?? entry.name)"
    }

    /// The same text for a place; nil for places that other checks look at.
    private func text(_ place: Member.Place) -> String? {
        switch place {
        case .body: "body"
        case .label(let name): "uri \(name)"
        case .query(let name): "querystring \(name)"
        case .header(let name): "header \(name)"
        case .headers(let prefix): "headers \(prefix)"
        case .statusCode: "statusCode"
        case .queryParameters, .payload, .eventHeader: nil
        }
    }
}
