import AWSCore
import AWSWire
import Foundation
import FrontDoor
import LocalCloud
import World
import YAMLFiles

/// Does what one step says, and gives back what came of it as plain data.
struct StepPerformer {
    let stage: Stage
    let scenario: Scenario
    let saved: [String: String]

    /// Whoever comes by the front door.
    var visitor: Visitor {
        Visitor(scenario: scenario, saved: saved) { [frontDoor = stage.chatbot.frontDoor] in await frontDoor.answer($0)
        }
    }

    func result(of step: Step) async throws -> Document {
        if let result = try await visitor.result(of: step) { return result }
        switch step.action {
        case .advance(let duration): await stage.world.advance(by: duration)
        case .fault(let rule): stage.world.faults.add(rule)
        case .clearFaults: stage.world.faults.removeAll()
        case .restart: break
        case .events(let events):
            return try await call("EventBridge", "PutEvents", ["Entries": visitor.filled(.list(events))])
        case .call(let service, let operation, let input):
            return try await call(service, operation, visitor.filled(input))
        case .table, .objects, .queue, .logs, .calls, .cost:
            return try await Observer(stage: stage, performer: self).look(step.action)
        case .chat, .search, .request, .upload, .delete, .documents, .vector: break
        }
        return .null
    }

    // AWS, as the account's owner.

    func call(_ service: String, _ operation: String, _ input: Document) async throws -> Document {
        let services = stage.chatbot.cloud.wireServices
        let names = services.map { $0.metadata.serviceID.replacing(" ", with: "") }
        guard let index = names.firstIndex(where: { $0.lowercased() == service.lowercased() }) else {
            throw StepFailure(unknown: service, "service", among: names)
        }
        guard services[index].operationNames.contains(operation) else {
            throw StepFailure(unknown: operation, "operation of \(names[index])", among: services[index].operationNames)
        }
        let caller = WireCaller(
            account: stage.world.accountID, region: stage.world.region,
            requestID: stage.world.stream(named: "scenario.request-ids").uuid())
        return try await services[index].call(operation, input, as: caller)
    }
}
