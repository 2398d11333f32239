import AWSCore
import Testing

@Suite struct IndirectTests {
    /// In the form that the generator writes.
    struct Filter: Structure {
        @Indirect var not: Filter?
        var name: String?

        init(not: Filter? = nil, name: String? = nil) {
            self.not = not
            self.name = name
        }

        static let schema: StructureSchema = StructureSchema(
            "Filter",
            [
                Member("not", .structure { Filter.schema }),
                Member("name", .string()),
            ])

        init(_ fields: Fields) throws(WireError) {
            not = try fields.optional("not")
            name = try fields.optional("name")
        }

        var document: Document {
            var members = MemberWriter(capacity: 2)
            members.put("not", not)
            members.put("name", name)
            return members.document
        }
    }

    @Test func aStructureMayHoldItself() throws {
        var filter = Filter(not: Filter(name: "inner"), name: "outer")
        let copy = filter
        filter.not?.name = "changed"
        #expect(filter.not?.name == "changed")
        #expect(copy.not?.name == "inner")
        #expect(try Filter(copy.document) == copy)
    }
}
