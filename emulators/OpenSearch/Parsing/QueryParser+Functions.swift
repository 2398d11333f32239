import AWSCore
import AWSOpenSearch

/// Queries whose scores are computed.
extension QueryParser {
    private static let decays: Set = ["gauss", "exp", "linear"]
    private static let functionOptions: Set = [
        "query", "functions", "score_mode", "boost_mode", "max_boost", "min_score",
    ]

    mutating func functionScore(_ body: Document) throws(OpenSearchError) -> Query {
        let inner = try body["query"].map { document throws(OpenSearchError) in try query(document) } ?? .all
        var functions: [ScoreFunction] = []
        if let list = body["functions"]?.list {
            for function in list { functions.append(try self.function(function)) }
        } else {
            let own = (body.object?.entries ?? []).filter {
                !Self.functionOptions.contains($0.name) && $0.name != "boost" && $0.name != "_name"
            }
            if !own.isEmpty { functions.append(try function(.object(.init(own)))) }
        }
        var result = FunctionQuery(query: inner, functions: functions)
        if let mode = body["score_mode"]?.string { result.scoreMode = try combination(mode) }
        if let mode = body["boost_mode"]?.string { result.boostMode = try combination(mode) }
        if let boost = body["max_boost"]?.doubleText { result.boostMax = Float(boost) }
        result.scoreMin = body["min_score"]?.doubleText.map { Float($0) }
        return boosted(.function(result), body)
    }

    private func combination(_ name: String) throws(OpenSearchError) -> FunctionQuery.Combination {
        guard let mode = FunctionQuery.Combination(rawValue: name) else {
            throw .parsing("function_score: illegal score or boost mode [\(name)]")
        }
        return mode
    }

    private mutating func function(_ body: Document) throws(OpenSearchError) -> ScoreFunction {
        let filter = try body["filter"].map { document throws(OpenSearchError) in try query(document) }
        let weight = body["weight"]?.doubleText.map { Float($0) }
        let entries = (body.object?.entries ?? []).filter { $0.name != "filter" && $0.name != "weight" }
        guard let entry = entries.first else {
            guard weight != nil else { throw .parsing("an entry in functions list is missing a function.") }
            return ScoreFunction(kind: .weight, filter: filter, weight: weight)
        }
        let kind: ScoreFunction.Kind
        switch entry.name {
        case "field_value_factor": kind = .field(try factor(entry.value))
        case "random_score": kind = .scattered(seed: UInt64(bitPattern: Int64(entry.value["seed"]?.integerText ?? 0)))
        case "script_score": kind = try script(entry.value["script"] ?? .null)
        case _ where Self.decays.contains(entry.name): kind = .decay(try decay(entry.value, entry.name))
        default: throw .parsing("unknown function [\(entry.name)] in [function_score]")
        }
        return ScoreFunction(kind: kind, filter: filter, weight: weight)
    }

    private func factor(_ body: Document) throws(OpenSearchError) -> FieldFactor {
        guard let name = body["field"]?.string else {
            throw .parsing("[field_value_factor] required field 'field' missing")
        }
        guard let modifier = FieldFactor.Modifier(rawValue: body["modifier"]?.string?.lowercased() ?? "none") else {
            throw .illegalArgument("No modifier [\(body["modifier"]?.string ?? "")] of [field_value_factor]")
        }
        return FieldFactor(
            field: mapping.field(name)?.path ?? name, factor: body["factor"]?.doubleText ?? 1, modifier: modifier,
            missing: body["missing"]?.doubleText)
    }

    private func decay(_ body: Document, _ shape: String) throws(OpenSearchError) -> Decay {
        guard let entry = body.object?.entries.first(where: { $0.name != "multi_value_mode" }),
            let field = mapping.field(entry.name), let shape = Decay.Shape(rawValue: shape)
        else { throw .parsing("[\(shape)] function names a field that is not mapped") }
        func amount(_ name: String) throws(OpenSearchError) -> Double {
            guard let value = entry.value[name] else { return 0 }
            if field.type.isDate, let duration = value.string.flatMap({ TimeValue.duration($0) }) {
                return Double(duration.components.seconds) * 1000
            }
            guard let number = value.doubleText else {
                throw .parsing("[\(name)] of a decay function must be a number")
            }
            return number
        }
        var origin = entry.value["origin"]?.doubleText ?? 0
        if field.type.isDate {
            let text = entry.value["origin"]?.scalarText ?? "now"
            guard let instant = DateMath.instant(text, field.dateFormat, now: now, isUpper: false) else {
                throw .parse("failed to parse date field [\(text)] with format [\(field.dateFormat.text)]")
            }
            origin = Double(instant.milliseconds)
        }
        let scale = try amount("scale")
        let decay = entry.value["decay"]?.doubleText ?? 0.5
        guard scale > 0 else { throw .illegalArgument("[scale] must be > 0.0") }
        guard decay > 0, decay < 1 else { throw .illegalArgument("decay must be in the range [0..1]") }
        return Decay(
            shape: shape, field: field.path, origin: origin, scale: scale, offset: try amount("offset"), decay: decay)
    }

    mutating func scriptScore(_ body: Document) throws(OpenSearchError) -> Query {
        try check(body, "script_score", ["query", "script", "min_score"])
        guard let inner = body["query"] else { throw .illegalArgument("query cannot be null") }
        let function = ScoreFunction(kind: try script(body["script"] ?? .null))
        var result = FunctionQuery(query: try query(inner), functions: [function])
        result.boostMode = .replace
        result.scoreMin = body["min_score"]?.doubleText.map { Float($0) }
        return boosted(.function(result), body)
    }
}
