extension ServiceEmitter {
    /// A structure of which exactly one member is set, as an enumeration with a case for each.
    func emitUnion(_ shape: ShapeModel, _ writer: inout SourceWriter) {
        let isClosed = service.selection.closedUnions.contains(shape.name)
        let members = shape.members.filter { service.shape($0.shape).error == nil }
        writer.block("public enum \(typeName(shape.name)): Structure") { writer in
            for member in members { writer.line(caseDeclaration(member, of: shape)) }
            if !isClosed {
                writer.line("/// A member that came later than this model.")
                writer.line("case sdkUnknown(String)")
            }
            writer.line()
            emitSchema(shape, &writer)
            writer.line()
            emitUnionDecoder(members, isClosed: isClosed, &writer)
            writer.line()
            emitUnionDocument(members, isClosed: isClosed, &writer)
        }
    }

    private func caseDeclaration(_ member: MemberModel, of shape: ShapeModel) -> String {
        let indirect = service.boxed.contains("\(shape.name).\(member.name)") ? "indirect " : ""
        return "\(indirect)case \(Naming.escaped(Naming.member(member.name)))(\(swiftType(member.shape)))"
    }

    private func emitUnionDecoder(_ members: [MemberModel], isClosed: Bool, _ writer: inout SourceWriter) {
        writer.block("public init(_ fields: Fields) throws(WireError)") { writer in
            writer.line("let member = try fields.onlyMember()")
            writer.block("switch member.name") { writer in
                writer.dedented { writer in
                    for member in members {
                        let name = Naming.member(member.name)
                        writer.line("case \(Literal.string(member.name)): self = .\(name)(try member.typed())")
                    }
                    writer.line(
                        isClosed
                            ? "default: throw .notOneMember(count: 0, at: \"\")"
                            : "default: self = .sdkUnknown(member.name)")
                }
            }
        }
    }

    private func emitUnionDocument(_ members: [MemberModel], isClosed: Bool, _ writer: inout SourceWriter) {
        writer.block("public var document: Document") { writer in
            writer.block("switch self") { writer in
                writer.dedented { writer in
                    for member in members {
                        let name = Naming.member(member.name)
                        writer.line("case .\(name)(let value): .member(\(Literal.string(member.name)), value)")
                    }
                    if !isClosed {
                        writer.line("case .sdkUnknown(let name): .member(name, Document.object(Document.Object()))")
                    }
                }
            }
        }
    }
}
