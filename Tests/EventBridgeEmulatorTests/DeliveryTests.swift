import AWSCore
import AWSEventBridge
import AWSSQS
import EventBridgeEmulator
import Testing
import World

@Suite struct DeliveryTests {
    @Test func aFunctionGetsTheEventInAWSsOrder() async throws {
        let cloud = try Cloud()
        try await cloud.makeRule()
        let id = try await cloud.put(#"{ "b": 1.50, "a": [true, null] }"#)
        #expect(
            cloud.functions.payloads == [
                """
                {"version":"0","id":"\(id ?? "")","detail-type":"order","source":"shop","account":"000000000000",\
                "time":"2025-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail":{"b":1.50,"a":[true,null]}}
                """
            ])
        let call = try #require(cloud.functions.calls.first)
        #expect(call.operation == "Invoke")
        #expect(call.input["InvocationType"]?.string == "Event")
        #expect(call.input["FunctionName"]?.string == Cloud.function)
        #expect(call.caller.principal == .service("events.amazonaws.com"))
        #expect(call.caller.conditionContext["aws:SourceArn"] == ["arn:aws:events:us-east-1:000000000000:rule/rule"])
    }

    @Test func aRoleOfTheTargetCalls() async throws {
        let cloud = try Cloud()
        let role = "arn:aws:iam::000000000000:role/sender"
        try await cloud.makeRule("rule", .init(id: "1", arn: Cloud.function, roleArn: role))
        try await cloud.put()
        let principal = try #require(cloud.functions.calls.first?.caller.principal)
        #expect(principal.kind == .assumedRole)
        #expect(principal.arn.hasPrefix("arn:aws:sts::000000000000:assumed-role/sender/"))
    }

