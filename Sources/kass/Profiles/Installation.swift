package import AWSLive
import Chatbot
package import FrontDoor
package import LocalCloud
package import Profiles
package import World

/// The chatbot that a profile stands for. This is the only place that chooses between emulated and live.
package struct Installation: Sendable {
    package let frontDoor: FrontDoor
    /// The world that the functions run in; nil where they run on AWS.
    package let chatbot: LocalChatbot?

    /// The chatbot with its functions in this process, in `world`.
    /// - Throws: `ConfigurationError`, `ProfileMistake`, `ProvisioningError`, `StorageError`
    package init(
        _ profile: Profile, in world: World, machine: Machine = .system,
        options: LocalChatbotOptions = .inThisProgram
    ) async throws {
        let chatbot = try await LocalChatbot(
            world: world, options: Self.options(profile, machine: machine, over: options))
        self.chatbot = chatbot
        frontDoor = chatbot.frontDoor
    }

    /// How a chatbot is made whose functions run in this process.
    /// - Throws: `ConfigurationError`, `ProfileMistake`
    package static func options(
        _ profile: Profile, machine: Machine = .system, over options: LocalChatbotOptions = .inThisProgram
    ) throws -> LocalChatbotOptions {
        var options = options
        options.configuration = try ChatbotConfiguration(variables: profile.variables)
        if !profile.liveServices.isEmpty {
            options.outside = try LiveServices(profile, machine: machine).outside()
        }
        return options
    }

    /// The chatbot whose functions run on AWS.
    package init(live profile: Profile, machine: Machine = .system) throws {
        let configuration = try ChatbotConfiguration(variables: profile.variables)
        let live = try LiveServices(profile, machine: machine)
        var settings = FrontDoorConfiguration(
            environment: configuration.names.environment, bucket: configuration.names.bucket,
            limits: FrontDoorLimits(configuration.limits))
        if let account = profile["account"] { settings.accountID = account }
        let random = live.configuration.surroundings.random
        frontDoor = FrontDoor(
            settings,
            clients: FrontDoorClients(
                lambda: live.clients.lambda, s3: live.clients.s3),
            clock: live.configuration.surroundings.now, requestID: { Self.requestID(random()) })
        chatbot = nil
    }

    /// In the form that API Gateway has: `LV7fzhoPHcEJPwk=`.
    private static func requestID(_ random: UInt64) -> String {
        let text = String(random, radix: 36)
        return (String(repeating: "0", count: max(0, 15 - text.count)) + text).prefix(15) + "="
    }
}
