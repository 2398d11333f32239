import AWSCore

/// What differs between two transcripts, for people.
package enum LineDiff {
    /// Lines that are shown around a difference.
    static let contextLines = 2

    /// The lines that differ, each laid out over several lines, with `-` for what was expected and `+` for what came.
    /// - Parameter linesMax: of the answer; what is cut off is counted.
    package static func text(expected: [String], found: [String], linesMax: Int = 60) -> String {
        var output: [String] = []
        for index in 0..<max(expected.count, found.count) {
            let (old, new) = (element(expected, index), element(found, index))
            guard old != new else { continue }
            output.append("@ line \(index + 1)")
            output += difference(laidOut(old), laidOut(new))
        }
        guard output.count > linesMax else { return output.joined(separator: "\n") }
        return (output.prefix(linesMax) + ["... \(output.count - linesMax) more lines"]).joined(separator: "\n")
    }

    private static func element(_ lines: [String], _ index: Int) -> String? {
        index < lines.count ? lines[index] : nil
    }

    private static func laidOut(_ line: String?) -> [String] {
        guard let line else { return [] }
        let text = (try? Document(json: line))?.jsonText(.pretty) ?? line
        return text.split(separator: "\n").map(String.init)
    }

    private static func difference(_ old: [String], _ new: [String]) -> [String] {
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var lines: [(isChange: Bool, text: String)] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if removed.contains(left) {
                lines.append((true, "- \(old[left])"))
                left += 1
            } else if inserted.contains(right) {
                lines.append((true, "+ \(new[right])"))
                right += 1
            } else {
                lines.append((false, "  \(old[left])"))
                (left, right) = (left + 1, right + 1)
            }
        }
        return lines.indices.filter { index in
            lines[max(0, index - contextLines)...min(lines.count - 1, index + contextLines)].contains { $0.isChange }
        }.map { lines[$0].text }
    }
}
