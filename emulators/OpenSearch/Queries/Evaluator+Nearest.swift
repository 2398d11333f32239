/// Queries by distance.
extension Evaluator {
    func nearest(_ query: NearestQuery, _ boost: Float) -> Matches {
        guard let vectors = index.vectors[query.field], vectors.dimension == query.vector.count else { return .none }
        let allowed = query.filter.map { Bitmap(documents($0)) }
        let isAccepted = { (document: UInt32) in
            // A filter speaks of whole documents even where the vectors are nested in them.
            index.live.contains(document)
                && (allowed.map { $0.contains(document) || $0.contains(index.root(of: document)) } ?? true)
        }
        let found: [(document: UInt32, distance: Float)]
        switch query.extent {
        case .count(let count):
            found = vectors.nearest(to: query.vector, count: count, where: isAccepted)
        case .score(let scoreMin):
            found = vectors.distances(
                to: query.vector, in: vectors.space, of: vectors.documents.lazy.filter(isAccepted)
            ).filter { vectors.space.isNear($0.distance, scoreMin: scoreMin) }
        }
        return Matches(unordered: found.map { ($0.document, boost * vectors.space.score(of: $0.distance)) })
    }

    /// The distances of those of `documents` that have a vector.
    func distances(
        to vector: [Float], _ space: VectorSpace, _ field: String, of documents: [UInt32]
    ) -> [(document: UInt32, distance: Float)] {
        guard let vectors = index.vectors[field], vectors.dimension == vector.count else { return [] }
        return vectors.distances(to: vector, in: space, of: documents)
    }
}
