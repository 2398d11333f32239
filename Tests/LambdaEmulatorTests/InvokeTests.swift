import AWSCloudWatchLogs
import AWSCore
import AWSLambda
import Functions
import LambdaEmulator
import Testing
import World

@Suite struct InvokeTests {
    @Test func aFunctionAnswersWithItsVersionAndRequest() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let response = try await workshop.invoke()
        #expect(response.statusCode == 200 && response.functionError == nil && response.logResult == nil)
        #expect(response.executedVersion == "$LATEST")
        #expect(response.document?["version"]?.string == "$LATEST")
        // Without a payload the event is an empty object.
        _ = try await workshop.client.invoke(.init(functionName: "f"))
        #expect(workshop.calls.events == [[:], [:]])
    }

    /// Recorded: test_lambda_handler_error.
    @Test func anErrorIsAPayload() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let response = try await workshop.invoke(["fail": "Handler fails"])
        #expect(response.statusCode == 200 && response.functionError == "Unhandled")
        #expect(response.document?["errorMessage"]?.string == "Handler fails")
        #expect(response.document?["errorType"]?.string == "TestError")
        #expect(
            response.document?.object?.entries.map(\.name) == ["errorMessage", "errorType", "requestId", "stackTrace"])
    }

    /// Recorded: test_invocation_with_logs.
    @Test func theLogHasAWSsLines() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let response = try await workshop.invoke(["log": "hello"], tail: true)
        let request = response.document?["request"]?.string ?? ""
        let lines = try await workshop.lines()
        #expect(
            lines == [
                "START RequestId: \(request) Version: $LATEST\n", "hello\n", "END RequestId: \(request)\n",
                "REPORT RequestId: \(request)\tDuration: 0.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\t"
                    + "Max Memory Used: 37 MB\tInit Duration: 0.00 ms\t\n",
            ])
        #expect(Blob(base64: response.logResult ?? "")?.text == lines.joined())
        let streams = try await workshop.logs.describeLogStreams(.init(logGroupName: "/aws/lambda/f"))
        let name = streams.logStreams?.first?.logStreamName ?? ""
        #expect(name.hasPrefix("2025/01/01/[$LATEST]") && name.count == 20 + 32)
        // A warm start uses the same stream, and reports no initialization.
        _ = try await workshop.invoke()
        #expect(try await workshop.logs.describeLogStreams(.init(logGroupName: "/aws/lambda/f")).logStreams?.count == 1)
        #expect(try await workshop.lines().last?.contains("Init Duration") == false)
    }

    @Test func theTailIsFourKilobytesOfTheEnd() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let response = try await workshop.invoke(["log": .string(String(repeating: "x", count: 10_000))], tail: true)
        let tail = Blob(base64: response.logResult ?? "")
        #expect(tail?.count == 4096 && tail?.text.hasSuffix("\t\n") == true)
    }

    /// Recorded: test_lambda_invoke_with_timeout.
    @Test func aFunctionIsEndedAtItsTimeout() async throws {
        let workshop = try Workshop()
        try await workshop.create { $0.timeout = 1 }
        let answer = Lock<Document?>(nil)
        let start = workshop.world.clock.now
        workshop.world.clock.schedule(at: start, label: "caller") {
            let response = try? await workshop.invoke(["sleep": 2])
            answer.withLock { $0 = response?.document }
        }
        await workshop.world.runUntilQuiet()
        let request = try await workshop.lines().first?.split(separator: " ")[2] ?? ""
        #expect(
            answer.withLock { $0 } == [
                "errorType": "Sandbox.Timedout",
                "errorMessage": .string("RequestId: \(request) Error: Task timed out after 1.00 seconds"),
            ])
        #expect(workshop.world.clock.now == start + .seconds(1))
        let lines = try await workshop.lines()
        #expect(
            lines.contains { $0.hasPrefix("2025-01-01T00:00:01.000Z ") && $0.contains("Task timed out after 1.00") })
        #expect(lines.last?.contains("Duration: 1000.00 ms\tBilled Duration: 1000 ms") == true)
        #expect(lines.last?.hasSuffix("Status: timeout\n") == true)
    }

    @Test func aFunctionThatMayNotLogRunsNevertheless() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        workshop.world.access.detach(policyNamed: "logs", from: Workshop.role)
        let response = try await workshop.invoke(["log": "lost"], tail: true)
        #expect(response.functionError == nil)
        #expect(Blob(base64: response.logResult ?? "")?.text.contains("lost") == true)
        #expect(await refusal { _ = try await workshop.lines() } != nil)
    }

    /// Recorded: test_lambda_too_large_response.
    @Test func responsesAndRequestsHaveLimits() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        #expect(try await workshop.invoke(["bytes": 6_291_554]).functionError == nil)
        let large = try await workshop.invoke(["bytes": 6_291_555])
        #expect(
            large.document == [
                "errorMessage": "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
                "errorType": "Function.ResponseSizeTooLarge",
            ])
        func send(_ count: Int, _ type: Lambda.InvocationType) async -> String? {
            let payload = Blob("\"" + String(repeating: "x", count: count - 2) + "\"")
            return await refusal {
                _ = try await workshop.client.invoke(
                    .init(functionName: "f", invocationType: type, payload: payload))
            }
        }
        #expect(await send(6_291_456, .requestResponse) == nil)
        #expect(
            await send(6_291_457, .requestResponse)
                == "RequestTooLargeException: 6291457 byte payload is too large for the RequestResponse invocation type "
                + "(limit 6291456 bytes)")
        #expect(await send(1_048_576, .event) == nil)
        #expect(
            await send(1_048_577, .event)
                == "RequestTooLargeException: 1048577 byte payload is too large for the Event invocation type (limit "
                + "1048576 bytes)")
    }

    /// Recorded: test_lambda_invoke_payload_encoding_error.
    @Test(arguments: [
        ([0x6E, 0x87, 0x72] as [UInt8], "Invalid UTF-8 start byte 0x87", 3),
        (
            [0x99, 0xEB],
            "Unexpected character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, Number, Array, Object "
                + "or token 'null', 'true' or 'false')", 1
        ),
    ])
    func whatIsNoJSONIsRefused(_ payload: [UInt8], _ words: String, _ column: Int) async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let refused = await refusal {
            _ = try await workshop.client.invoke(.init(functionName: "f", payload: Blob(payload)))
        }
        #expect(
            refused
                == "InvalidRequestContentException: Could not parse request body into json: Could not parse payload "
                + "into json: \(words)\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` "
                + "disabled); line: 1, column: \(column)]")
    }

    /// Recorded: test_invocation_type_dry_run, test_lambda_concurrency_block.
    @Test func aDryRunRunsNothingAndNoConcurrencyNeither() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        #expect(try await workshop.invoke(type: .dryRun).statusCode == 204)
        #expect(workshop.calls.events.isEmpty)
        _ = try await workshop.client.putFunctionConcurrency(
            .init(functionName: "f", reservedConcurrentExecutions: 0))
        do {
            _ = try await workshop.invoke()
            Issue.record("it was invoked")
        } catch let error as LambdaError {
            let details = error.details as? Lambda.TooManyRequestsException
            #expect(error.status == 429 && error.message == "Rate Exceeded." && details?.type == "User")
            #expect(details?.reason == .reservedFunctionConcurrentInvocationLimitExceeded)
        }
    }

    @Test func onlySoManyRunAtOnce() async throws {
        let workshop = try Workshop()
        try await workshop.create { $0.timeout = 10 }
        _ = try await workshop.client.putFunctionConcurrency(
            .init(functionName: "f", reservedConcurrentExecutions: 1))
        let outcomes = Lock<[String]>([])
        let start = workshop.world.clock.now
        for second in [0, 2, 6] {
            workshop.world.clock.schedule(at: start + .seconds(second), label: "caller") {
                let words = await refusal { _ = try await workshop.invoke(["sleep": 5]) }
                outcomes.withLock { $0.append("\(second): \(words ?? "answered")") }
            }
        }
        await workshop.world.runUntilQuiet()
        #expect(
            outcomes.withLock { $0 } == [
                "2: TooManyRequestsException: Rate Exceeded.", "0: answered", "6: answered",
            ])
        try await workshop.client.deleteFunctionConcurrency(.init(functionName: "f"))
        #expect(await refusal { _ = try await workshop.invoke() } == nil)
    }

    @Test func anEnvironmentServesUntilItIsOldOrTheFunctionChanges() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        func isCold() async throws -> Bool {
            let tail = try await workshop.invoke(tail: true).logResult ?? ""
            return Blob(base64: tail)?.text.contains("Init Duration") ?? false
        }
        #expect(try await isCold())
        #expect(try await !isCold())
        await workshop.world.advance(by: .seconds(601))
        #expect(try await isCold())
        _ = try await workshop.client.updateFunctionConfiguration(.init(functionName: "f", memorySize: 256))
        #expect(try await isCold())
        #expect(try await !isCold())
    }

    @Test func aStreamIsThrottledBeforeItBegins() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        _ = try await workshop.client.putFunctionConcurrency(
            .init(functionName: "f", reservedConcurrentExecutions: 0))
        #expect(
            await refusal { _ = try await workshop.client.invokeWithResponseStream(.init(functionName: "f")) }
                == "TooManyRequestsException: Rate Exceeded.")
    }

    @Test func onlyRegisteredFunctionsRun() async throws {
        let workshop = try Workshop()
        try await workshop.create("g") { $0.handler = "lambda_function.handler" }
        let words =
            "NotImplemented: KASS runs only functions that are registered in this process: none is registered as "
            + "handler 'lambda_function.handler', which arn:aws:lambda:us-east-1:000000000000:function:g names"
        #expect(await refusal { _ = try await workshop.invoke([:], "g") } == words)
        #expect(await refusal { _ = try await workshop.invoke([:], "g", type: .event) } == words)
    }

    @Test func aFunctionHasItsEnvironmentAndItsRole() async throws {
        let workshop = try Workshop()
        try await workshop.create { $0.environment = .init(variables: ["TABLE": "conversations"]) }
        let environment = try await workshop.invoke(["environment": true]).document
        #expect(environment?["TABLE"]?.string == "conversations")
        #expect(environment?["AWS_LAMBDA_FUNCTION_NAME"]?.string == "f")
        #expect(environment?["AWS_REGION"]?.string == "us-east-1")
        #expect(
            try await workshop.invoke(["caller": true]).document?.string
                == "arn:aws:sts::000000000000:assumed-role/kass-role/f")
    }

    @Test func servicesNeedAPermission() async throws {
        let workshop = try Workshop()
        let arn = try await workshop.create().functionArn ?? ""
        var caller = workshop.world.caller(.service("events.amazonaws.com"))
        caller.conditionContext = ["aws:SourceArn": ["arn:aws:events:us-east-1:000000000000:rule/r"]]
        let events = workshop.client(as: caller)
        #expect(
            await refusal { _ = try await events.invoke(.init(functionName: "f")) }
                == "AccessDeniedException: User: events.amazonaws.com is not authorized to perform: "
                + "lambda:InvokeFunction on resource: \(arn) because no resource-based policy allows the "
                + "lambda:InvokeFunction action")
        var permission = Lambda.AddPermissionRequest(
            functionName: "f", statementId: "rule", action: "lambda:InvokeFunction", principal: "events.amazonaws.com",
            sourceArn: "arn:aws:events:us-east-1:000000000000:rule/other")
        _ = try await workshop.client.addPermission(permission)
        #expect(await refusal { _ = try await events.invoke(.init(functionName: "f")) } != nil)
        permission.statementId = "rules"
        permission.sourceArn = "arn:aws:events:us-east-1:000000000000:rule/*"
        let added = try await workshop.client.addPermission(permission)
        #expect(
            added.statement
                == #"{"Sid":"rules","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"#
                + #""Action":"lambda:InvokeFunction","Resource":""# + arn + #"","Condition":{"ArnLike":"#
                + #"{"AWS:SourceArn":"arn:aws:events:us-east-1:000000000000:rule/*"}}}"#)
        #expect(await refusal { _ = try await events.invoke(.init(functionName: "f")) } == nil)
        try await workshop.client.removePermission(.init(functionName: "f", statementId: "rules"))
        #expect(await refusal { _ = try await events.invoke(.init(functionName: "f")) } != nil)
    }

    @Test func anAnswerIsStreamedAsItIsWritten() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        func events(_ event: Document) async throws -> [String] {
            let response = try await workshop.client.invokeWithResponseStream(
                .init(functionName: "f", logType: .tail, payload: Blob(event.json())))
            var events: [String] = []
            for try await event in response.eventStream {
                switch event {
                case .payloadChunk(let chunk): events.append(chunk.payload?.text ?? "")
                case .invokeComplete(let end): events.append("end \(end.errorCode ?? "-") \(end.logResult != nil)")
                case .sdkUnknown(let name): events.append(name)
                }
            }
            return events
        }
        #expect(try await events(["chunks": ["a", "b"]]) == ["a", "b", "end - true"])
        #expect(try await events(["chunks": ["a"], "fail": "no"]) == ["a", "end Unhandled true"])
        let large = Document.string(String(repeating: "x", count: 50_000))
        #expect(try await events(["chunks": .list(Array(repeating: large, count: 20))]).count == 21)
    }

    @Test func useIsMetered() async throws {
        let workshop = try Workshop()
        try await workshop.create { $0.memorySize = 1024 }
        _ = try await workshop.invoke()
        _ = try await workshop.invoke(type: .event)
        await workshop.world.advance(by: .zero)
        let totals = workshop.world.meter.totals.filter { $0.place.service == "lambda" }
        #expect(totals.first { $0.usage.unit == .requests }?.usage.quantity == 2)
        #expect(totals.first { $0.usage.unit == .gbSeconds }?.usage.quantity == 0.002)
    }

    /// The call has been answered, and recorded, before its function ends.
    @Test func useOfAStreamedAnswerIsMeteredOnceAndRecorded() async throws {
        let workshop = try Workshop()
        try await workshop.create { $0.memorySize = 1024 }
        let event: Document = ["chunks": ["a"]]
        let response = try await workshop.client.invokeWithResponseStream(
            .init(functionName: "f", payload: Blob(event.json())))
        for try await _ in response.eventStream {}
        let totals = workshop.world.meter.totals.filter { $0.place.service == "lambda" }
        #expect(totals.first { $0.usage.unit == .requests }?.usage.quantity == 1)
        let record = workshop.world.audit.records.last { $0.operation == "InvokeWithResponseStream" }
        #expect(record?.usage.map(\.unit) == [.requests, .gbSeconds])
    }
}
