import AWSCore
import AWSOpenSearch
import World

/// Train: a model from the vectors of an index.
///
/// Source: OpenSearch documentation, "k-NN API", "Train a model"; k-NN plugin, TrainingJobRouterTransportAction,
/// TrainingJob and TrainingJobRunner. What is learned is made again where vectors are searched by it; here it is found
/// out whether there is enough to learn from.
enum TrainModel {
    /// How long training takes.
    private static let duration = Duration.seconds(1)

    static func run(
        _ input: OpenSearch.TrainModelInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try ServerlessRules.refuse(view)
        let request = try TrainingRequest(input.body, id: input.name, input.parameters)
        let catalog = try await view.state.catalog(view.place)
        let model = try request.model(catalog, now: view.now)
        let found = try await vectorCount(request, catalog, view)
        if let least = model.encoderVectorsMin, found < least {
            throw .validation(
                ["Number of training points should be greater than \(least)"], by: "validation_exception")
        }
        let id = request.id ?? view.state.newID(22)
        try view.state.trainings.begin(view.place, id)
        do throws(OpenSearchError) {
            try await view.state.write(view.place, now: view.now) { session in
                try session.put(.vectorModel, id, .object(model.document))
                try session.put(.vectorModelIndex, "", true)
            }
        } catch {
            view.state.trainings.end(view.place, id)
            throw error
        }
        view.countRequest()
        view.state.nearestCounters.add(.trainings)
        let (reference, place) = (view.state.reference, view.place)
        view.state.world.clock.schedule(at: view.now + duration, label: "opensearch.training") {
            guard let state = reference() else { return }
            let ended = outcome(model, found)
            if ended.state == .failed { state.nearestCounters.add(.trainingErrors) }
            try? await state.write(place, now: state.world.clock.now) { session in
                try session.put(.vectorModel, id, .object(ended.document))
            }
            state.trainings.end(place, id)
        }
        return OpenSearch.BodyOutput(answer: ["model_id": .string(id)])
    }

    private static func outcome(_ model: VectorModel, _ found: Int) -> VectorModel {
        guard found < model.clusters else { return model.ended(.created) }
        return model.ended(
            .failed,
            error: "Failed to execute training. Number of training points (\(found)) should be at least as large as "
                + "number of clusters (\(model.clusters))")
    }

    /// Vectors that a search sees now.
    private static func vectorCount(
        _ request: TrainingRequest, _ catalog: Catalog, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> Int {
        guard let index = catalog.index(request.index) else { return 0 }
        try await view.load([index])
        let snapshot = try index.snapshot(view.state.settings, now: view.now).index
        let count = snapshot.documents(having: request.field).count { snapshot.live.contains($0) }
        return min(count, request.vectorsMax)
    }
}

/// The models that are being trained in this process: one node trains one at a time.
final class Trainings: Sendable {
    private struct Key: Hashable {
        let place: OpenSearchState.Place
        let id: String
    }

    private let running = Lock<Set<Key>>([])

    func begin(_ place: OpenSearchState.Place, _ id: String) throws(OpenSearchError) {
        let isFree = running.withLock { running in
            guard !running.contains(where: { $0.place == place }) else { return false }
            running.insert(Key(place: place, id: id))
            return true
        }
        guard isFree else {
            throw .validation(["Cluster does not have capacity to train"], by: "validation_exception")
        }
    }

    func end(_ place: OpenSearchState.Place, _ id: String) {
        running.withLock { _ = $0.remove(Key(place: place, id: id)) }
    }

    func contains(_ place: OpenSearchState.Place, _ id: String) -> Bool {
        running.withLock { $0.contains(Key(place: place, id: id)) }
    }
}
