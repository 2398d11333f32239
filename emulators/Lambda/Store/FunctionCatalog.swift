import AWSCore
import AWSLambda
import World

/// A function as an invocation needs it, under one qualifier.
struct InvocableFunction: Sendable {
    /// As it was invoked.
    let reference: FunctionReference
    /// Where the qualifier leads, with the shares of an alias that is split; they add up to 1.
    let targets: [Target]
    let policy: PolicyDocument?
    let reservedConcurrency: Int?
    /// Of all versions of the function together.
    let provisionedConcurrency: Int
    /// Of all functions of the account and region together.
    let reservedConcurrencySum: Int

    struct Target: Sendable {
        let record: FunctionRecord
        let weight: Double
        let provisionedConcurrency: Int
    }
}

/// The functions that were invoked lately, so that finding one costs no SQL.
///
/// What is kept is what is committed: nothing is kept while something changes, or if something changed since the
/// transaction that read it began.
final class FunctionCatalog: Sendable {
    private struct State {
        var functions: [FunctionReference: InvocableFunction] = [:]
        var changesUnderWay = 0
        var generation = 0
    }

    /// So many are kept at most.
    private static let functionsMax = 10_000

    private let state = Lock(State())

    var generation: Int { state.withLock { $0.generation } }

    func function(_ reference: FunctionReference) -> InvocableFunction? {
        state.withLock { $0.functions[reference] }
    }

    func keep(_ function: InvocableFunction, since generation: Int) {
        state.withLock { state in
            guard state.changesUnderWay == 0, state.generation == generation else { return }
            if state.functions.count >= Self.functionsMax { state.functions.removeAll() }
            state.functions[function.reference] = function
        }
    }

    func beginChange() {
        state.withLock { state in
            state.changesUnderWay += 1
            state.functions.removeAll()
        }
    }

    func endChange() {
        state.withLock { state in
            state.changesUnderWay -= 1
            state.generation += 1
            state.functions.removeAll()
        }
    }
}

extension LambdaState {
    /// - Throws: ResourceNotFoundException.
    func invocable(_ reference: FunctionReference, at now: Timestamp) async throws(LambdaError) -> InvocableFunction {
        if let function = catalog.function(reference) { return function }
        let generation = catalog.generation
        let call = Call(account: reference.account, region: reference.region, now: now)
        let function = try await read(call) { session in try session.invocable(reference) }
        catalog.keep(function, since: generation)
        return function
    }
}

extension Session {
    fileprivate func invocable(_ reference: FunctionReference) throws -> InvocableFunction {
        let record = try existing(reference)
        let provisioned = try entries(.provisioned, name: reference.name).map { entry in
            (entry.key, try ProvisionedConcurrency.requested(entry.value))
        }
        let qualifier = reference.settingsKey
        let own = provisioned.first { $0.0 == qualifier }?.1 ?? 0
        var targets: [InvocableFunction.Target] = []
        let others = try alias(reference.name, qualifier)?.routingConfig?.additionalVersionWeights ?? [:]
        for (version, weight) in others.sorted(by: { $0.key < $1.key }) {
            let other = try existing(reference.with(version))
            targets.append(.init(record: other, weight: weight, provisionedConcurrency: 0))
        }
        let rest = 1 - targets.reduce(0) { $0 + $1.weight }
        targets.insert(.init(record: record, weight: rest, provisionedConcurrency: own), at: 0)
        return InvocableFunction(
            reference: reference, targets: targets,
            policy: try entry(.policy, reference.name, qualifier).flatMap {
                try? PolicyDocument(json: String(decoding: $0.value, as: UTF8.self))
            },
            reservedConcurrency: try reservedConcurrency(reference.name),
            provisionedConcurrency: provisioned.reduce(0) { $0 + $1.1 },
            reservedConcurrencySum: try reservedConcurrencySum())
    }
}
