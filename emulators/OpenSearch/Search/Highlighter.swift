import AWSCore
import AWSOpenSearch

/// Marks the words of a query in the texts of a hit.
///
/// Source: OpenSearch documentation, "Highlight query matches". All types of highlighters cut and mark alike here.
struct Highlighter {
    private let definition: Document
    private let snapshot: IndexSnapshot

    private struct Style {
        var before: String
        var after: String
        var fragmentSize: Int
        var fragmentsMax: Int
        var isByScore: Bool
        var unmatchedSize: Int
        var requiresField: Bool
        var escapes: Bool
    }

    init(_ definition: Document, _ snapshot: IndexSnapshot) throws(OpenSearchError) {
        guard definition["fields"] != nil else { throw .parsing("[highlight] requires [fields]") }
        self.definition = definition
        self.snapshot = snapshot
    }

    /// nil when no field has anything to mark.
    func highlight(_ source: Document, _ query: Query) throws(OpenSearchError) -> Document? {
        var object = Document.Object()
        let fields =
            definition["fields"]?.list?.compactMap { $0.object?.entries.first } ?? definition["fields"]?.object?.entries
            ?? []
        for entry in fields {
            let own = try entry.value["highlight_query"].map { document throws(OpenSearchError) in
                try QueryParser.parse(document, snapshot, now: .epoch)
            }
            for path in snapshot.mapping.paths(matching: entry.name) {
                guard let field = snapshot.mapping.field(path), field.type.isText || field.type.isKeyword else {
                    continue
                }
                let style = style(entry.value)
                let marks = QueryMarks(own ?? query, field: style.requiresField ? field.path : nil)
                let base = snapshot.mapping.fields[path] == nil ? path : sourcePath(of: path)
                let texts = HitBuilder.values(at: base, in: source).compactMap(\.scalarText)
                if let limit = field.ignoreAbove, texts.allSatisfy({ $0.utf16.count > limit }) { continue }
                let fragments = fragments(of: texts, field, marks, style)
                if !fragments.isEmpty { object[path] = .list(fragments.map { .string($0) }) }
            }
        }
        return object.entries.isEmpty ? nil : .object(object)
    }

    /// A subfield's text stands where its parent's does.
    private func sourcePath(of path: String) -> String {
        let parent = path.split(separator: ".").dropLast().joined(separator: ".")
        return snapshot.mapping.fields[parent]?.subfields.contains(path) ?? false ? parent : path
    }

    private func style(_ own: Document) -> Style {
        func option(_ name: String) -> Document? { own[name] ?? definition[name] }
        func tag(_ name: String, _ standard: String) -> String { option(name)?.elements.first?.string ?? standard }
        return Style(
            before: tag("pre_tags", "<em>"), after: tag("post_tags", "</em>"),
            fragmentSize: option("fragment_size")?.integerText ?? 100,
            fragmentsMax: option("number_of_fragments")?.integerText ?? 5,
            isByScore: option("order")?.string == "score", unmatchedSize: option("no_match_size")?.integerText ?? 0,
            requiresField: option("require_field_match")?.truth ?? true, escapes: option("encoder")?.string == "html")
    }

    private func fragments(of texts: [String], _ field: FieldMapping, _ marks: QueryMarks, _ style: Style) -> [String] {
        var found: [(text: String, count: Int)] = []
        let analyzer =
            field.type.isText
            ? snapshot.analysis.analyzer(of: field) : Analyzer(tokenizer: KeywordTokenizer())
        for text in texts {
            let tokens = analyzer.tokens(of: text)
            let marked = marks.places(in: tokens).map { tokens[$0].start..<tokens[$0].end }
            guard !marked.isEmpty else { continue }
            let units = Array(text.utf16)
            let isWhole = style.fragmentsMax == 0 || field.type.isKeyword
            let ranges = isWhole ? [0..<units.count] : Self.cut(units, style.fragmentSize)
            for range in ranges {
                let inside = marked.filter { range.contains($0.lowerBound) && $0.upperBound <= range.upperBound }
                if !inside.isEmpty { found.append((render(units, range, inside, style), inside.count)) }
            }
        }
        if found.isEmpty, style.unmatchedSize > 0, let first = texts.first {
            return [String(first.prefix(style.unmatchedSize))]
        }
        if style.isByScore {
            found = found.enumerated().sorted { left, right in
                left.element.count == right.element.count
                    ? left.offset < right.offset : left.element.count > right.element.count
            }.map(\.element)
        }
        return (style.fragmentsMax == 0 ? found : Array(found.prefix(style.fragmentsMax))).map(\.text)
    }

