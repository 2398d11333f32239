import AWSCore

/// `filter_path`: keeps only those parts of a response that a path names, or drops those that `-` stands before.
///
/// Source: OpenSearch documentation, "Common REST parameters", `filter_path`. `*` stands for any part of one name, `**`
/// for any number of names.
enum FilterPath {
    static func apply(_ paths: [String], to document: Document) -> Document {
        let split = { (path: Substring) in path.split(separator: ".").map(String.init) }
        let dropped = paths.filter { $0.hasPrefix("-") }.map { split($0.dropFirst()) }
        let kept = paths.filter { !$0.hasPrefix("-") }.map { split($0[...]) }
        var result: Document? = document
        if !kept.isEmpty { result = keep(kept, in: document) }
        if !dropped.isEmpty, let some = result { result = drop(dropped, in: some) }
        return result ?? .object(Document.Object())
    }

    private static func keep(_ paths: [[String]], in document: Document) -> Document? {
        if paths.contains([]) || paths.contains(["**"]) { return document }
        switch document {
        case .object(let object):
            let entries = object.entries.compactMap { entry in
                keep(rest(of: paths, under: entry.name), in: entry.value).map { Document.Entry(entry.name, $0) }
            }
            return entries.isEmpty ? nil : .object(Document.Object(entries))
        case .list(let elements):
            let left = elements.compactMap { keep(paths, in: $0) }
            return left.isEmpty ? nil : .list(left)
        default: return nil
        }
    }

    private static func drop(_ paths: [[String]], in document: Document) -> Document? {
        if paths.contains([]) { return nil }
        switch document {
        case .object(let object):
            let entries = object.entries.compactMap { entry in
                drop(rest(of: paths, under: entry.name), in: entry.value).map { Document.Entry(entry.name, $0) }
            }
            return entries.isEmpty && !object.entries.isEmpty ? nil : .object(Document.Object(entries))
        case .list(let elements): return .list(elements.compactMap { drop(paths, in: $0) })
        default: return document
        }
    }

    /// What is left of those paths that begin with `name`.
    private static func rest(of paths: [[String]], under name: String) -> [[String]] {
        let left = paths.flatMap { path -> [[String]] in
            guard let first = path.first else { return [] }
            let tail = Array(path.dropFirst())
            if first == "**" { return [path] + rest(of: [tail], under: name) }
            return Glob.matches(first, name) ? [tail] : []
        }
        // Several `**` come to the same rest by many ways.
        return Set(left).sorted { $0.count < $1.count }
    }
}

/// Patterns in which `*` stands for any text.
package enum Glob {
    /// - Complexity: O(n·m), without recursion.
    package static func matches(_ pattern: String, _ text: String) -> Bool {
        let (pattern, text) = (Array(pattern.utf8), Array(text.utf8))
        var (position, index) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while index < text.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                star = (position, index)
                position += 1
            } else if position < pattern.count, pattern[position] == text[index] {
                position += 1
                index += 1
            } else if let last = star {
                position = last.pattern + 1
                index = last.text + 1
                star = (last.pattern, index)
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
