/// Collects lines of Swift in the project's format: four spaces, 120 columns, lists filled when they do not fit.
package struct SourceWriter {
    package private(set) var lines: [String] = []
    private var level = 0

    package static let columns = 120

    package init() {}

    package var text: String { lines.joined(separator: "\n") + "\n" }

    /// A line, or an expression that goes on one step in.
    package mutating func line(_ text: String = "") {
        let parts = text.split(separator: "\n")
        lines.append(text.isEmpty ? "" : indentation + parts[0])
        for part in parts.dropFirst() { lines.append("\(indentation)    \(part)") }
    }

    /// `left separator right`, broken after the separator where it is too long.
    package mutating func pair(_ left: String, _ separator: String, _ right: String) {
        let whole = "\(left)\(separator) \(right)"
        line(fits(whole) ? whole : "\(left)\(separator)\n\(right)")
    }

    /// `head {`, the body one step in, `}`.
    package mutating func block(_ head: String, _ body: (inout SourceWriter) -> Void) {
        line("\(head) {")
        indented(body)
        line("}")
    }

    package mutating func indented(_ body: (inout SourceWriter) -> Void) {
        level += 1
        body(&self)
        level -= 1
    }

    /// For the cases of a `switch`, which stand where it does.
    package mutating func dedented(_ body: (inout SourceWriter) -> Void) {
        level -= 1
        body(&self)
        level += 1
    }

    /// `head items tail` on one line, or else the items filled into lines one step in, and `tail` on its own line
    /// unless it only closes brackets.
    package mutating func list(_ head: String, _ items: [String], _ tail: String) {
        let whole = head + items.joined(separator: ", ") + tail
        if fits(whole) { return line(whole) }
        line(head)
        let closes = tail.allSatisfy { ")],".contains($0) }
        indented { $0.fill(items, end: closes ? tail : "") }
        if !closes { line(tail) }
    }

    /// `head inner items ))`: one call whose only argument is another, on as few lines as hold it.
    package mutating func nested(_ head: String, _ inner: String, _ items: [String]) {
        let whole = inner + items.joined(separator: ", ") + "))"
        if fits(head + whole) { return line(head + whole) }
        line(head)
        indented { writer in
            if writer.fits(whole) { return writer.line(whole) }
            writer.line(inner)
            writer.indented { $0.fill(items, end: "))") }
        }
    }

    /// `head { body }` on one line, or else on three.
    package mutating func accessor(_ head: String, _ body: String) {
        let whole = "\(head) { \(body) }"
        if fits(whole) { line(whole) } else { block(head) { $0.line(body) } }
    }

    /// `head[items]` on one line, or else the items filled into lines, with a comma after the last.
    package mutating func values(_ head: String, _ items: [String]) {
        let whole = "\(head)[\(items.joined(separator: ", "))]"
        if fits(whole) { return line(whole) }
        line("\(head)[")
        indented { $0.fill(items, end: items.count == 1 ? "" : ",") }
        line("]")
    }

    /// `head[` and one item a line, with a comma after the last.
    package mutating func array(_ head: String, _ items: [String], _ tail: String) {
        guard !items.isEmpty else { return line("\(head)[]\(tail)") }
        line("\(head)[")
        indented { writer in
            for item in items { writer.line(items.count == 1 ? item : "\(item),") }
        }
        line("]\(tail)")
    }

    package func fits(_ text: String, indentedBy more: Int = 0) -> Bool {
        !text.contains("\n") && (level + more) * 4 + text.count <= Self.columns
    }

    /// Items separated by commas, as many on a line as fit. An item of several lines stands alone, and so does a call
    /// that is longer than a line, with its arguments one step in.
    package mutating func fill(_ items: [String], end: String = "") {
        var current = ""
        for (index, item) in items.enumerated() {
            let piece = item + (index == items.count - 1 ? end : ",")
            if !current.isEmpty, fits("\(current) \(piece)") {
                current += " \(piece)"
                continue
            }
            if !current.isEmpty { line(current) }
            current = ""
            if fits(piece) { current = piece } else { overlong(piece) }
        }
        if !current.isEmpty { line(current) }
    }

    private mutating func overlong(_ piece: String) {
        if let call = BracketedExpression(piece) {
            line(call.head)
            indented { $0.fill(call.items, end: call.isArray ? (call.items.count > 1 ? "," : "") : call.tail) }
            if call.isArray { line(call.tail) }
        } else {
            line(piece.replacing(" = ", with: " =\n"))
        }
    }

    private var indentation: String { String(repeating: " ", count: level * 4) }
}
