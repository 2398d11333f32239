import AWSCore
import AWSOpenSearch

/// Analyze: the tokens of a text.
enum Analyze {
    /// `index.analyze.max_token_count`
    static let tokensMax = 10_000

    static func run(
        _ input: OpenSearch.AnalyzeInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        let body = input.body ?? .object(.init())
        let known: Set = [
            "text", "analyzer", "tokenizer", "filter", "char_filter", "field", "normalizer", "explain", "attributes",
        ]
        if let unknown = body.object?.entries.first(where: { !known.contains($0.name) }) {
            throw OpenSearchError(
                ErrorCode("x_content_parse_exception"),
                reason: "[1:1] [analyze_request] unknown field [\(unknown.name)]",
                status: 400)
        }
        guard let texts = body["text"]?.elements.compactMap(\.scalarText), !texts.isEmpty else {
            throw .validation("text is missing")
        }
        let (analyzer, name) = try await analyzer(body, input.index ?? input.parameters["index"], view)
        var tokens: [Token] = []
        var (position, offset) = (0, 0)
        for text in texts {
            let own = analyzer.tokens(of: text)
            for token in own {
                var token = token
                token.position += position
                token.start += offset
                token.end += offset
                tokens.append(token)
            }
            position = (tokens.last?.position ?? 0) + 1 + analyzer.positionGap
            offset += text.utf16.count + 1
        }
        guard tokens.count <= tokensMax else {
            throw OpenSearchError(
                ErrorCode("illegal_state_exception"),
                reason: "The number of tokens produced by calling _analyze has exceeded the allowed maximum of "
                    + "[\(tokensMax)]. This limit can be set by changing the "
                    + "[index.analyze.max_token_count] index level "
                    + "setting.", status: 500)
        }
        let shown = tokens.map(document)
        view.countRequest()
        guard body["explain"]?.truth ?? false else { return OpenSearch.BodyOutput(answer: ["tokens": .list(shown)]) }
        guard let name else { throw .notEmulated("[explain] of custom analyzers in [_analyze]") }
        return OpenSearch.BodyOutput(
            answer: [
                "detail": [
                    "custom_analyzer": false, "analyzer": ["name": .string(name), "tokens": .list(shown)],
                ]
            ])
    }

    private static func document(_ token: Token) -> Document {
        [
            "token": .string(token.text), "start_offset": .integer(token.start), "end_offset": .integer(token.end),
            "type": .string(token.type), "position": .integer(token.position),
        ]
    }

    private static func analyzer(
        _ body: Document, _ index: String?, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> (Analyzer, name: String?) {
        var analysis = Analysis.standard
        var definition = Document.object(.init())
        var mapping: Mapping?
        if let index {
            guard let found = try await view.indices(index, [:]).first else { throw .indexNotFound(index) }
            let snapshot = try found.snapshot(view.state.settings, now: view.now)
            (analysis, mapping) = (snapshot.analysis, snapshot.mapping)
            definition = snapshot.definition.settings.analysis
        }
        if let name = body["analyzer"]?.string {
            guard let analyzer = analysis.analyzer(name) else {
                throw .illegalArgument("failed to find \(index == nil ? "global " : "")analyzer [\(name)]")
            }
            return (analyzer, name)
        }
        if let name = body["normalizer"]?.string {
            guard index != nil else { throw .illegalArgument("analyze with a normalizer requires index") }
            guard let normalizer = analysis.normalizer(name) else {
                throw .illegalArgument("failed to find normalizer under [\(name)]")
            }
            return (normalizer, nil)
        }
        if body["tokenizer"] != nil || body["filter"] != nil || body["char_filter"] != nil {
            return (try custom(body, AnalysisParts(definition)), nil)
        }
        if let name = body["field"]?.string {
            guard let mapping else { throw .illegalArgument("analysis based on a specific field requires an index") }
            guard let field = mapping.field(name) else { return (.standard, "default") }
            if field.type.isKeyword { return (.keyword, "keyword") }
            guard field.type.isText else {
                throw .illegalArgument(
                    "Can't process field [\(name)], Analysis requests are only supported on tokenized fields")
            }
            return (analysis.analyzer(of: field), field.analyzerName ?? "default")
        }
        return (analysis.analyzer("default") ?? .standard, "standard")
    }

    private static func custom(_ body: Document, _ parts: AnalysisParts) throws(OpenSearchError) -> Analyzer {
        Analyzer(
            characterFilters: try parts.characterFilters(body),
            tokenizer: try body["tokenizer"].map { tokenizer throws(OpenSearchError) in try parts.tokenizer(tokenizer) }
                ?? KeywordTokenizer(), filters: try parts.filters(body))
    }
}
