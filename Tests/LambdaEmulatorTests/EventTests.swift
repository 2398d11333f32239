import AWSCore
import AWSLambda
import LambdaEmulator
import Testing
import World

/// Asynchronous invocation and event source mappings, on the world's clock.
@Suite struct EventTests {
    private static let queue = "arn:aws:sqs:us-east-1:000000000000:q"

    /// Recorded: test_invocation_type_event.
    @Test func anEventIsAcceptedAndRunAtOnce() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let response = try await workshop.invoke(["n": 1], type: .event)
        #expect(response.statusCode == 202 && response.payload == Blob() && response.executedVersion == nil)
        await workshop.world.advance(by: .zero)
        #expect(workshop.calls.events == [["n": 1]])
    }

    /// Recorded: test_retries, test_dead_letter_queue, test_lambda_destination_default_retries.
    @Test func anErrorIsRetriedTwiceAndThenReported() async throws {
        let workshop = try Workshop()
        try await workshop.create { $0.deadLetterConfig = .init(targetArn: Self.queue + "-dead") }
        _ = try await workshop.client.putFunctionEventInvokeConfig(
            .init(
                functionName: "f", destinationConfig: .init(onFailure: .init(destination: Self.queue + "-failed"))))
        _ = try await workshop.invoke(["fail": "intentional failure"], type: .event)
        await workshop.world.runUntilQuiet()
        #expect(workshop.calls.times == [0, 60, 180])
        let record = try Document(json: workshop.queues.bodies("q-failed").first ?? "")
        #expect(record["requestContext"]?["condition"]?.string == "RetriesExhausted")
        #expect(record["requestContext"]?["approximateInvokeCount"]?.int == 3)
        #expect(
            record["requestContext"]?["functionArn"]?.string
                == "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST")
        #expect(record["requestPayload"] == ["fail": "intentional failure"])
        #expect(
            record["responseContext"] == [
                "statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled",
            ])
        #expect(record["responsePayload"]?["errorMessage"]?.string == "intentional failure")
        #expect(record["timestamp"]?.string == "2025-01-01T00:03:00.000Z")
        #expect(workshop.queues.bodies("q-dead") == [#"{"fail":"intentional failure"}"#])
        let attributes = workshop.queues.attributes("q-dead").first
        #expect(attributes?["ErrorCode"] == "200" && attributes?["ErrorMessage"] == "intentional failure")
        // All attempts share one request id.
        let starts = try await workshop.lines().filter { $0.hasPrefix("START") }
        #expect(starts.count == 3 && Set(starts).count == 1)
    }

    /// Recorded: test_maxeventage.
    @Test func anEventThatWouldBeTooOldIsNotRetried() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        _ = try await workshop.client.putFunctionEventInvokeConfig(
            .init(
                functionName: "f", maximumEventAgeInSeconds: 60,
                destinationConfig: .init(onFailure: .init(destination: Self.queue))))
        _ = try await workshop.invoke(["fail": "x"], type: .event)
        await workshop.world.runUntilQuiet()
        #expect(workshop.calls.times == [0])
        let record = try Document(json: workshop.queues.bodies().first ?? "")
        #expect(record["requestContext"]?["condition"]?.string == "EventAgeExceeded")
        #expect(record["requestContext"]?["approximateInvokeCount"]?.int == 1)
    }

    @Test func aThrottledEventRunsAsSoonAsThereIsRoom() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        _ = try await workshop.client.putFunctionConcurrency(.init(functionName: "f", reservedConcurrentExecutions: 1))
        for n in 1...20 { _ = try await workshop.invoke(["sleep": 1, "n": .number(Number(n))], type: .event) }
        await workshop.world.advance(by: .seconds(30))
        #expect(workshop.calls.events.count == 20)
        #expect(Set(workshop.calls.times).count == 20)
    }

    @Test func aThrottledEventWaitsAndRunsWhenItMay() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let none = Lambda.PutFunctionConcurrencyRequest(functionName: "f", reservedConcurrentExecutions: 0)
        _ = try await workshop.client.putFunctionConcurrency(none)
        _ = try await workshop.invoke(["n": 1], type: .event)
        await workshop.world.advance(by: .seconds(100))
        #expect(workshop.calls.events.isEmpty)
        try await workshop.client.deleteFunctionConcurrency(.init(functionName: "f"))
        await workshop.world.advance(by: .seconds(100))
        #expect(workshop.calls.events == [["n": 1]])
        // Nobody runs it: it is given up after six hours.
        _ = try await workshop.client.putFunctionConcurrency(none)
        _ = try await workshop.client.putFunctionEventInvokeConfig(
            .init(functionName: "f", destinationConfig: .init(onFailure: .init(destination: Self.queue))))
        _ = try await workshop.invoke(["n": 2], type: .event)
        await workshop.world.runUntilQuiet()
        let record = try Document(json: workshop.queues.bodies().first ?? "")
        #expect(record["requestContext"]?["condition"]?.string == "EventAgeExceeded")
        #expect(record["requestContext"]?["approximateInvokeCount"]?.int == 0)
        #expect(record["responseContext"]?["statusCode"]?.int == 429)
    }

    @Test func successGoesToAnotherFunction() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let next = try await workshop.create("next").functionArn ?? ""
        _ = try await workshop.client.putFunctionEventInvokeConfig(
            .init(functionName: "f", destinationConfig: .init(onSuccess: .init(destination: next))))
        let allow = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*"}]}
            """
        workshop.world.access.attach(
            try PolicyDocument(json: allow), named: "invoke", to: "arn:aws:iam::000000000000:role/kass-role")
        _ = try await workshop.invoke(["answer": 42], type: .event)
        await workshop.world.runUntilQuiet()
        #expect(workshop.calls.events.count == 2)
        #expect(workshop.calls.events.last?["requestContext"]?["condition"]?.string == "Success")
        #expect(workshop.calls.events.last?["responsePayload"] == 42)
    }

    @Test(arguments: [
        ("arn:aws:events:us-east-1:000000000000:event-bus/b", "DestinationConfig.OnFailure.Destination of events"),
        ("arn:aws:sns:us-east-1:000000000000:t", "DestinationConfig.OnFailure.Destination of sns"),
    ])
    func otherDestinationsAreRefused(_ destination: String, _ parameter: String) async throws {
        let workshop = try Workshop()
        try await workshop.create()
        #expect(
            await refusal {
                _ = try await workshop.client.putFunctionEventInvokeConfig(
                    .init(functionName: "f", destinationConfig: .init(onFailure: .init(destination: destination))))
            } == "NotImplemented: KASS does not emulate \(parameter) of lambda:PutFunctionEventInvokeConfig")
    }

    /// A time-out inside an event: the clock waits for what follows from it, so that the retries are on time.
    @Test func aTimedOutEventIsRetriedOnTime() async throws {
        let workshop = try Workshop()
        try await workshop.create { $0.timeout = 5 }
        _ = try await workshop.invoke(["sleep": 100], type: .event)
        await workshop.world.advance(by: .seconds(1000))
        #expect(workshop.calls.times == [0, 65, 190])
        #expect(try await workshop.lines().filter { $0.contains("Task timed out after 5.00 seconds") }.count == 3)
    }

    /// A fork stands for the process that comes after one that was killed: only what was stored is there.
    @Test func anAcceptedEventOutlivesTheProcess() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        _ = try await workshop.invoke(["n": 1], type: .event)
        let after = try workshop.world.fork()
        let calls = Workshop.Calls()
        let queues = FakeQueues()
        let clients = LambdaClients(logs: { _ in workshop.logs }, queues: { _ in queues.client })
        let state = try LambdaState(after, clients: clients) { hosted in
            Workshop.TestFunction(world: after, hosted: hosted, calls: calls)
        }
        await after.advance(by: .seconds(1))
        #expect(calls.events.isEmpty)
        await state.resume()
        await after.advance(by: .seconds(1))
        #expect(calls.events == [["n": 1]])
    }

    // Queues.

    @Test func aQueueIsHandledInBatches() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let mapping = try await workshop.client.createEventSourceMapping(
            .init(eventSourceArn: Self.queue, functionName: "f", batchSize: 2))
        #expect(mapping.state == "Creating" && mapping.batchSize == 2)
        #expect(
            try await workshop.client.getEventSourceMapping(.init(uuid: mapping.uuid ?? "")).state == "Enabled")
        for body in ["a", "b", "c"] { workshop.queues.send(body) }
        workshop.state.messagesArrived(inQueue: Self.queue)
        await workshop.world.advance(by: .zero)
        let batches = workshop.calls.events.map { $0["Records"]?.list?.compactMap { $0["body"]?.string } }
        #expect(batches == [["a", "b"], ["c"]])
        let record = workshop.calls.events.first?["Records"]?[0]
        #expect(record?["eventSource"]?.string == "aws:sqs" && record?["eventSourceARN"]?.string == Self.queue)
        workshop.queues.returnAll()
        #expect(workshop.queues.bodies().isEmpty)
        _ = try await workshop.client.deleteEventSourceMapping(.init(uuid: mapping.uuid ?? ""))
        #expect(await workshop.world.runUntilQuiet(limit: .seconds(60)))
    }

    @Test func messagesThatFailStay() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        _ = try await workshop.client.createEventSourceMapping(
            .init(
                eventSourceArn: Self.queue, functionName: "f", functionResponseTypes: [.reportBatchItemFailures]))
        for body in ["a", "bad", "c"] { workshop.queues.send(body) }
        await workshop.world.advance(by: .seconds(1))
        workshop.queues.returnAll()
        #expect(workshop.queues.bodies() == ["bad"])
        workshop.queues.send("explode")
        await workshop.world.advance(by: .seconds(30))
        workshop.queues.returnAll()
        #expect(workshop.queues.bodies() == ["bad", "explode"])
    }

    @Test func aWindowIsWaitedFor() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        _ = try await workshop.client.createEventSourceMapping(
            .init(
                eventSourceArn: Self.queue, functionName: "f", batchSize: 100, maximumBatchingWindowInSeconds: 5))
        workshop.queues.send("a")
        await workshop.world.advance(by: .seconds(3))
        workshop.queues.send("b")
        await workshop.world.advance(by: .seconds(5))
        #expect(workshop.calls.events.map { $0["Records"]?.list?.count } == [2])
        #expect(workshop.calls.times == [5])
    }

    @Test func otherSourcesAreRefused() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let stream = "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2025-01-01T00:00:00.000"
        #expect(
            await refusal {
                _ = try await workshop.client.createEventSourceMapping(
                    .init(eventSourceArn: stream, functionName: "f"))
            } == "NotImplemented: KASS does not emulate EventSourceArn of dynamodb of lambda:CreateEventSourceMapping")
        #expect(
            await refusal {
                _ = try await workshop.client.createEventSourceMapping(
                    .init(eventSourceArn: Self.queue, functionName: "f", batchSize: 11))
            }
                == "InvalidParameterValueException: Maximum batch window in seconds must be greater than 0 if maximum "
                + "batch size is greater than 10")
    }
}
