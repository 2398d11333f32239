import Chatbot
import Documents
import Testing

@Suite struct ExtractingReaderTests {
    private let reader = ExtractingReader(DocumentExtractor())

    @Test func aMarkdownPageIsCutWithItsHeadings() async throws {
        let text = "# Leave policy\n\n## Annual leave\n\nThirty days a year.\n"
        let chunks = try await reader.read(Array(text.utf8), name: "leave.md")
        let chunk = try #require(chunks.first { $0.text.contains("Thirty days") })
        #expect(chunk.provenance.heading?.contains("Annual leave") == true)
    }

    @Test(arguments: [
        ("a.pdf", "%PDF-1.7\nnothing", DocumentRefusal.Kind.corrupt), ("a.xlsx", "PK\u{3}\u{4}cut off", .corrupt),
        ("a.md", " \n\n ", .withoutText),
    ])
    func aRefusalSaysWhy(_ name: String, _ text: String, _ kind: DocumentRefusal.Kind) async throws {
        let refusal = await #expect(throws: DocumentRefusal.self) {
            try await reader.read(Array(text.utf8), name: name)
        }
        #expect(refusal?.kind == kind)
        #expect(refusal?.reason.isEmpty == false)
    }
}
