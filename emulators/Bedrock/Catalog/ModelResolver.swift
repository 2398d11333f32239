import AWSBedrockRuntime
import AWSCore
import World

/// A model as a call names it: by id, by ARN, or through an inference profile.
struct ResolvedModel: Sendable {
    let model: FoundationModel
    /// What the call said, without the ARN around it.
    let name: String
    let isProfile: Bool
}

/// Finds the model that a `modelId` stands for.
struct ModelResolver: Sendable {
    let catalog: ModelCatalog
    /// Ids of application inference profiles, and the model or profile that each was made from.
    let applicationProfiles: [String: String]
    let refusesEnded: Bool

    /// - Throws: ValidationException for an id that names nothing or is not offered on demand;
    ///   ResourceNotFoundException for a model past its end, where that is minded.
    func resolve(_ modelID: String, at time: Timestamp) throws(BedrockRuntimeError) -> ResolvedModel {
        guard let found = find(modelID, depth: 0) else { throw .invalidModel }
        if refusesEnded, found.model.lifecycle.stage(at: time) == .ended { throw .modelEnded }
        guard found.isProfile || found.model.isOnDemand else { throw .notOnDemand(found.name) }
        return found
    }

    /// Any model of that name, whether it may be called so or not.
    func find(_ modelID: String) -> ResolvedModel? { find(modelID, depth: 0) }

    private func find(_ modelID: String, depth: Int) -> ResolvedModel? {
        guard depth < 4 else { return nil }
        if modelID.hasPrefix("arn:") { return findARN(modelID, depth: depth) }
        if let model = catalog.model(modelID) { return ResolvedModel(model: model, name: modelID, isProfile: false) }
        guard let dot = modelID.firstIndex(of: ".") else { return nil }
        let prefix = String(modelID[..<dot])
        guard let model = catalog.model(String(modelID[dot...].dropFirst())), model.profilePrefixes.contains(prefix)
        else { return nil }
        return ResolvedModel(model: model, name: modelID, isProfile: true)
    }

    private func findARN(_ text: String, depth: Int) -> ResolvedModel? {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[2] == "bedrock" else { return nil }
        let resource = parts[5].split(separator: "/", maxSplits: 1)
        guard resource.count == 2 else { return nil }
        let name = String(resource[1])
        switch resource[0] {
        case "foundation-model": return find(name, depth: depth + 1)
        case "inference-profile": return find(name, depth: depth + 1).flatMap { $0.isProfile ? $0 : nil }
        case "application-inference-profile":
            guard let source = applicationProfiles[name], let found = find(source, depth: depth + 1) else { return nil }
            return ResolvedModel(model: found.model, name: text, isProfile: true)
        default: return nil
        }
    }
}
