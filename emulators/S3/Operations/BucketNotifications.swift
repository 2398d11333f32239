import AWSCore
import AWSS3
import World

enum BucketNotifications {
    static func put(
        _ input: S3.PutBucketNotificationConfigurationRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.PutBucketNotificationConfigurationOutput {
        let given = input.notificationConfiguration
        if let topics = given.topicConfigurations, !topics.isEmpty {
            throw .notEmulated("PutBucketNotificationConfiguration", parameter: "TopicConfigurations")
        }
        try NotificationRules.check(given)
        let bucket = try await view.bucket(input.bucket, owner: input.expectedBucketOwner)
        if input.skipDestinationValidation != true { try await checkDestinations(of: given, bucket, view) }
        let configuration = complete(given, view)
        try await view.change { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            try session.set(.notification, of: bucket, to: configuration)
            guard session.state.sink != nil else { return }
            for queue in configuration.queueConfigurations ?? [] {
                try session.post(
                    S3Notification(
                        event: session.event(.test, in: bucket), destination: .queue(queue.queueArn),
                        configurationID: queue.id))
            }
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return S3.PutBucketNotificationConfigurationOutput()
    }

    static func get(
        _ input: S3.GetBucketNotificationConfigurationRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.NotificationConfiguration {
        try await view.setting(
            .notification, input.bucket, input.expectedBucketOwner, as: S3.NotificationConfiguration.self)
            ?? S3.NotificationConfiguration()
    }

    private static func checkDestinations(
        of configuration: S3.NotificationConfiguration, _ bucket: BucketRow, _ view: S3Emulator
    ) async throws(S3Error) {
        guard let sink = view.state.sink else { return }
        let destinations: [S3Notification.Destination] =
            (configuration.queueConfigurations ?? []).map { .queue($0.queueArn) }
            + (configuration.lambdaFunctionConfigurations ?? []).map { .function($0.lambdaFunctionArn) }
        for destination in destinations {
            let reason = await sink.refusal(of: destination, bucket: bucket.name, owner: bucket.account)
            guard let reason else { continue }
            throw .refusal(
                "InvalidArgument", "Unable to validate the following destination configurations",
                ["ArgumentName1": destination.arn.map(Document.string), "ArgumentValue1": .string(reason)])
        }
    }

    /// With an id for each configuration, and the names of filters as S3 writes them.
    private static func complete(
        _ given: S3.NotificationConfiguration, _ view: S3Emulator
    ) -> S3.NotificationConfiguration {
        var whole = given
        whole.topicConfigurations = nil
        whole.queueConfigurations = given.queueConfigurations?.map { queue in
            var queue = queue
            queue.id = queue.id ?? view.state.identifiers.uuid()
            queue.filter = queue.filter.map(normalized)
            return queue
        }
        whole.lambdaFunctionConfigurations = given.lambdaFunctionConfigurations?.map { function in
            var function = function
            function.id = function.id ?? view.state.identifiers.uuid()
            function.filter = function.filter.map(normalized)
            return function
        }
        return whole
    }

    private static func normalized(_ filter: S3.NotificationConfigurationFilter) -> S3.NotificationConfigurationFilter {
        let rules = filter.key?.filterRules?.map { rule in
            let name = rule.name?.rawValue.lowercased() == "suffix" ? "Suffix" : "Prefix"
            return S3.FilterRule(name: S3.FilterRuleName(rawValue: name), value: rule.value)
        }
        return S3.NotificationConfigurationFilter(key: S3.S3KeyFilter(filterRules: rules))
    }
}