    /// Sentences, together up to about `size` units; longer ones are cut between words.
    private static func cut(_ units: [UInt16], _ size: Int) -> [Range<Int>] {
        guard size > 0, units.count > size else { return [0..<units.count] }
        var ranges: [Range<Int>] = []
        var (start, sentence, space) = (0, 0, 0)
        for index in units.indices {
            let isSpace = units[index] == 0x20 || units[index] == 0x0A
            guard isSpace else { continue }
            if index - start >= size {
                let end = sentence > start ? sentence : space > start ? space : index
                ranges.append(start..<end)
                start = end + 1
            }
            if index > 0, [0x2E, 0x21, 0x3F].contains(units[index - 1]) { sentence = index }
            space = index
        }
        if start < units.count { ranges.append(start..<units.count) }
        return ranges
    }

    private func render(_ units: [UInt16], _ range: Range<Int>, _ marked: [Range<Int>], _ style: Style) -> String {
        var result = ""
        var position = range.lowerBound
        func text(_ range: Range<Int>) -> String {
            let text = String(decoding: units[range], as: UTF16.self)
            guard style.escapes else { return text }
            return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                .replacing("\"", with: "&quot;").replacing("'", with: "&#x27;").replacing("/", with: "&#x2F;")
        }
        for mark in marked where mark.lowerBound >= position {
            result += text(position..<mark.lowerBound) + style.before + text(mark) + style.after
            position = mark.upperBound
        }
        return result + text(position..<range.upperBound)
    }
}

/// The words that a query looks for.
struct QueryMarks {
    private var terms: Set<String> = []
    private var patterns: [TermPattern] = []
    private var fuzzy: [FuzzyTerm] = []
    private var phrases: [PhraseQuery] = []
    private let field: String?

    /// - Parameter field: nil for words of all fields.
    init(_ query: Query, field: String?) {
        self.field = field
        read(query)
    }

    private func isMarked(_ name: String) -> Bool { field == nil || field == name }

    private mutating func read(_ query: Query) {
        switch query {
        case .term(let name, let term): if isMarked(name) { terms.insert(term) }
        case .synonyms(let name, let list), .terms(let name, let list): if isMarked(name) { terms.formUnion(list) }
        case .phrase(let phrase): if isMarked(phrase.field) { phrases.append(phrase) }
        case .pattern(let name, let pattern): if isMarked(name) { patterns.append(pattern) }
        case .fuzzy(let name, let term): if isMarked(name) { fuzzy.append(term) }
        case .boolean(let boolean): for part in boolean.must + boolean.filter + boolean.should { read(part) }
        case .constant(let inner), .boosted(let inner, _), .nested(_, let inner, _), .demoted(let inner, _, _):
            read(inner)
        case .best(let queries, _): for part in queries { read(part) }
        case .function(let function): read(function.query)
        case .all, .none, .integers, .doubles, .exists, .ids, .nearest: break
        }
    }

    /// The numbers of the tokens to be marked.
    func places(in tokens: [Token]) -> [Int] {
        var places: Set<Int> = []
        for (number, token) in tokens.enumerated() where isWanted(token.text) { places.insert(number) }
        for phrase in phrases { places.formUnion(Self.places(of: phrase, in: tokens)) }
        return places.sorted()
    }

    private func isWanted(_ text: String) -> Bool {
        terms.contains(text) || patterns.contains { text.utf8.starts(with: $0.prefix.utf8) && $0.matches(text) }
            || fuzzy.contains { $0.isNear(text) }
    }

    /// With slop, the words of a phrase are marked wherever they stand near each other.
    private static func places(of phrase: PhraseQuery, in tokens: [Token]) -> [Int] {
        func fits(_ place: Int, _ token: Token) -> Bool {
            let isPrefix = phrase.isPrefix && place == phrase.places.count - 1
            return phrase.places[place].terms.contains { isPrefix ? token.text.hasPrefix($0) : token.text == $0 }
        }
        var found: [Int] = []
        for start in tokens.indices where fits(0, tokens[start]) {
            var members = [start]
            for place in phrase.places.indices.dropFirst() {
                let wanted = tokens[start].position + phrase.places[place].offset
                guard
                    let number = tokens.indices.first(where: { index in
                        abs(tokens[index].position - wanted) <= phrase.slop && fits(place, tokens[index])
                    })
                else { break }
                members.append(number)
            }
            if members.count == phrase.places.count { found += members }
        }
        return found
    }
}
