/// Errors as RPC v2 CBOR writes them: a map with `__type`, the message and the members that the model gives.
enum CBORFailure {
    /// Best efforts: the query code of services that once spoke query, then the body.
    static func read(_ response: HTTPResponse, body: [UInt8], of service: ServiceMetadata) -> WireFailure {
        let members = (try? CBORCodec.read(body, as: .document))?.object ?? Document.Object()
        let queryError = service.isQueryCompatible ? QueryCode(response.headers["x-amzn-query-error"]) : nil
        return WireFailure(
            status: response.status,
            code: queryError?.code ?? JSONFailure.code(members["__type"]?.string) ?? String(response.status),
            message: (members["message"] ?? members["Message"])?.string,
            isClientFault: queryError?.isClientFault ?? (response.status < 500),
            requestID: response.headers["x-amzn-RequestId"], members: members)
    }

    static func body(of failure: WireFailure, of service: ServiceMetadata) -> [UInt8] {
        let members = members(of: failure)
        var writer = CBORWriter()
        writer.map(count: members.count + 1)
        writer.text("__type")
        writer.text("com.amazonaws.\(service.iamPrefix)#\(failure.schema?.name ?? failure.code)")
        for (name, item) in members {
            writer.text(name)
            writer.item(item)
        }
        return writer.bytes
    }

    /// Names and data items. Values that are not what the model says are left out: the error matters more.
    private static func members(of failure: WireFailure) -> [(name: String, item: [UInt8])] {
        var members = failure.members.entries.compactMap { entry -> (name: String, item: [UInt8])? in
            guard let schema = failure.schema else { return item(entry.name, entry.value, .document) }
            return schema.member(named: entry.name).flatMap { item($0.wireName, entry.value, $0.shape) }
        }
        let messageName = failure.schema.flatMap(JSONFailure.messageMember)?.wireName ?? "message"
        if let message = failure.message, !members.contains(where: { $0.name == messageName }) {
            members += [item(messageName, .string(message), .string())].compactMap(\.self)
        }
        return members
    }

    private static func item(_ name: String, _ value: Document, _ shape: Shape) -> (name: String, item: [UInt8])? {
        (try? CBORCodec.bytes(of: value, as: shape)).map { (name, $0) }
    }
}
