import AWSCore
public import World

/// All of Bedrock in one world: its models, guardrails and scripts, and the prompts it keeps for some minutes.
///
/// Made once for each world; ``BedrockRuntimeEmulator`` is a view of it for one call.
public final class BedrockState: Sendable {
    public let world: World
    public let settings: BedrockSettings
    let resolver: ModelResolver
    let ids: AnswerIDs
    let cache = PromptCache()
    let script: Script
    let recordings: Recordings
    let guardrails: [String: Guardrail]
    private let calls = Lock(UInt64(0))

    /// - Throws: ``GuardrailDefinitionError`` for a guardrail whose expression is none.
    public init(_ world: World, settings: BedrockSettings = BedrockSettings()) throws {
        self.world = world
        self.settings = settings
        resolver = ModelResolver(
            catalog: settings.catalog, applicationProfiles: settings.applicationProfiles,
            refusesEnded: settings.refusesEndedModels)
        ids = AnswerIDs(stream: world.stream(named: "bedrock.answers"))
        script = Script(settings.rules)
        recordings = Recordings(settings.cassettes)
        var guardrails: [String: Guardrail] = [:]
        for definition in settings.guardrails {
            guardrails[definition.key] = try Guardrail(definition, accountID: world.accountID, region: world.region)
        }
        self.guardrails = guardrails
    }

    /// Numbers the answers, so that latencies differ from call to call and repeat from run to run.
    func nextCall() -> UInt64 {
        calls.withLock { count in
            count += 1
            return StableHash64.of("latency \(count)")
        }
    }
}
