import Documents
import Foundation
import Testing

enum Fixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = try #require(Bundle.module.resourceURL)
        return Array(try Data(contentsOf: folder.appending(path: "Fixtures/\(name)")))
    }

    static func document(
        _ name: String, password: String? = nil, limits: DocumentLimits = .standard
    ) throws -> ExtractedDocument {
        try DocumentExtractor(limits: limits).extract(bytes(name), name: name, password: password)
    }
}

/// Reads a text under a name.
func read(_ text: String, as name: String, limits: DocumentLimits = .standard) throws -> ExtractedDocument {
    try DocumentExtractor(limits: limits).extract(Array(text.utf8), name: name)
}

/// The kind of error that reading ends with; nil when it ends well.
func refusal(_ body: () throws -> ExtractedDocument) -> ExtractionError.Kind? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? ExtractionError)?.kind
    }
}

extension ExtractedDocument {
    /// Blocks in a short form, to compare: `# Heading`, `- item`, `| a | b |`, "`code`", and paragraphs as they are.
    var outline: [String] {
        blocks.map { block in
            switch block.content {
            case .heading(let level, let text): String(repeating: "#", count: level) + " " + text
            case .paragraph(let text): text
            case .listItem(let depth, let marker, let text):
                String(repeating: "  ", count: depth) + marker + " " + text
            case .tableRow(let row): "| " + row.cells.joined(separator: " | ") + " |"
            case .code(let language, let text): "`\(language ?? "")` \(text)"
            }
        }
    }
}
