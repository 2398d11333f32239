import AWSBedrock
import AWSCore

/// Looks at one model: whether it is there, may be called so, will stay, and is open to the account.
struct ModelExamination {
    let id: String
    let region: String
    let now: Timestamp
    let client: any BedrockClient

    /// A model that ends within so many days is told of.
    static let daysLeftMin: Int64 = 180

    /// - Throws: what the control plane has answered instead, if that says nothing about the model.
    func run(_ look: inout Look) async throws {
        let model: String
        if Self.isProfile(id) {
            guard let behind = try await modelBehind(&look) else { return }
            model = behind
        } else {
            model = id
        }
        guard let details = try await details(of: model, &look) else { return }
        if model == id, details.inferenceTypesSupported?.contains(.onDemand) == false { await needsProfile(&look) }
        examineLife(details.modelLifecycle, &look)
        try await examineAccess(model, &look)
    }

    /// The prefix of a geography, as ids of inference profiles begin.
    static func isProfile(_ id: String) -> Bool {
        id.contains(":inference-profile/") || id.contains(":application-inference-profile/")
            || ["us", "us-gov", "eu", "apac", "jp", "au", "ca", "global"].contains(id.prefix { $0 != "." })
    }

    /// The geography that a region belongs to.
    static func prefix(of region: String) -> String {
        if region.hasPrefix("us-gov-") { return "us-gov" }
        if region.hasPrefix("us-") || region.hasPrefix("ca-") { return "us" }
        if region.hasPrefix("eu-") { return "eu" }
        return region.hasPrefix("ap-") ? "apac" : "global"
    }

    private func modelBehind(_ look: inout Look) async throws -> String? {
        do {
            let profile = try await client.getInferenceProfile(
                Bedrock.GetInferenceProfileRequest(inferenceProfileIdentifier: id))
            look.expect(profile.status == .active, "is \(profile.status.rawValue)", "Wait, or use another one.")
            // A model of any of the profile's regions: it is the same in all of them.
            let arns = profile.models.compactMap(\.modelArn)
            let own = arns.first { $0.contains(":\(region):") } ?? arns.first
            return own?.split(separator: "/").last.map(String.init)
        } catch {
            guard Self.isUnknown(error) else { throw error }
            look.note(
                .bad, "is no inference profile of \(region)",
                advice: "aws bedrock list-inference-profiles --region \(region), then mend `models`.")
            return nil
        }
    }

    private static func isUnknown(_ error: BedrockError) -> Bool {
        error.code == .resourceNotFoundException || error.code == .validationException
    }

    private func details(of model: String, _ look: inout Look) async throws -> Bedrock.FoundationModelDetails? {
        do {
            return try await client.getFoundationModel(
                Bedrock.GetFoundationModelRequest(modelIdentifier: model)
            ).modelDetails
        } catch {
            guard Self.isUnknown(error) else { throw error }
            look.note(
                .bad, "is no model of \(region), or has reached its end of life",
                advice: "aws bedrock list-foundation-models --region \(region), then mend `models`.")
            return nil
        }
    }

    private func needsProfile(_ look: inout Look) async {
        let profiles = try? await client.listInferenceProfiles(
            Bedrock.ListInferenceProfilesRequest(maxResults: 1_000, typeEquals: .systemDefined))
        let ids = (profiles?.inferenceProfileSummaries ?? []).filter { profile in
            profile.models.contains { $0.modelArn?.hasSuffix("/\(id)") == true }
        }.map(\.inferenceProfileId)
        let named = ids.isEmpty ? "\(Self.prefix(of: region)).\(id)" : ids.sorted().joined(separator: " or ")
        look.note(.bad, "is offered through an inference profile only", advice: "Use \(named).")
    }

    private func examineLife(_ life: Bedrock.FoundationModelLifecycle?, _ look: inout Look) {
        if let end = life?.endOfLifeTime {
            let days = (end.seconds - now.seconds) / 86_400
            guard end > now else {
                return look.note(
                    .bad, "reached its end of life on \(Self.day(end))", advice: "Set `models` to one that is active.")
            }
            look.expect(
                days > Self.daysLeftMin, "reaches its end of life on \(Self.day(end)), in \(days) days",
                "Plan to move to a model that is active.", otherwise: .doubtful)
        } else if life?.status == .legacy {
            let since = life?.legacyTime.map { " since \(Self.day($0))" } ?? ""
            look.note(.doubtful, "is legacy\(since)", advice: "Plan to move to a model that is active.")
        }
    }

    private static func day(_ time: Timestamp) -> String { String(time.text(.dateTime).prefix(10)) }

    private func examineAccess(_ model: String, _ look: inout Look) async throws {
        let access: Bedrock.GetFoundationModelAvailabilityResponse
        do {
            access = try await client.getFoundationModelAvailability(
                Bedrock.GetFoundationModelAvailabilityRequest(modelId: model))
        } catch {
            return look.refused("bedrock:GetFoundationModelAvailability", Refusal(error))
        }
        look.expect(
            access.regionAvailability == .available || id != model, "is not offered in \(region)",
            "Set `region`, or `models`.")
        look.expect(
            access.agreementAvailability.status == .available,
            "the terms of its provider are not accepted yet (\(access.agreementAvailability.status.rawValue))",
            "Open the model in Bedrock's model catalog once, and accept them.")
        look.expect(
            access.authorizationStatus == .authorized && access.entitlementAvailability == .available,
            "is not open to this account", "Ask for access to it on Bedrock's page of model access.")
    }
}
