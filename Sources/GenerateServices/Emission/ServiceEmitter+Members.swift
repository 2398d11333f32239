import AWSCore

extension ServiceEmitter {
    /// The arguments of a `Member`.
    func memberExpression(_ member: MemberModel, of shape: ShapeModel) -> [String] {
        var arguments = [Literal.string(member.name), reference(member.shape)]
        let traits = memberTraits(member, of: shape)
        if traits.count == 1 { arguments.append(traits[0]) }
        if traits.count > 1 { arguments.append("[\(traits.joined(separator: ", "))]") }
        let place = place(of: member, in: shape)
        if let place { arguments.append("at: \(place)") }
        let isInBody = member.location == nil
        if isInBody, let name = member.locationName, name != member.name {
            arguments.append("wireName: \(Literal.string(name))")
        }
        if let namespace = Literal.xmlNamespace(member.xmlNamespace) { arguments.append("xmlNamespace: \(namespace)") }
        if let range = range(of: service.shape(member.shape)) { arguments.append("range: \(range)") }
        return arguments
    }

    /// What a number with a fraction may be.
    private func range(of shape: ShapeModel) -> String? {
        guard shape.type == .float || shape.type == .double, shape.min != nil || shape.max != nil else { return nil }
        return "\(shape.min?.number?.text ?? "-Double.infinity")...\(shape.max?.number?.text ?? "Double.infinity")"
    }

    private func memberTraits(_ member: MemberModel, of shape: ShapeModel) -> [String] {
        let target = service.shape(member.shape)
        let traits: [(String, Bool)] = [
            (".required", shape.required.contains(member.name)),
            (".sensitive", service.isSensitive(member.shape)),
            (".streaming", isStreaming(member)),
            (".eventStream", target.isEventStream),
            (".idempotencyToken", member.isIdempotencyToken),
            (".xmlAttribute", member.isXMLAttribute),
            (".flattened", member.isFlattened || target.isFlattened),
            (".hostLabel", member.isHostLabel),
        ]
        return traits.filter(\.1).map(\.0)
    }

    func isStreaming(_ member: MemberModel) -> Bool {
        member.isStreaming || service.shape(member.shape).isStreaming
    }

    private func place(of member: MemberModel, in shape: ShapeModel) -> String? {
        let name = Literal.string(member.locationName ?? member.name)
        switch member.location {
        case "uri": return ".label(\(name))"
        case "querystring":
            return service.shape(member.shape).type == .map ? ".queryParameters" : ".query(\(name))"
        case "header": return ".header(\(name))"
        case "headers": return ".headers(prefix: \(name))"
        case "statusCode": return ".statusCode"
        default: break
        }
        if member.isEventHeader { return ".eventHeader" }
        return shape.payload == member.name || member.isEventPayload ? ".payload" : nil
    }
}

/// A member as a Swift property.
struct Property {
    let member: MemberModel
    /// Without the question mark.
    let type: String
    let name: String
    let isRequired: Bool
    let isBoxed: Bool
    /// How the structure gives its stream away, where the member is one.
    let streamRequirement: String?
    let conformance: String?

    init(_ member: MemberModel, of shape: ShapeModel, in emitter: ServiceEmitter) {
        self.member = member
        let name = Naming.member(member.name)
        self.name = Self.reserved.contains(name) ? "\(name)Value" : name
        let isEventStream = emitter.service.shape(member.shape).isEventStream
        let isStreaming = emitter.isStreaming(member)
        let swiftType = emitter.swiftType(member.shape)
        type = isEventStream ? "EventStream<\(swiftType)>" : isStreaming ? "ByteStream" : swiftType
        isRequired = shape.required.contains(member.name) && !member.isIdempotencyToken
        isBoxed = emitter.service.boxed.contains("\(shape.name).\(member.name)")
        streamRequirement = isEventStream ? "eventStream" : isStreaming ? "payloadStream" : nil
        conformance = isEventStream ? "EventStreamStructure" : isStreaming ? "StreamingStructure" : nil
    }

    var escapedName: String { Naming.escaped(name) }
    var isStream: Bool { streamRequirement != nil }

    var declaration: String { "\(isBoxed ? "@Indirect " : "")public var \(escapedName)" }
    var declaredType: String { type + (isRequired || isStream ? "" : "?") }

    var parameter: String {
        if isStream { return "\(escapedName): \(type) = \(emptyStream)" }
        return "\(escapedName): \(type)\(isRequired ? "" : "? = nil")"
    }

    var emptyStream: String { conformance == "EventStreamStructure" ? "EventStream()" : ".bytes([])" }

    /// What `Structure` itself demands under another type.
    private static let reserved: Set<String> = ["document"]
}
