import AWSCore

/// A shape with every kind of member, and itself.
enum Everything {
    static let schema: StructureSchema = StructureSchema(
        "Everything",
        [
            Member("Text", .string()), Member("Flag", .boolean), Member("Byte", .integer(.byte)),
            Member("Long", .integer(.long)), Member("Float", .float), Member("Double", .double),
            Member("Blob", .blob()), Member("At", .timestamp()), Member("Date", .timestamp(.httpDate)),
            Member("Any", .document), Member("Names", .list(ListShape(.string()))),
            Member("Parts", .list(ListShape(.integer(.integer), isFlattened: true)), .flattened, wireName: "Part"),
            Member("Sparse", .list(ListShape(.string(), isSparse: true))),
            Member("Map", .map(MapShape(.integer(.long)))),
            Member("Flat", .map(MapShape(.string(), keyName: "K", valueName: "V", isFlattened: true)), .flattened),
            Member("Self", .structure { schema }), Member("Selves", .list(ListShape(.structure { schema }))),
            Member("Kind", .string(), .xmlAttribute, wireName: "xsi:type"), Member("One", .structure { union }),
        ])

    static let union = StructureSchema(
        "One", [Member("Left", .string()), Member("Right", .integer(.integer))], isUnion: true)

    static let shape = Shape.structure { schema }

    /// Without free-form members, for the formats that have none.
    static let typedSchema = StructureSchema("Everything", schema.members.filter { $0.name != "Any" })

    static let typedShape = Shape.structure { typedSchema }
}

/// Stops the run when what was read is not read again from what it is written as.
func expectFixpoint(
    _ bytes: [UInt8], read: ([UInt8]) throws -> Document, write: (Document) throws -> [UInt8]
) {
    guard let document = try? read(bytes) else { return }
    do {
        let written = try write(document)
        let rewritten = try write(try read(written))
        precondition(written == rewritten, "\(written) is not \(rewritten)")
    } catch WireError.unexpectedType("member of \(Everything.union.name)", _) {
        // Of a union, a member that the model does not know can be read, for its name, but not written.
    } catch {
        fatalError("what was read cannot be written and read: \(error): \(document)")
    }
}

/// The input of one run.
func input(_ start: UnsafePointer<UInt8>, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: count))
}
