import AWSCore

/// The bodies of requests: JSON, or one JSON value a line.
enum JSONLines {
    /// More lines in one request are refused rather than stored.
    static let linesMax = 2_000_000

    static func document(_ body: [UInt8]) throws(OpenSearchError) -> Document {
        do throws(WireError) {
            return try Document(json: body)
        } catch {
            throw refusal(error)
        }
    }

    static func documents(_ body: [UInt8]) throws(OpenSearchError) -> [Document] {
        guard body.last == UInt8(ascii: "\n") else {
            throw OpenSearchError(
                .illegalArgument, reason: "The bulk request must be terminated by a newline [\\n]", status: 400)
        }
        var documents: [Document] = []
        for line in body.split(separator: UInt8(ascii: "\n")) where line.contains(where: { $0 > 0x20 }) {
            guard documents.count < linesMax else {
                throw OpenSearchError(.illegalArgument, reason: "more than \(linesMax) lines", status: 400)
            }
            documents.append(try document(Array(line)))
        }
        return documents
    }

    static func text(_ documents: [Document]) -> [UInt8] {
        documents.flatMap { $0.json() + [UInt8(ascii: "\n")] }
    }

    private static func refusal(_ error: WireError) -> OpenSearchError {
        let reason =
            switch error {
            case .malformed(let complaint, let offset): "\(complaint) at byte \(offset)"
            case .tooLarge(let complaint): complaint
            case .missingMember, .unexpectedType, .notOneMember: "the body is not JSON"
            }
        return OpenSearchError(ErrorCode("json_parse_exception"), reason: reason, status: 400)
    }
}
