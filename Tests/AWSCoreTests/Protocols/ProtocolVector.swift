import AWSCore
import Testing

/// One case of a suite: a call or an answer as values, and as what must be on the wire.
struct ProtocolVector: Sendable, CustomTestStringConvertible {
    let suite: String
    let id: String
    let operation: OperationSchema
    let service: ServiceMetadata
    let codec: any WireProtocol
    let errorSchema: StructureSchema?
    let json: Document

    var testDescription: String { "\(suite) \(id)" }

    /// Suites, and who speaks them. An operation stands for all of a service's when a server routes by it.
    static let codecs: [(suite: String, make: @Sendable (OperationSchema) -> any WireProtocol)] = [
        ("json", { _ in AWSJSONProtocol(.v1_1) }),
        ("json_1_0", { _ in AWSJSONProtocol(.v1_0) }),
        ("json_1_0-query-compatible", { _ in AWSJSONProtocol(.v1_0) }),
        ("query", { _ in QueryProtocol() }),
        ("rest-json", { RestJSONProtocol(serving: [$0]) }),
        ("rest-xml", { RestXMLProtocol(serving: [$0]) }),
        ("smithy-rpc-v2-cbor", { _ in RPCv2CBORProtocol() }),
        ("smithy-rpc-v2-cbor-query-compatible", { _ in RPCv2CBORProtocol() }),
        ("smithy-rpc-v2-cbor-non-query-compatible", { _ in RPCv2CBORProtocol() }),
    ]

    static let inputs = all("input", .input)
    static let outputs = all("output", .output).filter { $0.errorSchema == nil }
    static let errors = all("output", .output).filter { $0.errorSchema != nil }

    private static func all(_ folder: String, _ role: VectorShapes.Role) -> [ProtocolVector] {
        codecs.flatMap { name, make in
            // A fixture that cannot be read leaves its suite empty, which a test notices.
            let bytes = (try? Fixture.bytes("aws-protocols/\(folder)/\(name).json")) ?? []
            let suites = (try? Document(json: bytes))?.list ?? []
            return suites.flatMap { suite in
                (suite["cases"]?.list ?? []).map { ProtocolVector(name, suite, $0, role, make) }
            }
        }
    }

    private init(
        _ name: String, _ suite: Document, _ json: Document, _ role: VectorShapes.Role,
        _ make: (OperationSchema) -> any WireProtocol
    ) {
        let shapes = VectorShapes(json: suite["shapes"] ?? [:], isXML: name == "rest-xml", role: role)
        let given = json["given"] ?? [:]
        self.suite = name
        self.json = json
        id = json["id"]?.string ?? ""
        service = Self.service(suite["metadata"] ?? [:])
        operation = OperationSchema(
            given["name"]?.string ?? "", method: given["http"]?["method"]?.string ?? "POST",
            uri: given["http"]?["requestUri"]?.string ?? "/",
            successStatus: given["http"]?["responseCode"]?.int ?? 200, input: shapes.schema(given["input"]),
            output: shapes.schema(given["output"]), iamAction: "",
            hostPrefix: given["endpoint"]?["hostPrefix"]?.string)
        codec = make(operation)
        errorSchema = json["error"].map { _ in shapes.schema(given["errors"]?[0]) }
    }

    private static func service(_ json: Document) -> ServiceMetadata {
        ServiceMetadata(
            serviceID: json["serviceId"]?.string ?? "", iamPrefix: "service", endpointPrefix: "service",
            signingName: "service", apiVersion: json["apiVersion"]?.string ?? "",
            targetPrefix: json["targetPrefix"]?.string, protocols: [],
            isQueryCompatible: json["awsQueryCompatible"] != nil)
    }

    // What is on the wire.

    /// The request that the vector asks for; nil where it does not say the body.
    var request: (message: HTTPRequest, body: [UInt8]?) {
        get throws {
            let wire = json["serialized"] ?? [:]
            let target = (wire["uri"]?.string ?? "/").split(separator: "?", maxSplits: 1).map(String.init)
            let request = HTTPRequest(
                method: wire["method"]?.string ?? "", path: target[0],
                query: target.count == 2 ? try QueryString.parse(target[1]) : [], headers: headers(wire["headers"]))
            return (request, try wire["body"]?.string.map(bytes))
        }
    }

    var response: (message: HTTPResponse, body: [UInt8]) {
        get throws {
            let wire = json["response"] ?? [:]
            let response = HTTPResponse(status: wire["status_code"]?.int ?? 0, headers: headers(wire["headers"]))
            return (response, try bytes(wire["body"]?.string ?? ""))
        }
    }

    private func headers(_ json: Document?) -> HTTPHeaders {
        HTTPHeaders((json?.object?.entries ?? []).map { .init($0.name, $0.value.string ?? "") })
    }

    private func bytes(_ body: String) throws -> [UInt8] {
        suite.hasPrefix("smithy-rpc-v2-cbor") ? try #require(Blob(base64: body)).bytes : Array(body.utf8)
    }
}
