import AWSCore
import Testing

@Suite struct IndirectTests {
    struct Filter {
        @Indirect var not: Filter?
        var name: String
    }

    @Test func aStructureMayHoldItself() {
        var filter = Filter(not: Filter(not: nil, name: "inner"), name: "outer")
        let copy = filter
        filter.not?.name = "changed"
        #expect(filter.not?.name == "changed")
        #expect(copy.not?.name == "inner")
    }
}
