import AWSCore
import GenerateServices
import Testing

@Suite struct PrunerTests {
    static let model: Document = [
        "metadata": ["apiVersion": "2020-01-01"],
        "operations": [
            "Keep": ["name": "Keep", "input": ["shape": "KeepInput"], "documentation": "<p>Prose</p>"],
            "Drop": ["name": "Drop", "input": ["shape": "DropInput"]],
        ],
        "shapes": [
            "KeepInput": [
                "type": "structure",
                "members": [
                    "shape": ["shape": "Name", "documentation": "<p>A member that is called shape.</p>"],
                    "documentation": ["shape": "Names"],
                ],
            ],
            "Name": ["type": "string", "documentation": "<p>Prose</p>"],
            "Names": ["type": "list", "member": ["shape": "Element"]],
            "Element": ["type": "string"],
            "DropInput": ["type": "structure", "members": ["other": ["shape": "Other"]]],
            "Other": ["type": "string"],
        ],
    ]
    static let service = ServiceSelection(
        plain: "test", name: "Test", iamPrefix: "test", operations: ["Keep"], closedUnions: [])

    @Test func keepsWhatTheOperationsReach() throws {
        let pruned = try Pruner.prune(Self.model, to: Self.service, botocoreVersion: "1.0")
        #expect(pruned["operations"]?.object?.entries.map(\.name) == ["Keep"])
        #expect(pruned["shapes"]?.object?.entries.map(\.name) == ["KeepInput", "Name", "Names", "Element"])
        #expect(pruned["botocore"] == "1.0")
    }

    @Test func dropsProseButNoMemberOfThatName() throws {
        let pruned = try Pruner.prune(Self.model, to: Self.service, botocoreVersion: "1.0")
        let members = pruned["shapes"]?["KeepInput"]?["members"]
        #expect(members == ["shape": ["shape": "Name"], "documentation": ["shape": "Names"]])
        #expect(!pruned.jsonText().contains("Prose"))
    }

    @Test func refusesAnOperationThatTheModelLacks() {
        var service = Self.service
        service.operations = ["Keep", "Gone"]
        #expect(throws: GeneratorError.self) {
            try Pruner.prune(Self.model, to: service, botocoreVersion: "1.0")
        }
    }
}
