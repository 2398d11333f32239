import AWSCore
import AWSS3
import World

extension Parameter {
    static func key(_ key: String) -> Parameter { .blob(Array(key.utf8)) }

    static func flag(_ flag: Bool) -> Parameter { .integer(flag ? 1 : 0) }

    static func optional(_ value: (some Structure)?) -> Parameter {
        value.map { .blob(StoredStructure.write($0)) } ?? .null
    }
}

extension BodyPlace {
    /// As a parameter: null where the bytes lie in a file.
    var inlineBytes: Parameter { if case .inline(let bytes) = self { .blob(bytes) } else { .null } }
}

extension Statement {
    /// A key, whose bytes are UTF-8.
    func key(_ column: Int32) -> String {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    func structure<Value: Structure>(_ column: Int32, as type: Value.Type) throws -> Value? {
        isNull(column) ? nil : try StoredStructure.read(type, bytes(column))
    }

    func checksumKind(_ column: Int32) -> ChecksumKind? {
        optionalText(column).flatMap(ChecksumAlgorithm.init(rawValue:)).map {
            ChecksumKind(algorithm: $0, isComposite: int64(column + 1) == 1)
        }
    }

    func bodyPlace(_ file: Int32) -> BodyPlace {
        optionalText(file).map(BodyPlace.file) ?? .inline(bytes(file + 1))
    }
}
