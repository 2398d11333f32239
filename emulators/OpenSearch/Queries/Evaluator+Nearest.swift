/// Queries by distance.
extension Evaluator {
    func nearest(_ query: NearestQuery, _ boost: Float) -> Matches {
        guard let vectors = index.vectors[query.field], vectors.dimension == query.vector.count else { return .none }
        let allowed = allowed(query, vectors)
        var found: [(document: UInt32, distance: Float)]
        switch query.extent {
        case .count(let count) where index.isNested(query.field):
            found = nearestOfEach(query, vectors, count: count, among: allowed)
        case .count(let count):
            found = vectors.nearest(to: query.vector, count: count, among: allowed, probes: query.probes)
        case .score(let scoreMin, _): found = vectors.near(query.vector, scoreMin: scoreMin, among: allowed)
        }
        if query.expandsNested { found = expanded(found, query, vectors) }
        return Matches(unordered: found.map { ($0.document, boost * vectors.space.score(of: $0.distance)) })
    }

    /// The documents that may be found; nil for all that have a vector.
    private func allowed(_ query: NearestQuery, _ vectors: VectorField) -> Bitmap? {
        guard let filter = query.filter else {
            return index.live.count == index.numbersEnd ? nil : index.live
        }
        let passing = Bitmap(documents(filter))
        guard index.isNested(query.field) else { return passing.intersection(index.live) }
        // A filter speaks of whole documents even where the vectors are nested in them.
        return Bitmap(
            vectors.documents.filter { document in
                index.live.contains(document)
                    && (passing.contains(document) || passing.contains(index.root(of: document)))
            })
    }

    /// Of vectors that are nested in documents the nearest one of each document, of as many documents.
    private func nearestOfEach(
        _ query: NearestQuery, _ vectors: VectorField, count: Int, among allowed: Bitmap?
    ) -> [(document: UInt32, distance: Float)] {
        var wanted = count * 3
        while true {
            let found = vectors.nearest(
                to: query.vector, count: min(wanted, vectors.documents.count), among: allowed, probes: query.probes)
            var seen: Set<UInt32> = []
            let best = found.filter { seen.insert(index.parent(of: $0.document)).inserted }
            if best.count >= count || wanted >= vectors.documents.count { return Array(best.prefix(count)) }
            wanted *= 4
        }
    }

    /// With all other vectors that are nested in the documents of those that were found.
    private func expanded(
        _ found: [(document: UInt32, distance: Float)], _ query: NearestQuery, _ vectors: VectorField
    ) -> [(document: UInt32, distance: Float)] {
        let parents = Set(found.map { index.parent(of: $0.document) })
        let all = vectors.documents.filter { index.live.contains($0) && parents.contains(index.parent(of: $0)) }
        return vectors.distances(to: query.vector, in: vectors.space, of: all)
    }

    /// The distances of those of `documents` that have a vector.
    func distances(
        to vector: [Float], _ space: VectorSpace, _ field: String, of documents: [UInt32]
    ) -> [(document: UInt32, distance: Float)] {
        guard let vectors = index.vectors[field], vectors.dimension == vector.count else { return [] }
        return vectors.distances(to: vector, in: space, of: documents)
    }
}
