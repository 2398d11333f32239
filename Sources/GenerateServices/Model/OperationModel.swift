/// One operation of a service model, as botocore writes it.
package struct OperationModel: Sendable {
    package let name: String
    package let method: String
    package let uri: String
    package let successStatus: Int
    /// nil where the operation takes or returns nothing.
    package let input: String?
    package let output: String?
    package let errors: [String]
    package let resultWrapper: String?
    package let hostPrefix: String?
    package let checksum: JSON?
    package let hasUnsignedPayload: Bool
    package let isAnonymous: Bool
    /// The root element of the request in XML, where the model names one.
    package let inputXMLName: String?
    package let inputXMLNamespace: JSON?

    init(_ name: String, _ json: JSON) {
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
