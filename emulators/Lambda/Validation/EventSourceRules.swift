import AWSCore
import AWSLambda
import World

/// The states of an event source mapping (API reference, EventSourceMappingConfiguration).
enum EventSourceState {
    static let creating = "Creating"
    static let enabled = "Enabled"
    static let updating = "Updating"
    static let disabling = "Disabling"
    static let disabled = "Disabled"
    static let deleting = "Deleting"
}

extension Lambda.EventSourceMappingConfiguration {
    /// What an operation answers while its change is, on AWS, still going on.
    func answered(_ state: String) -> Self {
        var config = self
        config.state = state
        return config
    }
}

/// Rules for event source mappings.
enum EventSourceRules {
    /// - Throws: NotImplemented for a source other than a queue.
    static func queue(_ text: String?) throws(LambdaError) -> ARN {
        guard let text, let arn = try? ARN(text) else { throw .invalidParameter("Unrecognized event source.") }
        guard arn.service == "sqs" else {
            throw .notEmulated("CreateEventSourceMapping", parameter: "EventSourceArn of \(arn.service)")
        }
        return arn
    }

    static func existing(_ uuid: String, _ session: Session) throws -> Lambda.EventSourceMappingConfiguration {
        guard
            let config = try session.structure(Lambda.EventSourceMappingConfiguration.self, .mapping, "", uuid)
        else { throw LambdaError.resourceNotFound }
        return config
    }

    static func checkUnused(_ queue: ARN, _ reference: FunctionReference, _ session: Session) throws {
        for entry in try session.entries(.mapping, name: "") {
            let config = try StoredStructure.read(Lambda.EventSourceMappingConfiguration.self, entry.value)
            guard config.eventSourceArn == queue.description, config.functionArn == reference.arn else { continue }
            throw LambdaError.conflict(
                "The event source arn (\" \(queue) \") and function (\" \(reference.name) \") provided mapping already "
                    + "exists. Please update or delete the existing mapping with UUID \(entry.key)")
        }
    }

    static func check(_ config: Lambda.EventSourceMappingConfiguration, isFIFO: Bool) throws(LambdaError) {
        let size = config.batchSize ?? 1
        let window = config.maximumBatchingWindowInSeconds ?? 0
        guard size > LambdaLimits.queueBatchSizeMaxWithoutWindow else {
            if isFIFO, window > 0 {
                throw .invalidParameter("Batching window is not supported for FIFO queues.")
            }
            return
        }
        guard !isFIFO else {
            throw .invalidParameter("Batch size of \(size) is greater than the maximum of 10 for FIFO queues.")
        }
        guard window > 0 else {
            throw .invalidParameter(
                "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10")
        }
    }

    static func poll(_ config: Lambda.EventSourceMappingConfiguration, _ view: LambdaEmulator) {
        let mapping = PolledMapping(
            uuid: config.uuid ?? "", queue: config.eventSourceArn ?? "", account: view.call.account,
            region: view.call.region)
        view.state.pollers.wake(mapping, view.state)
    }
}
