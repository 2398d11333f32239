import AWSCore

/// The shapes of one suite of vectors, from botocore's way of writing models to ours.
struct VectorShapes: Sendable {
    enum Role {
        case input, output
    }

    let json: Document
    /// In XML, a payload's root is called after its target unless the member says otherwise.
    let isXML: Bool
    let role: Role

    func schema(_ reference: Document?) -> StructureSchema {
        guard let reference, let name = reference["shape"]?.string, let json = json[name] else { return .unit }
        let required = (json["required"]?.list ?? []).compactMap(\.string)
        let members = (json["members"]?.object?.entries ?? []).map { entry in
            member(entry.name, entry.value, isRequired: required.contains(entry.name), payload: json["payload"]?.string)
        }
        return StructureSchema(
            name, members, isUnion: json["union"]?.bool ?? false,
            xmlName: json["locationName"]?.string ?? reference["locationName"]?.string,
            xmlNamespace: namespace(reference["xmlNamespace"] ?? json["xmlNamespace"]), error: error(name, json))
    }

    private func error(_ name: String, _ json: Document) -> ErrorTraits? {
        guard json["exception"]?.bool == true else { return nil }
        let status = json["error"]?["httpStatusCode"]?.int ?? (json["fault"]?.bool == true ? 500 : 400)
        return ErrorTraits(
            code: json["error"]?["code"]?.string ?? name, status: status, isClientFault: json["fault"]?.bool != true)
    }

    // Members.

    private func member(_ name: String, _ json: Document, isRequired: Bool, payload: String?) -> Member {
        let shape = json["jsonvalue"]?.bool == true ? .document : shape(json)
        var traits: Member.Traits = isRequired ? [.required] : []
        let flags: [(String, Member.Traits)] = [
            ("flattened", .flattened), ("xmlAttribute", .xmlAttribute), ("idempotencyToken", .idempotencyToken),
            ("hostLabel", .hostLabel), ("streaming", .streaming),
        ]
        for (flag, trait) in flags where json[flag]?.bool == true { traits.insert(trait) }
        let place = payload == name ? .payload : place(of: name, json, shape)
        return Member(
            name, shape, traits, at: place, wireName: wireName(of: name, json, place),
            xmlNamespace: namespace(json["xmlNamespace"]))
    }

    private func place(of name: String, _ json: Document, _ shape: Shape) -> Member.Place {
        let wireName = json["locationName"]?.string
        switch (json["location"]?.string, role) {
        case ("header", _): return .header(wireName ?? name)
        case ("headers", _): return .headers(prefix: wireName ?? "")
        case ("statusCode", _): return .statusCode
        case ("uri", .input): return .label(wireName ?? name)
        case ("querystring", .input):
            if case .map = shape, wireName == nil { return .queryParameters }
            return .query(wireName ?? name)
        // Responses have neither path nor query: there such members are in the body.
        default: return .body
        }
    }

    /// botocore's translation of the vectors names a payload after the member where Smithy leaves the name out.
    private func wireName(of name: String, _ json: Document, _ place: Member.Place) -> String? {
        let given = json["locationName"]?.string
        guard isXML, place == .payload, given == nil || given == name, let target = json["shape"]?.string,
            case .structure = shape(json)
        else { return given }
        return self.json[target]?["locationName"]?.string ?? target
    }

    // Shapes.

    private func shape(_ reference: Document) -> Shape {
        guard let name = reference["shape"]?.string, let json = json[name] else { return .document }
        switch json["type"]?.string {
        case "boolean": return .boolean
        case "integer": return .integer(.integer)
        case "long": return .integer(.long)
        case "float": return .float
        case "double": return .double
        case "string": return .string()
        case "blob": return .blob()
        case "timestamp": return .timestamp(timestampFormat(reference) ?? timestampFormat(json))
        case "list": return .list(list(json))
        case "map": return .map(map(json))
        default: return json["document"]?.bool == true ? .document : .structure { schema(["shape": .string(name)]) }
        }
    }

    private func list(_ json: Document) -> ListShape {
        let element = json["member"] ?? [:]
        return ListShape(
            shape(element), elementName: element["locationName"]?.string,
            elementNamespace: namespace(element["xmlNamespace"]), isFlattened: json["flattened"]?.bool ?? false)
    }

    private func map(_ json: Document) -> MapShape {
        let (key, value) = (json["key"] ?? [:], json["value"] ?? [:])
        return MapShape(
            shape(value), keyName: key["locationName"]?.string, valueName: value["locationName"]?.string,
            keyNamespace: namespace(key["xmlNamespace"]), valueNamespace: namespace(value["xmlNamespace"]),
            isFlattened: json["flattened"]?.bool ?? false)
    }

    private func timestampFormat(_ json: Document) -> Shape.TimestampFormat? {
        switch json["timestampFormat"]?.string {
        case "iso8601": .dateTime
        case "rfc822": .httpDate
        case "unixTimestamp": .epochSeconds
        default: nil
        }
    }

    private func namespace(_ json: Document?) -> XMLNamespace? {
        if let uri = json?.string { return XMLNamespace(uri) }
        return json?["uri"]?.string.map { XMLNamespace($0, prefix: json?["prefix"]?.string) }
    }
}
