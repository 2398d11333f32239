/// Reads update expressions.
///
///     update  = section …                     each of the four at most once
///     section = SET path = value, … | REMOVE path, … | ADD path :value, … | DELETE path :value, …
///     value   = operand | operand + operand | operand - operand | ( value )
///     operand = path | :value | function ( operand, … ) | ( operand )
///
/// Developer guide, "Update expressions".
enum UpdateParser {
    static let sections = ["SET", "REMOVE", "ADD", "DELETE"]

    struct Result: Sendable {
        let actions: [ExpressionSyntax.Action]
        /// The first section that stands there twice.
        let repeatedSection: String?
    }

    static func parse(_ text: String) throws(ValidationFailure) -> Result {
        var parser = ExpressionParser(text, kind: .update, keywords: Set(sections))
        var actions: [ExpressionSyntax.Action] = []
        var seen: Set<String> = []
        var repeated: String?
        repeat {
            let section = parser.current.text.uppercased()
            guard parser.current.kind == .identifier, sections.contains(section) else { throw parser.syntaxError }
            parser.advance()
            if !seen.insert(section).inserted { repeated = repeated ?? section }
            repeat { actions.append(try action(section, &parser)) } while parser.take(",")
        } while !parser.isAtEnd
        if parser.hasRedundantParentheses { throw ExpressionKind.update.redundantParentheses }
        return Result(actions: actions, repeatedSection: repeated)
    }

    private static func action(
        _ section: String, _ parser: inout ExpressionParser
    ) throws(ValidationFailure) -> ExpressionSyntax.Action {
        try parser.countOperator()
        let path = try parser.path()
        switch section {
        case "SET":
            try parser.expect("=")
            return .set(path, try setValue(&parser))
        case "REMOVE": return .remove(path)
        case "ADD": return .add(path, try placeholder(&parser))
        default: return .delete(path, try placeholder(&parser))
        }
    }

    private static func placeholder(_ parser: inout ExpressionParser) throws(ValidationFailure) -> String {
        guard parser.current.kind == .value else { throw parser.syntaxError }
        defer { parser.advance() }
        return parser.current.text
    }

    private static func setValue(
        _ parser: inout ExpressionParser
    ) throws(ValidationFailure) -> ExpressionSyntax.SetValue {
        guard parser.isAt("(") else { return try sum(&parser) }
        // The parentheses are around the whole value or around its first operand: what follows decides.
        let content = try parser.group { parser throws(ValidationFailure) in try sum(&parser) }
        guard case .operand(let first) = content else { return content }
        return try sum(from: first, &parser)
    }

    private static func sum(_ parser: inout ExpressionParser) throws(ValidationFailure) -> ExpressionSyntax.SetValue {
        try sum(from: operand(&parser), &parser)
    }

    private static func sum(
        from first: ExpressionSyntax.Operand, _ parser: inout ExpressionParser
    ) throws(ValidationFailure) -> ExpressionSyntax.SetValue {
        if parser.take("+") {
            try parser.countOperator()
            return .sum(first, try operand(&parser))
        }
        if parser.take("-") {
            try parser.countOperator()
            return .difference(first, try operand(&parser))
        }
        return .operand(first)
    }

    private static func operand(
        _ parser: inout ExpressionParser
    ) throws(ValidationFailure) -> ExpressionSyntax.Operand {
        if parser.isAt("(") { return try parser.group(operand) }
        if parser.current.kind == .value { return .value(try placeholder(&parser)) }
        if parser.isAtCall { return .call(try parser.call(operand)) }
        return .path(try parser.path())
    }
}

/// Reads projection expressions: paths with commas between them.
enum ProjectionParser {
    static func parse(_ text: String) throws(ValidationFailure) -> [ExpressionSyntax.Path] {
        var parser = ExpressionParser(text, kind: .projection, keywords: [])
        var paths: [ExpressionSyntax.Path] = []
        repeat { paths.append(try parser.path()) } while parser.take(",")
        try parser.expectEnd()
        return paths
    }
}
