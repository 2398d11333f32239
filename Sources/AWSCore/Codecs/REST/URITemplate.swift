/// The URI of an operation, taken apart: `/{Bucket}/{Key+}?tagging`.
///
/// Source: Smithy, "HTTP binding traits", http trait, uri.
package struct URITemplate: Sendable {
    package enum Segment: Hashable, Sendable {
        case literal(String)
        case label(String)
        /// Takes any number of segments, at least one, with the slashes between them.
        case greedyLabel(String)
    }

    package let segments: [Segment]
    /// `/functions/`, which requests may also write as `/functions`.
    private let endsInSlash: Bool
    /// Parameters that every request of the operation carries; nil values stand without `=`.
    package let query: [HTTPRequest.QueryItem]

    package init(_ uri: String) {
        let parts = uri.split(separator: "?", maxSplits: 1)
        let path = parts.first.map { $0.hasPrefix("/") ? $0.dropFirst() : $0 } ?? ""
        let texts = path.split(separator: "/", omittingEmptySubsequences: false)
        endsInSlash = texts.count > 1 && texts.last == ""
        segments = (endsInSlash ? texts.dropLast() : texts[...]).map { Self.segment($0) }
        // The model's own text is well-formed; what is not would show as a missing parameter in the vectors.
        query = parts.count == 2 ? (try? QueryString.parse(String(parts[1]))) ?? [] : []
    }

    private static func segment(_ text: Substring) -> Segment {
        guard text.first == "{", text.last == "}" else { return .literal(String(text)) }
        let name = text.dropFirst().dropLast()
        return name.last == "+" ? .greedyLabel(String(name.dropLast())) : .label(String(name))
    }

    /// The path with its labels filled in.
    /// - Parameter value: the text of a label, not encoded.
    func path(_ value: (String) throws(WireError) -> String) throws(WireError) -> String {
        var path = ""
        for segment in segments {
            path += "/"
            switch segment {
            case .literal(let text): path += text
            case .label(let name): path += PercentEncoding.encode(try value(name))
            case .greedyLabel(let name): path += PercentEncoding.encode(try value(name), keepingSlashes: true)
            }
        }
        return endsInSlash ? path + "/" : path
    }

    /// The labels in `path`, still encoded; nil when the path is not one of the template's.
    func labels(in path: PathSegments) -> [(name: String, text: Substring)]? {
        var labels: [(name: String, text: Substring)] = []
        var index = 0
        for (position, segment) in segments.enumerated() {
            let rest = segments.count - position - 1
            guard index < path.count - rest else { return nil }
            switch segment {
            case .literal(let text):
                guard path[index] == text else { return nil }
                index += 1
            case .label(let name):
                guard !path[index].isEmpty else { return nil }
                labels.append((name, path[index]))
                index += 1
            case .greedyLabel(let name):
                let text = path.text(of: index..<path.count - rest)
                guard !text.isEmpty else { return nil }
                labels.append((name, text))
                index = path.count - rest
            }
        }
        return index == path.count ? labels : nil
    }
}

/// A path as it came, cut at its slashes; `/a//b` has an empty segment.
package struct PathSegments {
    private let segments: [Substring]

    init(_ path: String) {
        segments = Self.split(path.utf8.dropFirst())
    }

    /// Between slashes, by bytes: no character of a path is longer than one.
    package static func split(_ path: Substring.UTF8View) -> [Substring] {
        path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Substring.init)
    }

    private init(_ segments: [Substring]) {
        self.segments = segments
    }

    var count: Int { segments.count }

    subscript(index: Int) -> Substring { segments[index] }

    /// The segments of a non-empty range with the slashes between them.
    func text(of range: Range<Int>) -> Substring {
        let first = segments[range.lowerBound]
        return first.base[first.startIndex..<segments[range.upperBound - 1].endIndex]
    }

    /// `/bucket/` as `/bucket`; nil where no slash stands at the end.
    var withoutTrailingSlash: PathSegments? {
        count > 1 && segments[count - 1].isEmpty ? PathSegments(Array(segments.dropLast())) : nil
    }
}
