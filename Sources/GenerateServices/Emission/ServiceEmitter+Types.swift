import AWSCore

extension ServiceEmitter {
    /// Structures, unions and enumerations in files of about ``typesPerFile`` types, cut between first letters, so
    /// that a new type changes the file of its letter and no other.
    func typeFiles() -> [GeneratedFile] {
        let types = (service.structures + service.enumerations).sorted { typeName($0.name) < typeName($1.name) }
        var groups: [[ShapeModel]] = []
        for letter in Set(types.map { initial($0) }).sorted() {
            let group = types.filter { initial($0) == letter }
            if let last = groups.last, last.count + group.count <= Self.typesPerFile {
                groups[groups.count - 1] += group
            } else {
                groups.append(group)
            }
        }
        return groups.map { group in
            let letters = Set([initial(group[0]), initial(group[group.count - 1])]).sorted().joined(separator: "-")
            return GeneratedFile("Types/\(name)Types\(letters).swift", of: service) { writer in
                writer.block("extension \(name)") { writer in
                    for (index, shape) in group.enumerated() {
                        if index > 0 { writer.line() }
                        if shape.values == nil { emitType(shape, &writer) } else { emitEnumeration(shape, &writer) }
                    }
                }
            }
        }
    }

    private static let typesPerFile = 60

    private func initial(_ shape: ShapeModel) -> String {
        String(typeName(shape.name).prefix(1))
    }

    private func emitEnumeration(_ shape: ShapeModel, _ writer: inout SourceWriter) {
        let values = shape.values ?? []
        writer.block("public struct \(typeName(shape.name)): StringEnum") { writer in
            writer.line("public let rawValue: String")
            writer.line()
            writer.block("public init(rawValue: String)") { $0.line("self.rawValue = rawValue") }
            writer.line()
            for (value, name) in zip(values, valueNames(values)) {
                writer.accessor(
                    "public static var \(Naming.escaped(name)): Self", "Self(rawValue: \(Literal.string(value)))")
            }
            writer.line()
            writer.values("static let known: [String] = ", values.map(Literal.string))
        }
    }

    /// Swift names of the values; those that would be the same are told apart by a number.
    private func valueNames(_ values: [String]) -> [String] {
        var taken: Set<String> = ["known", "rawValue"]
        return values.map { value in
            let name = Naming.value(value)
            var unique = name
            var number = 2
            while !taken.insert(unique).inserted {
                unique = "\(name)_\(number)"
                number += 1
            }
            return unique
        }
    }

    /// The codes and structures of the service's errors.
    func emitErrors(_ writer: inout SourceWriter) {
        writer.line("/// An error of \(name).")
        writer.line("public typealias \(name)Error = ServiceError<\(name)>")
        writer.line()
        writer.block("extension ErrorCode where Service == \(name)") { writer in
            for error in service.errors {
                let code = service.selection.errorCodes[error.name]?.code ?? error.error?.code ?? error.name
                let property = Naming.escaped(Naming.member(typeName(error.name)))
                writer.accessor("public static var \(property): Self", "Self(\(Literal.string(code)))")
            }
        }
        writer.line()
        writer.block("extension \(name)") { writer in
            for (index, error) in service.errors.enumerated() {
                if index > 0 { writer.line() }
                emitType(error, &writer)
            }
        }
    }
}
