import AWSCore
import AWSEventBridge
import EventBridgeEmulator
import Testing
import World

// Words and shapes are recorded answers (LocalStack, test_events and its neighbours, against AWS) unless noted.
@Suite struct RuleTests {
    @Test func aRuleIsDescribedAsAWSDoes() async throws {
        let cloud = try Cloud()
        let made = try await cloud.client.putRule(.init(name: "rule", eventPattern: Cloud.pattern))
        #expect(made.ruleArn == "arn:aws:events:us-east-1:000000000000:rule/rule")
        let rule = try await cloud.client.describeRule(.init(name: "rule"))
        #expect(rule.name == "rule" && rule.eventBusName == "default" && rule.createdBy == "000000000000")
        #expect(rule.state == .enabled && rule.eventPattern == Cloud.pattern && rule.arn == made.ruleArn)
        _ = try await cloud.client.createEventBus(.init(name: "bus"))
        let other = try await cloud.client.putRule(
            .init(name: "rule", eventPattern: Cloud.pattern, eventBusName: "bus"))
        #expect(other.ruleArn == "arn:aws:events:us-east-1:000000000000:rule/bus/rule")
    }

    @Test func puttingAgainForgetsWhatIsNotSaid() async throws {
        let cloud = try Cloud()
        _ = try await cloud.client.putRule(.init(name: "rule", eventPattern: Cloud.pattern, description: "d"))
        _ = try await cloud.client.putRule(.init(name: "rule", scheduleExpression: "rate(1 hour)"))
        let rule = try await cloud.client.describeRule(.init(name: "rule"))
        #expect(rule.eventPattern == nil && rule.description == nil && rule.scheduleExpression == "rate(1 hour)")
    }

    @Test func whatIsNotThereIsNotFound() async throws {
        let cloud = try Cloud()
        await expectError("ResourceNotFoundException", "Rule rule does not exist on EventBus default.") {
            _ = try await cloud.client.describeRule(.init(name: "rule"))
        }
        await expectError("ResourceNotFoundException", "Event bus none does not exist.") {
            _ = try await cloud.client.putRule(.init(name: "rule", eventPattern: Cloud.pattern, eventBusName: "none"))
        }
        try await cloud.client.deleteRule(.init(name: "rule"))
        try await cloud.client.deleteEventBus(.init(name: "none"))
    }

    @Test func aRuleWithTargetsStays() async throws {
        let cloud = try Cloud()
        try await cloud.makeRule()
        await expectError("ValidationException", "Rule can't be deleted since it has targets.") {
            try await cloud.client.deleteRule(.init(name: "rule"))
        }
        _ = try await cloud.client.removeTargets(.init(rule: "rule", ids: ["1", "none"]))
        try await cloud.client.deleteRule(.init(name: "rule"))
        #expect(try await cloud.client.listRules(.init()).rules?.isEmpty == true)
    }

    @Test func rulesNeedAPatternOrASchedule() async throws {
        let cloud = try Cloud()
        await expectError(
            "ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified."
        ) { _ = try await cloud.client.putRule(.init(name: "rule")) }
        _ = try await cloud.client.createEventBus(.init(name: "bus"))
        await expectError(
            "ValidationException", "ScheduleExpression is supported only on the default event bus."
        ) {
            _ = try await cloud.client.putRule(
                .init(name: "rule", scheduleExpression: "rate(1 minute)", eventBusName: "bus"))
        }
    }

    static let badTargets: [(EventBridge.Target, String, String?)] = [
        (
            .init(id: "!@#$@!#$", arn: Cloud.function), "ValidationException",
            "1 validation error detected: Value '!@#$@!#$' at 'targets.1.member.id' failed to satisfy constraint: "
                + #"Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+"#
        ),
        (
            .init(id: "t", arn: Cloud.function, inputPath: "$.detail", inputTransformer: .init(inputTemplate: "1")),
            "ValidationException",
            "Only one of Input, InputPath, or InputTransformer must be provided for target t."
        ),
        (
            .init(
                id: "t", arn: Cloud.function,
                inputTransformer: .init(inputPathsMap: ["a": "$.id"], inputTemplate: "{\"b\": <notdefinedkey>}")),
            "ValidationException", "InputTemplate for target t contains invalid placeholder notdefinedkey."
        ),
        (
            .init(id: "t", arn: "nonsense"), "ValidationException",
            "Parameter nonsense is not valid. Reason: Provided Arn is not in correct format."
        ),
        (
            .init(id: "t", arn: "arn:aws:sqs:us-east-1:000000000000:q.fifo"), "ValidationException",
            "Parameter(s) SqsParameters must be specified for target: t."
        ),
        (
            .init(id: "t", arn: Cloud.function, input: "{"), "ValidationException",
            "JSON syntax error in input for target t."
        ),
        (
            .init(id: "t", arn: "arn:aws:kinesis:us-east-1:000000000000:stream/s"), "NotImplemented",
            "KASS does not emulate targets of type kinesis (arn:aws:kinesis:us-east-1:000000000000:stream/s) of "
                + "events:PutTargets"
        ),
    ]

