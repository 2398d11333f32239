/// What the parsers of all kinds share: the tokens, errors at them, and paths.
///
/// The first token at which what was read so far cannot become an expression is the one in error, as in AWS's parser.
struct ExpressionParser {
    let kind: ExpressionKind
    private let text: String
    private let tokens: [ExpressionToken]
    /// The index of the current token.
    private(set) var position = 0
    /// Words that are no names here: they are what the grammar is made of.
    private let keywords: Set<String>
    private(set) var operatorCount = 0
    private(set) var hasRedundantParentheses = false
    private var depth = 0
    /// The tokens of the last thing in parentheses that was read.
    private var lastGroup = 0..<0

    init(_ text: String, kind: ExpressionKind, keywords: Set<String>) {
        self.kind = kind
        self.text = text
        self.keywords = keywords
        tokens = ExpressionLexer.tokens(of: text)
    }

    var current: ExpressionToken { tokens[position] }

    var isAtEnd: Bool { current.kind == .end }

    mutating func advance() {
        if position < tokens.count - 1 { position += 1 }
    }

    func isAt(_ sign: String) -> Bool { current.kind == .sign && current.text == sign }

    func isAt(keyword: String) -> Bool {
        current.kind == .identifier && current.text.uppercased() == keyword
    }

    mutating func take(_ sign: String) -> Bool {
        guard isAt(sign) else { return false }
        advance()
        return true
    }

    mutating func take(keyword: String) -> Bool {
        guard isAt(keyword: keyword) else { return false }
        advance()
        return true
    }

    mutating func expect(_ sign: String) throws(ValidationFailure) {
        guard take(sign) else { throw syntaxError }
    }

    /// Reads `function ( argument , … )`; the arguments are at least one.
    mutating func call(
        _ argument: (inout Self) throws(ValidationFailure) -> ExpressionSyntax.Operand
    ) throws(ValidationFailure) -> ExpressionSyntax.Call {
        let function = current.text
        advance()
        try countOperator()
        return ExpressionSyntax.Call(function: function, arguments: try list(argument))
    }

    /// Reads `( element , … )`.
    mutating func list(
        _ element: (inout Self) throws(ValidationFailure) -> ExpressionSyntax.Operand
    ) throws(ValidationFailure) -> [ExpressionSyntax.Operand] {
        try expect("(")
        var elements: [ExpressionSyntax.Operand] = []
        repeat { elements.append(try nested(element)) } while take(",")
        try expect(")")
        return elements
    }

    func expectEnd() throws(ValidationFailure) {
        guard isAtEnd else { throw syntaxError }
    }

    /// Counts one operator or function; AWS stops at the first too many.
    mutating func countOperator() throws(ValidationFailure) {
        operatorCount += 1
        guard operatorCount <= ExpressionLimits.operatorsMax else {
            throw kind.failure("The expression contains too many operators; operator count: \(operatorCount)")
        }
    }

    /// Reads `( body )` and notes when the body is no more than something in parentheses itself.
    mutating func group<Body>(
        _ body: (inout Self) throws(ValidationFailure) -> Body
    ) throws(ValidationFailure) -> Body {
        let start = position
        try expect("(")
        let content = try nested(body)
        if lastGroup == start + 1..<position { hasRedundantParentheses = true }
        try expect(")")
        lastGroup = start..<position
        return content
    }

    /// Reads something that may hold more of its own kind, to a bounded depth.
    mutating func nested<Body>(
        _ body: (inout Self) throws(ValidationFailure) -> Body
    ) throws(ValidationFailure) -> Body {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ExpressionLimits.nestingMax else { throw kind.redundantParentheses }
        return try body(&self)
    }

    /// The error at the current token, quoting the text from the token before it to the token behind it.
    var syntaxError: ValidationFailure {
        let start = position > 0 ? tokens[position - 1].start : 0
        let end = tokens[min(position + 1, tokens.count - 1)].end
        let near = String(decoding: text.utf8.dropFirst(start).prefix(end - start), as: UTF8.self)
        return kind.failure("Syntax error; token: \"\(current.text)\", near: \"\(near)\"")
    }

    /// Whether a name stands here with a parenthesis behind it.
    var isAtCall: Bool {
        isAtName && current.kind == .identifier && tokens[min(position + 1, tokens.count - 1)].text == "("
    }

    /// Whether a path can begin here.
    var isAtName: Bool {
        switch current.kind {
        case .identifier: !keywords.contains(current.text.uppercased())
        case .name: true
        default: false
        }
    }

    mutating func path() throws(ValidationFailure) -> ExpressionSyntax.Path {
        var path = ExpressionSyntax.Path(elements: [try name()])
        try pathTail(&path)
        return path
    }

    /// Reads `.name` and `[index]` as long as they follow.
    mutating func pathTail(_ path: inout ExpressionSyntax.Path) throws(ValidationFailure) {
        while true {
            if take(".") {
                path.elements.append(try name())
            } else if take("[") {
                path.elements.append(.index(try index()))
                try expect("]")
            } else {
                return
            }
        }
    }

    private mutating func name() throws(ValidationFailure) -> ExpressionSyntax.Path.Element {
        guard isAtName else { throw syntaxError }
        defer { advance() }
        return current.kind == .name ? .placeholder(current.text) : .name(current.text)
    }

    private mutating func index() throws(ValidationFailure) -> Int {
        guard current.kind == .number else { throw syntaxError }
        guard let index = Int32(current.text) else {
            throw kind.failure("List index is not within the allowable range; index: [\(current.text)]")
        }
        advance()
        return Int(index)
    }
}
