import AWSCore

/// Scores computed from values.
extension Evaluator {
    func function(_ query: FunctionQuery, _ boost: Float) -> Matches {
        var matches = evaluate(query.query, 1)
        let functions = query.functions.map { function in
            (
                scores: scores(of: function, for: matches.documents),
                filter: function.filter.map { Bitmap(documents($0)) },
                weight: function.weight
            )
        }
        for (position, document) in matches.documents.enumerated() {
            var values: [(value: Double, weight: Double)] = []
            for function in functions where function.filter?.contains(document) ?? true {
                guard let value = function.scores[document] else { continue }
                let weight = Double(function.weight ?? 1)
                values.append((value * weight, weight))
            }
            let score = Double(matches.scores[position])
            let combined =
                values.isEmpty
                ? (query.functions.isEmpty ? nil : 1) : min(combine(values, query.scoreMode), Double(query.boostMax))
            matches.scores[position] = boost * Float(apply(query.boostMode, score, combined))
        }
        guard let scoreMin = query.scoreMin else { return matches }
        var kept = Matches.none
        for (position, document) in matches.documents.enumerated() where matches.scores[position] >= scoreMin {
            kept.documents.append(document)
            kept.scores.append(matches.scores[position])
        }
        return kept
    }

    private func scores(of function: ScoreFunction, for documents: [UInt32]) -> [UInt32: Double] {
        var scores: [UInt32: Double] = [:]
        switch function.kind {
        case .weight: for document in documents { scores[document] = 1 }
        case .vector(let field, let vector, let space):
            // A document without the field scores 0 (KNNScoreScript).
            for document in documents { scores[document] = 0 }
            for (document, distance) in distances(to: vector, space, field, of: documents) {
                scores[document] = Double(space.score(of: distance))
            }
        case .bits(let field, let bits):
            for document in documents {
                guard let value = index.integers[field]?[document].first else {
                    scores[document] = 0
                    continue
                }
                scores[document] = 1 / Double(1 + (UInt64(bitPattern: value) ^ bits).nonzeroBitCount)
            }
        case .bytes(let field, let bytes):
            let terms = index.texts[field]
            for document in documents {
                // Of several values the least one is meant, by its bytes.
                let values = terms?.values[document].compactMap { number in
                    terms.flatMap { Blob(base64: $0.terms[Int(number)])?.bytes }
                }
                let value = values?.min { $0.lexicographicallyPrecedes($1) }
                scores[document] = value.map { 1 / Double(1 + Self.differingBits($0, bytes)) } ?? 0
            }
        case .formula(let formula): return self.scores(formula, documents)
        case .field(let factor):
            for document in documents {
                guard let value = number(of: factor.field, document) ?? factor.missing else { continue }
                scores[document] = factor.modifier.apply(value * factor.factor)
            }
        case .scattered(let seed):
            for document in documents {
                scores[document] = Self.fraction(seed, index.stored[Int(document)]?.seqNo ?? 0)
            }
        case .decay(let decay):
            for document in documents {
                scores[document] = number(of: decay.field, document).map(decay.score) ?? 1
            }
        }
        return scores
    }

    private static func differingBits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        (0..<max(left.count, right.count)).reduce(0) { bits, place in
            let (one, other) = (left.count - 1 - place, right.count - 1 - place)
            return bits + ((one >= 0 ? left[one] : 0) ^ (other >= 0 ? right[other] : 0)).nonzeroBitCount
        }
    }

    private func scores(_ parsed: ScoreFormula.Parsed, _ documents: [UInt32]) -> [UInt32: Double] {
        let measured = parsed.measures.map { measure in
            Dictionary(
                uniqueKeysWithValues: distances(to: measure.vector, measure.space, measure.field, of: documents)
                    .map { ($0.document, measure.value(of: $0.distance)) })
        }
        var having: [String: Set<UInt32>] = [:]
        for field in parsed.formula.choices { having[field] = Set(index.documents(having: field)) }
        return Dictionary(
            uniqueKeysWithValues: documents.map { document in
                let score = parsed.formula.value({ measured[$0][document] }) { field in
                    !(having[field]?.contains(document) ?? false)
                }
                return (document, score)
            })
    }

    func number(of field: String, _ document: UInt32) -> Double? {
        index.integers[field]?[document].first.map(Double.init) ?? index.doubles[field]?[document].first
    }

    private func combine(_ values: [(value: Double, weight: Double)], _ mode: FunctionQuery.Combination) -> Double {
        switch mode {
        case .multiply: values.reduce(1) { $0 * $1.value }
        case .sum: values.reduce(0) { $0 + $1.value }
        case .avg: values.reduce(0) { $0 + $1.value } / max(.leastNonzeroMagnitude, values.reduce(0) { $0 + $1.weight })
        case .first, .replace: values[0].value
        case .max: values.map(\.value).max() ?? 1
        case .min: values.map(\.value).min() ?? 1
        }
    }

    private func apply(_ mode: FunctionQuery.Combination, _ score: Double, _ value: Double?) -> Double {
        guard let value else { return score }
        return switch mode {
        case .multiply: score * value
        case .sum: score + value
        case .avg: (score + value) / 2
        case .first, .replace: value
        case .max: max(score, value)
        case .min: min(score, value)
        }
    }

    /// A number from 0 up to 1, a function of the two alone.
    private static func fraction(_ seed: UInt64, _ number: Int) -> Double {
        var state = seed &+ UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15
        state = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        state = (state ^ state >> 27) &* 0x94D0_49BB_1331_11EB
        return Double((state ^ state >> 31) >> 11) * 0x1p-53
    }
}

extension FieldFactor.Modifier {
    func apply(_ value: Double) -> Double {
        switch self {
        case .none: value
        case .log: Logarithm.log10(value)
        case .log1p: Logarithm.log10(value + 1)
        case .log2p: Logarithm.log10(value + 2)
        case .ln: Logarithm.log(value)
        case .ln1p: Logarithm.log(value + 1)
        case .ln2p: Logarithm.log(value + 2)
        case .square: value * value
        case .sqrt: value.squareRoot()
        case .reciprocal: 1 / value
        }
    }
}

extension Decay {
    func score(_ value: Double) -> Double {
        let distance = max(0, abs(value - origin) - offset)
        switch shape {
        case .exp: return Logarithm.exp(Logarithm.log(decay) / scale * distance)
        case .gauss: return Logarithm.exp(distance * distance * Logarithm.log(decay) / (scale * scale))
        case .linear:
            let reach = scale / (1 - decay)
            return max(0, (reach - distance) / reach)
        }
    }
}
