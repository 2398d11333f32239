import AWSCore

/// One operation of a service model, as botocore writes it.
struct OperationModel: Sendable {
    let name: String
    let method: String
    let uri: String
    let successStatus: Int
    /// nil where the operation takes or returns nothing.
    let input: String?
    let output: String?
    let errors: [String]
    let resultWrapper: String?
    let hostPrefix: String?
    let checksum: Document?
    let hasUnsignedPayload: Bool
    let isAnonymous: Bool
    /// The root element of the request in XML, where the model names one.
    let inputXMLName: String?
    let inputXMLNamespace: Document?

    init(_ name: String, _ json: Document) {
        self.name = name
        method = json["http"]?["method"]?.string ?? "POST"
        uri = json["http"]?["requestUri"]?.string ?? "/"
        successStatus = json["http"]?["responseCode"]?.integer.map { Int($0) } ?? 200
        input = json["input"]?["shape"]?.string
        output = json["output"]?["shape"]?.string
        errors = (json["errors"]?.elements ?? []).compactMap { $0["shape"]?.string }
        resultWrapper = json["output"]?["resultWrapper"]?.string
        hostPrefix = json["endpoint"]?["hostPrefix"]?.string
        checksum = json["httpChecksum"]
        hasUnsignedPayload = json["authtype"]?.string == "v4-unsigned-body" || json["unsignedPayload"]?.isTrue ?? false
        isAnonymous = json["authtype"]?.string == "none"
        inputXMLName = json["input"]?["locationName"]?.string
        inputXMLNamespace = json["input"]?["xmlNamespace"]
    }
}
