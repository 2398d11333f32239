/// Reads condition, filter and key condition expressions.
///
///     condition = condition OR condition | condition AND condition | NOT condition | ( condition ) | predicate
///     predicate = operand comparator operand | operand BETWEEN operand AND operand
///               | operand IN ( operand, … ) | function ( operand, … )
///     operand   = path | :value | function ( operand, … ) | ( operand )
///
/// NOT binds closer than AND, AND closer than OR. Developer guide, "Condition and filter expressions".
enum ConditionParser {
    private static let keywords: Set<String> = ["AND", "OR", "NOT", "BETWEEN", "IN"]

    /// What stands in parentheses is a condition or an operand; what follows decides.
    private enum Node {
        case condition(ExpressionSyntax.Condition)
        case operand(ExpressionSyntax.Operand)
    }

    static func parse(_ text: String, kind: ExpressionKind) throws(ValidationFailure) -> ExpressionSyntax.Condition {
        var parser = ExpressionParser(text, kind: kind, keywords: keywords)
        let condition = try self.condition(&parser)
        try parser.expectEnd()
        if parser.hasRedundantParentheses { throw kind.redundantParentheses }
        return condition
    }

    private static func condition(
        _ parser: inout ExpressionParser
    ) throws(ValidationFailure) -> ExpressionSyntax.Condition {
        try condition(disjunction(&parser, mayBeOperand: false), parser)
    }

    /// The condition that `node` is, or the error at the token behind a mere operand.
    private static func condition(
        _ node: Node, _ parser: ExpressionParser
    ) throws(ValidationFailure) -> ExpressionSyntax.Condition {
        guard case .condition(let condition) = node else { throw parser.syntaxError }
        return condition
    }

    private static func disjunction(
        _ parser: inout ExpressionParser, mayBeOperand: Bool
    ) throws(ValidationFailure) -> Node {
        let first = try conjunction(&parser, mayBeOperand: mayBeOperand)
        guard case .condition(let condition) = first, parser.isAt(keyword: "OR") else { return first }
        var alternatives = [condition]
        while parser.take(keyword: "OR") {
            try parser.countOperator()
            alternatives.append(try self.condition(conjunction(&parser, mayBeOperand: false), parser))
        }
        return .condition(.any(alternatives))
    }

    private static func conjunction(
        _ parser: inout ExpressionParser, mayBeOperand: Bool
    ) throws(ValidationFailure) -> Node {
        let first = try negation(&parser, mayBeOperand: mayBeOperand)
        guard case .condition(let condition) = first, parser.isAt(keyword: "AND") else { return first }
        var parts = [condition]
        while parser.take(keyword: "AND") {
            try parser.countOperator()
            parts.append(try self.condition(negation(&parser, mayBeOperand: false), parser))
        }
        return .condition(.all(parts))
    }

    private static func negation(
        _ parser: inout ExpressionParser, mayBeOperand: Bool
    ) throws(ValidationFailure) -> Node {
        var count = 0
        while parser.take(keyword: "NOT") {
            try parser.countOperator()
            count += 1
        }
        let node = try predicate(&parser, mayBeOperand: mayBeOperand && count == 0)
        guard count > 0 else { return node }
        let condition = try condition(node, parser)
        // An even number of NOTs is kept as two, so that a key condition still sees one.
        return .condition(count.isMultiple(of: 2) ? .not(.not(condition)) : .not(condition))
    }

    /// A comparison, a function, something in parentheses, or with `mayBeOperand` a mere operand before `)`.
    private static func predicate(
        _ parser: inout ExpressionParser, mayBeOperand: Bool
    ) throws(ValidationFailure) -> Node {
        let node = try primary(&parser)
        guard case .operand(let operand) = node else { return node }
        if let comparator = takeComparator(&parser) {
            try parser.countOperator()
            return .condition(.predicate(.comparison(comparator, operand, try self.operand(&parser))))
        }
        if parser.take(keyword: "BETWEEN") { return .condition(.predicate(try between(operand, &parser))) }
        if parser.take(keyword: "IN") { return .condition(.predicate(try membership(operand, &parser))) }
        if mayBeOperand, parser.isAt(")") { return node }
        guard case .call(let call) = operand else { throw parser.syntaxError }
        return .condition(.predicate(.call(call)))
    }

    private static func between(
        _ operand: ExpressionSyntax.Operand, _ parser: inout ExpressionParser
    ) throws(ValidationFailure) -> ExpressionSyntax.Predicate {
        try parser.countOperator()
        let low = try self.operand(&parser)
        guard parser.take(keyword: "AND") else { throw parser.syntaxError }
        return .between(operand, low: low, high: try self.operand(&parser))
    }

    private static func membership(
        _ operand: ExpressionSyntax.Operand, _ parser: inout ExpressionParser
    ) throws(ValidationFailure) -> ExpressionSyntax.Predicate {
        try parser.countOperator()
        let members = try parser.list(self.operand)
        guard members.count <= ExpressionLimits.membersMax else {
            throw parser.kind.failure(
                "The IN operator is provided with too many operands; number of operands: \(members.count)")
        }
        return .membership(operand, members)
    }

    private static func takeComparator(_ parser: inout ExpressionParser) -> Comparator? {
        guard parser.current.kind == .sign, let comparator = Comparator(rawValue: parser.current.text) else {
            return nil
        }
        parser.advance()
        return comparator
    }

    /// An operand without parentheses, or a condition or an operand within them.
    private static func primary(_ parser: inout ExpressionParser) throws(ValidationFailure) -> Node {
        guard parser.isAt("(") else { return .operand(try operand(&parser)) }
        let content = try parser.group { parser throws(ValidationFailure) in
            try disjunction(&parser, mayBeOperand: true)
        }
        guard case .operand(let operand) = content else { return content }
        return .operand(try continued(operand, &parser))
    }

    private static func operand(
        _ parser: inout ExpressionParser
    ) throws(ValidationFailure) -> ExpressionSyntax.Operand {
        if parser.isAt("(") { return try continued(parser.group(operand), &parser) }
        if parser.current.kind == .value {
            defer { parser.advance() }
            return .value(parser.current.text)
        }
        if parser.isAtCall { return .call(try parser.call(operand)) }
        return .path(try parser.path())
    }

    /// A path in parentheses may go on behind them: `(a.b).c`.
    private static func continued(
        _ operand: ExpressionSyntax.Operand, _ parser: inout ExpressionParser
    ) throws(ValidationFailure) -> ExpressionSyntax.Operand {
        guard case .path(var path) = operand else { return operand }
        try parser.pathTail(&path)
        return .path(path)
    }
}