    @Test(arguments: badTargets.indices) func badTargetsAreRefused(_ index: Int) async throws {
        let (target, code, message) = Self.badTargets[index]
        let cloud = try Cloud()
        _ = try await cloud.client.putRule(.init(name: "rule", eventPattern: Cloud.pattern))
        await expectError(code, message) {
            _ = try await cloud.client.putTargets(.init(rule: "rule", targets: [target]))
        }
        #expect(try await cloud.client.listTargetsByRule(.init(rule: "rule")).targets?.isEmpty == true)
    }

    @Test func aRuleHasFiveTargetsAtMost() async throws {
        let cloud = try Cloud()
        _ = try await cloud.client.putRule(.init(name: "rule", eventPattern: Cloud.pattern))
        let targets = (0..<5).map { EventBridge.Target(id: "t\($0)", arn: Cloud.function) }
        _ = try await cloud.client.putTargets(.init(rule: "rule", targets: targets))
        await expectError(
            "LimitExceededException", "The requested resource exceeds the maximum number allowed."
        ) { _ = try await cloud.client.putTargets(.init(rule: "rule", targets: [.init(id: "x", arn: Cloud.function)])) }
        let page = try await cloud.client.listTargetsByRule(.init(rule: "rule", limit: 3))
        #expect(page.targets?.map(\.id) == ["t0", "t1", "t2"])
        let rest = try await cloud.client.listTargetsByRule(.init(rule: "rule", nextToken: page.nextToken, limit: 3))
        #expect(rest.targets?.map(\.id) == ["t3", "t4"] && rest.nextToken == nil)
        #expect(
            try await cloud.client.listRuleNamesByTarget(.init(targetArn: Cloud.function)).ruleNames == ["rule"])
    }

    @Test func busesComeAndGo() async throws {
        let cloud = try Cloud()
        let made = try await cloud.client.createEventBus(.init(name: "bus", description: "mine"))
        #expect(made.eventBusArn == "arn:aws:events:us-east-1:000000000000:event-bus/bus")
        await expectError("ResourceAlreadyExistsException", "Event bus bus already exists.") {
            _ = try await cloud.client.createEventBus(.init(name: "bus"))
        }
        await expectError("ResourceAlreadyExistsException", "Event bus default already exists.") {
            _ = try await cloud.client.createEventBus(.init(name: "default"))
        }
        await expectError("ValidationException", "Cannot delete event bus default.") {
            try await cloud.client.deleteEventBus(.init(name: "default"))
        }
        #expect(try await cloud.client.listEventBuses(.init()).eventBuses?.map(\.name) == ["bus", "default"])
        let description: String? = try await cloud.client.describeEventBus(.init(name: "bus")).description
        #expect(description == "mine")
        try await cloud.client.deleteEventBus(.init(name: "bus"))
        await expectError("ResourceNotFoundException", "Event bus bus does not exist.") {
            _ = try await cloud.client.describeEventBus(.init(name: "bus"))
        }
    }

    @Test func permissionsAreStatementsOfThePolicy() async throws {
        let cloud = try Cloud()
        try await cloud.client.putPermission(
            .init(action: "events:PutEvents", principal: "111111111111", statementId: "other"))
        #expect(
            try await cloud.client.describeEventBus(.init()).policy == """
                {"Version":"2012-10-17","Statement":[{"Sid":"other","Effect":"Allow",\
                "Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"events:PutEvents",\
                "Resource":"arn:aws:events:us-east-1:000000000000:event-bus/default"}]}
                """)
        await expectError("ResourceNotFoundException", "Statement with the provided id does not exist.") {
            try await cloud.client.removePermission(.init(statementId: "none"))
        }
        try await cloud.client.removePermission(.init(statementId: "other"))
        #expect(try await cloud.client.describeEventBus(.init()).policy == nil)
    }

    @Test func rulesAndBusesHaveTags() async throws {
        let cloud = try Cloud()
        let arn = try #require(
            try await cloud.client.putRule(
                .init(name: "rule", eventPattern: Cloud.pattern, tags: [.init(key: "a", value: "1")])
            ).ruleArn)
        _ = try await cloud.client.tagResource(.init(resourceARN: arn, tags: [.init(key: "b", value: "2")]))
        _ = try await cloud.client.untagResource(.init(resourceARN: arn, tagKeys: ["a"]))
        let tags = try await cloud.client.listTagsForResource(.init(resourceARN: arn)).tags
        #expect(tags?.map(\.key) == ["b"])
        await expectError("ResourceNotFoundException", "Rule none does not exist on EventBus default.") {
            _ = try await cloud.client.listTagsForResource(
                .init(resourceARN: "arn:aws:events:us-east-1:000000000000:rule/none"))
        }
    }

    @Test func connectionsSayThatTheyAreNotEmulated() async throws {
        let cloud = try Cloud()
        await expectError("NotImplemented", "KASS does not emulate events:ListConnections") {
            _ = try await cloud.client.listConnections(.init())
        }
    }
}