    @Test func aRoleNeedsThePermission() async throws {
        let cloud = try Cloud()
        let (dead, deadARN) = try await cloud.makeQueue("dead")
        let (url, arn) = try await cloud.makeQueue("orders")
        let bus = try #require(try await cloud.client.createEventBus(.init(name: "other")).eventBusArn)
        let role = "arn:aws:iam::000000000000:role/sender"
        for (name, target) in [("bus", bus), ("queue", arn)] {
            try await cloud.makeRule(
                name, .init(id: "1", arn: target, roleArn: role, deadLetterConfig: .init(arn: deadARN)))
        }
        try await cloud.put()
        let codes = try await cloud.messages(in: dead).map { $0.messageAttributes?["ERROR_CODE"]?.stringValue }
        #expect(codes == ["NO_PERMISSIONS", "NO_PERMISSIONS"])
        let allowing = try PolicyDocument(
            json: #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#)
        cloud.world.access.attach(allowing, named: "all", to: role)
        try await cloud.put()
        #expect(try await cloud.messages(in: url).count == 1)
        #expect(try await cloud.messages(in: dead).isEmpty)
    }

    /// User Guide, "Using resource-based policies for Amazon EventBridge", Amazon SQS permissions.
    @Test func aQueueLetsInTheRulesOfItsPolicy() async throws {
        let cloud = try Cloud()
        let (dead, deadARN) = try await cloud.makeQueue("dead")
        let (url, arn) = try await cloud.makeQueue("orders", policy: nil)
        try await cloud.makeRule("rule", .init(id: "1", arn: arn, deadLetterConfig: .init(arn: deadARN)))
        func reasons(_ policy: String?) async throws -> [String?] {
            if let policy {
                _ = try await cloud.sqs.setQueueAttributes(.init(queueUrl: url, attributes: ["Policy": policy]))
            }
            try await cloud.put()
            return try await cloud.messages(in: dead).map { $0.messageAttributes?["ERROR_CODE"]?.stringValue }
        }
        let rule = "arn:aws:events:us-east-1:000000000000:rule/"
        let others = Cloud.policy(#"{"ArnEquals":{"aws:SourceArn":"\#(rule)other"}}"#)
        let its = Cloud.policy(#"{"ArnEquals":{"aws:SourceArn":"\#(rule)rule"}}"#)
        #expect(try await reasons(nil) == ["NO_PERMISSIONS"])
        #expect(try await reasons(others) == ["NO_PERMISSIONS"])
        #expect(try await cloud.messages(in: url).isEmpty)
        #expect(try await reasons(its) == [])
        #expect(try await cloud.messages(in: url).count == 1)
    }

    @Test func queuesAndLogGroupsAreTargets() async throws {
        let cloud = try Cloud()
        let (url, arn) = try await cloud.makeQueue("orders")
        let (fifo, fifoARN) = try await cloud.makeQueue(
            "orders.fifo", ["FifoQueue": "true", "ContentBasedDeduplication": "true"])
        try await cloud.makeRule("a", .init(id: "1", arn: arn))
        try await cloud.makeRule("b", .init(id: "1", arn: fifoARN, sqsParameters: .init(messageGroupId: "g")))
        let group = "arn:aws:logs:us-east-1:000000000000:log-group:/aws/events/orders:*"
        try await cloud.makeRule("c", .init(id: "1", arn: group))
        try await cloud.put()
        let body = try #require(try await cloud.messages(in: url).first?.body)
        #expect(body.contains(#""detail":{"n":1}"#))
        let grouped = try #require(try await cloud.messages(in: fifo).first)
        #expect(grouped.body == body && grouped.attributes?["MessageGroupId"] == "g")
        #expect(cloud.logs.calls.map(\.operation) == ["CreateLogStream", "PutLogEvents"])
        let put = try #require(cloud.logs.calls.last?.input)
        #expect(put["logGroupName"]?.string == "/aws/events/orders")
        #expect(put["logEvents"]?[0]?["message"]?.string == body)
        #expect(put["logEvents"]?[0]?["timestamp"]?.int == 1_735_689_600_000)
    }

    @Test func rulesThatAreDisabledOrDoNotMatchSendNothing() async throws {
        let cloud = try Cloud()
        try await cloud.makeRule()
        try await cloud.put(source: "other")
        _ = try await cloud.client.disableRule(.init(name: "rule"))
        try await cloud.put()
        #expect(cloud.functions.calls.isEmpty)
        _ = try await cloud.client.enableRule(.init(name: "rule"))
        try await cloud.put()
        #expect(cloud.functions.calls.count == 1)
    }

    @Test func anEventGoesFromBusToBusAsItIs() async throws {
        let cloud = try Cloud()
        let arn = try #require(try await cloud.client.createEventBus(.init(name: "other")).eventBusArn)
        try await cloud.makeRule("forward", .init(id: "1", arn: arn))
        try await cloud.makeRule("deliver", bus: "other")
        let id = try await cloud.put()
        #expect(cloud.functions.payloads.count == 1)
        #expect(cloud.functions.payloads.first?.contains(id ?? "?") == true)
    }

    @Test func aLoopOfBusesEnds() async throws {
        let cloud = try Cloud()
        let (url, dead) = try await cloud.makeQueue("dead")
        let bus = "arn:aws:events:us-east-1:000000000000:event-bus/default"
        try await cloud.makeRule("loop", .init(id: "1", arn: bus, deadLetterConfig: .init(arn: dead)))
        try await cloud.put()
        let message = try #require(try await cloud.messages(in: url).first)
        #expect(message.messageAttributes?["ERROR_CODE"]?.stringValue == "THIRD_ACCOUNT_HOP_DETECTED")
    }

    @Test func aServiceSpeaksForItself() async throws {
        let cloud = try Cloud()
        try await cloud.makeRule(pattern: #"{"source":["aws.s3"],"detail":{"bucket":{"name":["docs"]}}}"#)
        let id = try await cloud.state.putServiceEvent(
            source: "aws.s3", detailType: "Object Created", detail: ["bucket": ["name": "docs"]],
            resources: ["arn:aws:s3:::docs"], account: "000000000000", region: "us-east-1")
        await cloud.state.waitForDeliveries()
        #expect(
            cloud.functions.payloads == [
                """
                {"version":"0","id":"\(id)","detail-type":"Object Created","source":"aws.s3",\
                "account":"000000000000","time":"2025-01-01T00:00:00Z","region":"us-east-1",\
                "resources":["arn:aws:s3:::docs"],"detail":{"bucket":{"name":"docs"}}}
                """
            ])
    }

    @Test func eventsArriveInTheOrderInWhichTheyCame() async throws {
        let cloud = try Cloud()
        try await cloud.makeRule(
            "rule", .init(id: "1", arn: Cloud.function, inputPath: "$.detail.n"))
        for number in 1...200 { _ = try await cloud.put("{\"n\":\(number)}") }
        #expect(cloud.functions.payloads == (1...200).map(String.init))
    }
}
