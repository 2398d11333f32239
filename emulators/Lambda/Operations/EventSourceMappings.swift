import AWSCore
import AWSLambda
import World

/// CreateEventSourceMapping: has a queue's messages handled by a function.
enum CreateEventSourceMapping {
    static func run(
        _ input: Lambda.CreateEventSourceMappingRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.EventSourceMappingConfiguration {
        try RequestConstraints.check(input)
        try Refusals.check(input)
        let queue = try EventSourceRules.queue(input.eventSourceArn)
        let reference = try FunctionReference(input.functionName, in: view.call)
        let uuid = view.state.identifiers.uuid()
        let config = try await view.state.write(view.call) { session in
            do {
                _ = try session.existing(reference)
            } catch is LambdaError {
                throw LambdaError.invalidParameter("Function does not exist")
            }
            try EventSourceRules.checkUnused(queue, reference, session)
            var config = Lambda.EventSourceMappingConfiguration(uuid: uuid)
            config.eventSourceArn = queue.description
            config.eventSourceMappingArn =
                "arn:aws:lambda:\(session.region):\(session.account):event-source-mapping:\(uuid)"
            config.functionArn = reference.arn
            config.batchSize = input.batchSize ?? LambdaLimits.queueBatchSizeDefault
            config.maximumBatchingWindowInSeconds = input.maximumBatchingWindowInSeconds ?? 0
            config.functionResponseTypes = input.functionResponseTypes ?? []
            config.scalingConfig = input.scalingConfig
            config.kmsKeyArn = input.kmsKeyArn
            config.state = input.enabled == false ? EventSourceState.disabled : EventSourceState.enabled
            config.stateTransitionReason = "USER_INITIATED"
            config.lastModified = session.now
            try EventSourceRules.check(config, isFIFO: queue.resource.hasSuffix(".fifo"))
            try session.put(.mapping, "", uuid, config)
            return config
        }
        if config.state == EventSourceState.enabled { EventSourceRules.poll(config, view) }
        return config.answered(EventSourceState.creating)
    }
}

/// UpdateEventSourceMapping: what is left out stays.
enum UpdateEventSourceMapping {
    static func run(
        _ input: Lambda.UpdateEventSourceMappingRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.EventSourceMappingConfiguration {
        try RequestConstraints.check(input)
        try Refusals.check(input)
        let reference = try input.functionName.map { name throws(LambdaError) in
            try FunctionReference(name, in: view.call)
        }
        let config = try await view.state.write(view.call) { session in
            var config = try EventSourceRules.existing(input.uuid, session)
            if let reference {
                _ = try session.existing(reference)
                config.functionArn = reference.arn
            }
            config.batchSize = input.batchSize ?? config.batchSize
            config.maximumBatchingWindowInSeconds =
                input.maximumBatchingWindowInSeconds ?? config.maximumBatchingWindowInSeconds
            config.functionResponseTypes = input.functionResponseTypes ?? config.functionResponseTypes
            config.scalingConfig = input.scalingConfig ?? config.scalingConfig
            if let enabled = input.enabled {
                config.state = enabled ? EventSourceState.enabled : EventSourceState.disabled
            }
            config.lastModified = session.now
            try EventSourceRules.check(config, isFIFO: config.eventSourceArn?.hasSuffix(".fifo") == true)
            try session.put(.mapping, "", input.uuid, config)
            return config
        }
        if config.state == EventSourceState.enabled {
            EventSourceRules.poll(config, view)
        } else {
            view.state.pollers.stop(input.uuid, view.state)
        }
        return config.answered(input.enabled == false ? EventSourceState.disabling : EventSourceState.updating)
    }
}

/// GetEventSourceMapping.
enum GetEventSourceMapping {
    static func run(
        _ input: Lambda.GetEventSourceMappingRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.EventSourceMappingConfiguration {
        try RequestConstraints.check(input)
        return try await view.state.read(view.call) { session in
            try EventSourceRules.existing(input.uuid, session)
        }
    }
}

/// DeleteEventSourceMapping.
enum DeleteEventSourceMapping {
    static func run(
        _ input: Lambda.DeleteEventSourceMappingRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.EventSourceMappingConfiguration {
        try RequestConstraints.check(input)
        let config = try await view.state.write(view.call) { session in
            let config = try EventSourceRules.existing(input.uuid, session)
            try session.delete(.mapping, "", input.uuid)
            return config
        }
        view.state.pollers.stop(input.uuid, view.state)
        return config.answered(EventSourceState.deleting)
    }
}

/// ListEventSourceMappings: of a function, of a source, or all.
enum ListEventSourceMappings {
    static func run(
        _ input: Lambda.ListEventSourceMappingsRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.ListEventSourceMappingsResponse {
        try RequestConstraints.check(input)
        let reference = try input.functionName.map { name throws(LambdaError) in
            try FunctionReference(name, in: view.call)
        }
        let all = try await view.state.read(view.call) { session in
            try session.entries(.mapping, name: "").map { entry in
                try StoredStructure.read(Lambda.EventSourceMappingConfiguration.self, entry.value)
            }
        }
        let wanted = all.filter { config in
            (reference == nil || config.functionArn == reference?.arn)
                && (input.eventSourceArn == nil || config.eventSourceArn == input.eventSourceArn)
        }
        let page = Page(wanted, after: input.marker, limit: input.maxItems, most: LambdaLimits.mappingPageItems) {
            $0.uuid ?? ""
        }
        return Lambda.ListEventSourceMappingsResponse(
            nextMarker: page.nextMarker, eventSourceMappings: page.items)
    }
}
