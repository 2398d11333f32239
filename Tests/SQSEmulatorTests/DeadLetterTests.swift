import AWSCore
import AWSSQS
import SQSEmulator
import Testing
import World

@Suite struct DeadLetterTests {
    private func redrive(_ arn: String, _ count: String = "1") -> String {
        #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":\#(count)}"#
    }

    /// A queue whose messages go to `dead` after one receive.
    private func makePair(_ cloud: Cloud, suffix: String = "") async throws -> (source: String, dead: String) {
        let dead = try await cloud.make("dead" + suffix)
        let policy = redrive(try await cloud.arn(dead))
        let source = try await cloud.make("orders" + suffix, ["RedrivePolicy": policy, "VisibilityTimeout": "1"])
        return (source, dead)
    }

    // Recorded answer: test_dead_letter_queue_message_attributes.
    @Test func whatIsReceivedTooOftenMoves() async throws {
        let cloud = try Cloud()
        let (source, dead) = try await makePair(cloud)
        let id = try await cloud.send("a", to: source)
        #expect(try await cloud.receive(from: source).count == 1)
        await cloud.world.advance(by: .seconds(1))
        #expect(try await cloud.receive(from: source).isEmpty)
        let message = try #require(try await cloud.receive(from: dead).first)
        #expect(message.messageId == id)
        #expect(message.attributes?["ApproximateReceiveCount"] == "2")
        #expect(message.attributes?["DeadLetterQueueSourceArn"] == "arn:aws:sqs:us-east-1:000000000000:orders")
        #expect(message.attributes?["SentTimestamp"] == "1735689600000")
    }

    @Test func sourcesAreListed() async throws {
        let cloud = try Cloud()
        let (source, dead) = try await makePair(cloud)
        #expect(try await cloud.client.listDeadLetterSourceQueues(.init(queueUrl: dead)).queueUrls == [source])
        try await cloud.client.setQueueAttributes(.init(queueUrl: source, attributes: ["RedrivePolicy": ""]))
        #expect(try await cloud.client.listDeadLetterSourceQueues(.init(queueUrl: dead)).queueUrls == [])
    }

    @Test func badRedrivePoliciesAreRefused() async throws {
        let cloud = try Cloud()
        let dead = try await cloud.arn(try await cloud.make("dead"))
        let fifo = try await cloud.arn(try await cloud.make("dead.fifo"))
        let cases = [
            ("nonsense", "Redrive policy is not a valid JSON map."),
            (
                #"{"maxReceiveCount":1}"#,
                "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."
            ),
            (
                #"{"deadLetterTargetArn":"\#(dead)"}"#,
                "Redrive policy does not contain mandatory attribute: maxReceiveCount."
            ),
            (
                redrive(dead, "1001"),
                "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive."
            ),
            (redrive(dead + "2"), "Dead letter target does not exist."),
            (redrive(fifo), "Dead-letter queue must be same type of queue as the source."),
        ]
        for (policy, reason) in cases {
            await expectError(
                "InvalidParameterValue",
                "Value \(policy) for parameter RedrivePolicy is invalid. Reason: \(reason)"
            ) { try await cloud.make("orders", ["RedrivePolicy": policy]) }
        }
    }

    @Test func aRedriveAllowPolicySaysWhoMay() async throws {
        let cloud = try Cloud()
        let allow = #"{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:000000000000:orders"]}"#
        let dead = try await cloud.arn(try await cloud.make("dead", ["RedriveAllowPolicy": allow]))
        try await cloud.make("orders", ["RedrivePolicy": redrive(dead)])
        await expectError("InvalidParameterValue") {
            try await cloud.make("others", ["RedrivePolicy": redrive(dead)])
        }
        await expectError("InvalidParameterValue") {
            try await cloud.make("bad", ["RedriveAllowPolicy": #"{"redrivePermission":"byQueue"}"#])
        }
    }

    // Recorded answers: LocalStack, test_sqs_move_task, against AWS.
    @Test func messagesMoveBackToWhereTheyCameFrom() async throws {
        let cloud = try Cloud()
        let (source, dead) = try await makePair(cloud)
        for body in ["a", "b"] { try await cloud.send(body, to: source) }
        #expect(try await cloud.receive(from: source).count == 2)
        await cloud.world.advance(by: .seconds(1))
        #expect(try await cloud.receive(from: source).isEmpty)
        let arn = try await cloud.arn(dead)
        _ = try await cloud.client.startMessageMoveTask(.init(sourceArn: arn))
        await cloud.world.advance(by: .seconds(1))
        let task = try #require(try await cloud.client.listMessageMoveTasks(.init(sourceArn: arn)).results?.first)
        #expect(task.status == "COMPLETED" && task.taskHandle == nil && task.destinationArn == nil)
        #expect(task.approximateNumberOfMessagesMoved == 2 && task.approximateNumberOfMessagesToMove == 2)
        #expect(try await cloud.bodies(from: source) == ["a", "b"])
    }

    @Test func aSlowMoveCanBeCancelled() async throws {
        let cloud = try Cloud()
        let (_, dead) = try await makePair(cloud)
        let other = try await cloud.make("other")
        for number in 1...10 { try await cloud.send("\(number)", to: dead) }
        let arn = try await cloud.arn(dead)
        let start = SQS.StartMessageMoveTaskRequest(
            sourceArn: arn, destinationArn: try await cloud.arn(other), maxNumberOfMessagesPerSecond: 1)
        let handle = try #require(try await cloud.client.startMessageMoveTask(start).taskHandle)
        await expectError(
            "InvalidParameterValue",
            "There is already a task running. Only one active task is allowed for a source queue arn at a given time."
        ) { _ = try await cloud.client.startMessageMoveTask(start) }
        await cloud.world.advance(by: .seconds(2))
        let cancelled = try await cloud.client.cancelMessageMoveTask(.init(taskHandle: handle))
        #expect(cancelled.approximateNumberOfMessagesMoved == 3)
        await cloud.world.advance(by: .seconds(10))
        #expect(try await cloud.bodies(from: other) == ["1", "2", "3"])
        let task = try await cloud.client.listMessageMoveTasks(.init(sourceArn: arn)).results?.first
        #expect(task?.status == "CANCELLED")
    }

    @Test func badMovesAreRefused() async throws {
        let cloud = try Cloud()
        let (source, _) = try await makePair(cloud)
        let arn = try await cloud.arn(source)
        await expectError("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.") {
            _ = try await cloud.client.startMessageMoveTask(.init(sourceArn: arn))
        }
        await expectError(
            "ResourceNotFoundException",
            "The resource that you specified for the SourceArn parameter doesn't exist."
        ) { _ = try await cloud.client.startMessageMoveTask(.init(sourceArn: arn + "x")) }
        await expectError("InvalidParameterValue", "Value for parameter TaskHandle is invalid.") {
            _ = try await cloud.client.cancelMessageMoveTask(.init(taskHandle: "nonsense"))
        }
    }
}
