import AWSCore
import AWSOpenSearch

/// Queries for values between bounds.
extension QueryParser {
    private struct Bounds {
        var lower: Document?
        var upper: Document?
        var includesLower = true
        var includesUpper = true
    }

    func range(_ body: Document) throws(OpenSearchError) -> Query {
        let (name, options) = try field(body, "range", shorthand: "value")
        try check(
            options, "range",
            [
                "gt", "gte", "lt", "lte", "from", "to", "include_lower", "include_upper", "format", "time_zone",
                "relation",
            ])
        var bounds = Bounds(
            lower: options["from"], upper: options["to"], includesLower: options["include_lower"]?.truth ?? true,
            includesUpper: options["include_upper"]?.truth ?? true)
        if let value = options["gte"] { (bounds.lower, bounds.includesLower) = (value, true) }
        if let value = options["gt"] { (bounds.lower, bounds.includesLower) = (value, false) }
        if let value = options["lte"] { (bounds.upper, bounds.includesUpper) = (value, true) }
        if let value = options["lt"] { (bounds.upper, bounds.includesUpper) = (value, false) }
        if bounds.lower?.isNull ?? false { bounds.lower = nil }
        if bounds.upper?.isNull ?? false { bounds.upper = nil }
        guard let field = mapping.field(name) else { return .none }
        if bounds.lower == nil, bounds.upper == nil { return boosted(.exists(field: field.path), options) }
        return boosted(try range(field, bounds, options), options)
    }

    private func range(_ field: FieldMapping, _ bounds: Bounds, _ options: Document) throws(OpenSearchError) -> Query {
        if field.type.isDate {
            let format = options["format"]?.string.map { DateFormat($0) } ?? field.dateFormat
            let zone = try timeZone(options["time_zone"])
            let lower = try bounds.lower.map { value throws(OpenSearchError) in
                try date(value, field, format, zone, isUpper: !bounds.includesLower)
            }
            let upper = try bounds.upper.map { value throws(OpenSearchError) in
                try date(value, field, format, zone, isUpper: bounds.includesUpper)
            }
            return Self.integers(
                field.path, lower, upper, includesLower: bounds.includesLower, includesUpper: bounds.includesUpper)
        }
        if field.type.isIntegral { return try integers(field, bounds) }
        if field.type.isDouble {
            var range = DoubleRange(includesLower: bounds.includesLower, includesUpper: bounds.includesUpper)
            if let lower = bounds.lower { range.lower = try number(lower, field) }
            if let upper = bounds.upper { range.upper = try number(upper, field) }
            return .doubles(field: field.path, range)
        }
        if field.type == .ip { throw .notEmulated("[range] queries on addresses") }
        if field.type == .vector { throw .notEmulated("[range] queries on vectors") }
        return .pattern(
            field: field.path,
            .range(
                lower: bounds.lower?.scalarText, upper: bounds.upper?.scalarText, includesLower: bounds.includesLower,
                includesUpper: bounds.includesUpper))
    }

    private func number(_ value: Document, _ field: FieldMapping) throws(OpenSearchError) -> Double {
        guard let number = value.doubleText else {
            return try converted(field) { () throws(FieldValue.Refusal) in try FieldValue.double(value, field) }
        }
        return number
    }

    /// Bounds with a fraction are narrowed to the whole numbers between them.
    private func integers(_ field: FieldMapping, _ bounds: Bounds) throws(OpenSearchError) -> Query {
        var (low, high) = (Int64.min, Int64.max)
        if let lower = bounds.lower {
            let number = try wholeBound(lower, field, .up)
            let isExact = number.isExact
            low = bounds.includesLower || !isExact ? number.value : number.value.addingClamped(1)
            if number.isBeyond == .above { return .none }
        }
        if let upper = bounds.upper {
            let number = try wholeBound(upper, field, .down)
            high = bounds.includesUpper || !number.isExact ? number.value : number.value.addingClamped(-1)
            if number.isBeyond == .below { return .none }
        }
        return low <= high ? .integers(field: field.path, low...high) : .none
    }

    private enum Side { case within, above, below }

    private func wholeBound(
        _ value: Document, _ field: FieldMapping, _ rule: FloatingPointRoundingRule
    ) throws(OpenSearchError) -> (value: Int64, isExact: Bool, isBeyond: Side) {
        if field.type == .boolean || value.doubleText == nil {
            let value = try converted(field) { () throws(FieldValue.Refusal) in try FieldValue.integer(value, field) }
            return (value, true, .within)
        }
        if let whole = value.scalarText.flatMap({ Int64($0) }) { return (whole, true, .within) }
        let number = value.doubleText ?? 0
        let rounded = number.rounded(rule)
        if let whole = Int64(exactly: rounded) { return (whole, rounded == number, .within) }
        return number > 0 ? (.max, false, .above) : (.min, false, .below)
    }

    private static func integers(
        _ path: String, _ lower: Int64?, _ upper: Int64?, includesLower: Bool, includesUpper: Bool
    ) -> Query {
        let low = lower.map { includesLower ? $0 : $0.addingClamped(1) } ?? .min
        let high = upper.map { includesUpper ? $0 : $0.addingClamped(-1) } ?? .max
        return low <= high ? .integers(field: path, low...high) : .none
    }

    /// All of the time that two dates name, from the first moment of one to the last of the other.
    func dateRange(_ field: FieldMapping, from: Document, to: Document) throws(OpenSearchError) -> Query {
        let low = try date(from, field, field.dateFormat, 0, isUpper: false)
        let high = try date(to, field, field.dateFormat, 0, isUpper: true)
        return low <= high ? .integers(field: field.path, low...high) : .none
    }

    private func date(
        _ value: Document, _ field: FieldMapping, _ format: DateFormat, _ zone: Int, isUpper: Bool
    ) throws(OpenSearchError) -> Int64 {
        let text = value.scalarText ?? ""
        guard let instant = DateMath.instant(text, format, now: now, isUpper: isUpper) else {
            let reason = "failed to parse date field [\(text)] with format [\(format.text)]"
            throw OpenSearchError(
                ErrorCode("parse_exception"), reason: reason + ": [\(reason)]", status: 400,
                causedBy: .cause("illegal_argument_exception", reason))
        }
        let isZoned = text.hasSuffix("Z") || text.hasPrefix("now") || Int64(text) != nil
        return FieldValue.units(of: isZoned ? instant : instant + .seconds(-zone), field)
    }

    /// Seconds east of UTC. Names of places are refused: their rules change.
    func timeZone(_ value: Document?) throws(OpenSearchError) -> Int {
        guard let text = value?.string, text != "UTC", text != "Z" else { return 0 }
        var reader = DigitReader(text)
        guard let zone = reader.zone(), reader.isAtEnd, !text.isEmpty else {
            throw .notEmulated("the time zone [\(text)]: offsets such as +01:00 are")
        }
        return zone
    }
}

extension Int64 {
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? self : sum
    }
}
