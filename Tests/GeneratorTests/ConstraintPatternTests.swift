import AWSCore
import Testing

/// Patterns of the generated models: those that cannot be read would let every text pass.
@Suite struct ConstraintPatternTests {
    /// Each with what makes it unreadable.
    static let unreadable: [String: String] = [:]

    @Test func onlyTheseCannotBeRead() {
        var patterns = PatternCollector()
        for service in SchemaAgreementTests.services { patterns.visit(service.1) }
        #expect(patterns.found.count > 200, "the services have more patterns than that")
        #expect(patterns.found.filter { TextPattern($0) == nil } == Set(Self.unreadable.keys))
    }
}

/// Walks all that the operations of services take.
private struct PatternCollector {
    var found: Set<String> = []
    private var visited: Set<ObjectIdentifier> = []

    mutating func visit<Service: ServiceModel>(_ service: Service.Type) {
        for operation in service.operations { visit(operation.schema.input) }
    }

    private mutating func visit(_ schema: StructureSchema) {
        guard visited.insert(ObjectIdentifier(schema)).inserted else { return }
        for member in schema.members { visit(member.shape) }
    }

    private mutating func visit(_ shape: Shape) {
        switch shape {
        case .string(let constraints): if let pattern = constraints?.pattern { found.insert(pattern) }
        case .list(let list): visit(list.element)
        case .map(let map):
            visit(map.key)
            visit(map.value)
        case .structure(let schema): visit(schema())
        default: break
        }
    }
}
