import AWSCore
import AWSLambda
import LambdaEmulator
import Testing
import World

/// Expected answers: the recorded ones of test_lambda and test_lambda_common where they are named, else LocalStack's
/// and moto's tests against AWS.
@Suite struct FunctionsTests {
    /// Recorded: test_function_state.
    @Test func aNewFunctionHasAWSsDefaults() async throws {
        let workshop = try Workshop()
        let created = try await workshop.create()
        #expect(created.functionArn == "arn:aws:lambda:us-east-1:000000000000:function:f")
        #expect(created.state == .pending && created.stateReasonCode == .creating)
        #expect(created.stateReason == "The function is being created.")
        #expect(created.timeout == 3 && created.memorySize == 128 && created.ephemeralStorage?.size == 512)
        #expect(created.packageType == .zip && created.architectures == [.x86_64])
        #expect(created.document["Description"] == "")
        #expect(created.lastModified == "2025-01-01T00:00:00.000+0000")
        #expect(created.loggingConfig?.logGroup == "/aws/lambda/f" && created.version == "$LATEST")
        #expect(created.codeSize == 22)
        #expect(created.codeSha256 == Blob(HashAlgorithm.sha256.digest(of: Workshop.zip.bytes)).base64)
        let got = try await workshop.client.getFunction(.init(functionName: "f"))
        #expect(got.configuration?.state == .active && got.configuration?.lastUpdateStatus == .successful)
        #expect(got.code?.repositoryType == "S3")
    }

    @Test func statesLastAsLongAsTheSettingsSay() async throws {
        var settings = LambdaSettings()
        settings.functionCreation = .seconds(5)
        let workshop = try Workshop(settings: settings)
        try await workshop.create()
        #expect(
            await refusal { _ = try await workshop.invoke() }
                == "ResourceConflictException: The operation cannot be performed at this time. The function is "
                + "currently in the following state: Pending")
        await workshop.world.advance(by: .seconds(5))
        #expect(try await workshop.invoke().statusCode == 200)
    }

    @Test(arguments: [
        "f", "f:$LATEST", "function:f", "000000000000:function:f", "arn:aws:lambda:us-east-1:000000000000:function:f",
    ])
    func functionsAreNamedInManyWays(_ name: String) async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let got = try await workshop.client.getFunctionConfiguration(.init(functionName: name))
        #expect(got.functionName == "f")
    }

    @Test func badRequestsAreRefusedInAWSsWords() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let cases: [(String, (inout Lambda.CreateFunctionRequest) -> Void)] = [
            ("ResourceConflictException: Function already exist: f", { _ in }),
            (
                "InvalidParameterValueException: Runtime and Handler are mandatory parameters for functions created "
                    + "with deployment packages.", { $0.handler = nil }
            ),
            (
                "ValidationException: 1 validation error detected: Value '901' at 'timeout' failed to satisfy "
                    + "constraint: Member must have value less than or equal to 900", { $0.timeout = 901 }
            ),
            (
                "InvalidParameterValueException: 'MemorySize' value failed to satisfy constraint: Member must have "
                    + "value less than or equal to 10240", { $0.memorySize = 10_241 }
            ),
            (
                "InvalidParameterValueException: Uploaded file must be a non-empty zip",
                { $0.code = .init(zipFile: []) }
            ),
            (
                "InvalidParameterValueException: Could not unzip uploaded file. Please check your file, then try to "
                    + "upload again.", { $0.code = .init(zipFile: [1, 2, 3, 4]) }
            ),
            (
                "NotImplemented: KASS does not emulate Layers of lambda:CreateFunction",
                { $0.layers = ["arn:aws:lambda:us-east-1:000000000000:layer:l:1"] }
            ),
            (
                "NotImplemented: KASS does not emulate DeadLetterConfig.TargetArn of sns of lambda:CreateFunction",
                { $0.deadLetterConfig = .init(targetArn: "arn:aws:sns:us-east-1:000000000000:t") }
            ),
        ]
        for (words, change) in cases {
            #expect(await refusal { try await workshop.create("f", change) } == words)
        }
        let reserved = await refusal {
            try await workshop.create("g") { $0.environment = .init(variables: ["AWS_REGION": "x"]) }
        }
        #expect(reserved?.hasSuffix("Reserved keys used in this request: AWS_REGION") == true)
        let runtime = await refusal { try await workshop.create("g") { $0.runtime = .init(rawValue: "cobol") } }
        #expect(runtime?.hasPrefix("InvalidParameterValueException: Value cobol at 'runtime' failed") == true)
        #expect(runtime?.hasSuffix("or be a valid ARN") == true)
    }

    @Test func theEnvironmentHasFourKilobytes() async throws {
        let workshop = try Workshop()
        // {"AA":"..."} takes nine bytes beside the value.
        let most = String(repeating: "x", count: 4096 - 9)
        try await workshop.create("f") { $0.environment = .init(variables: ["AA": most]) }
        let words = await refusal {
            try await workshop.create("g") { $0.environment = .init(variables: ["AA": most + "x"]) }
        }
        #expect(words?.contains("exceeded the 4KB limit") == true)
    }

    @Test func whatIsMissingIsNamed() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let arn = "arn:aws:lambda:us-east-1:000000000000:function"
        let client = workshop.client
        #expect(
            await refusal { _ = try await client.getFunction(.init(functionName: "none")) }
                == "ResourceNotFoundException: Function not found: \(arn):none")
        // Recorded: test_lambda_alias_moving.
        #expect(
            await refusal { _ = try await workshop.invoke(qualifier: "none") }
                == "ResourceNotFoundException: Function not found: \(arn):f:none")
        #expect(
            await refusal { _ = try await client.getAlias(.init(functionName: "f", name: "none")) }
                == "ResourceNotFoundException: Cannot find alias arn: \(arn):f:none")
        #expect(
            await refusal { _ = try await client.getPolicy(.init(functionName: "f")) }
                == "ResourceNotFoundException: The resource you requested does not exist.")
        #expect(
            await refusal { _ = try await client.getFunctionEventInvokeConfig(.init(functionName: "f")) }
                == "ResourceNotFoundException: The function \(arn):f:$LATEST doesn't have an EventInvokeConfig")
        #expect(
            await refusal {
                _ = try await client.getFunction(
                    .init(functionName: "arn:aws:lambda:eu-west-1:000000000000:function:f"))
            }
                == "ResourceNotFoundException: Functions from 'eu-west-1' are not reachable in this region "
                + "('us-east-1')")
    }

    @Test func versionsAreMadeOnlyOfChanges() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        let first = try await workshop.client.publishVersion(.init(functionName: "f", description: "one"))
        #expect(first.version == "1" && first.document["Description"] == "one")
        #expect(first.functionArn == "arn:aws:lambda:us-east-1:000000000000:function:f:1")
        #expect(try await workshop.client.publishVersion(.init(functionName: "f")).version == "1")
        let update = Lambda.UpdateFunctionConfigurationRequest(functionName: "f", timeout: 10)
        #expect(try await workshop.client.updateFunctionConfiguration(update).lastUpdateStatus == .inProgress)
        #expect(try await workshop.client.publishVersion(.init(functionName: "f")).version == "2")
        let all = try await workshop.client.listVersionsByFunction(.init(functionName: "f"))
        #expect(all.versions?.map(\.version) == ["$LATEST", "1", "2"])
        #expect(try await workshop.invoke(qualifier: "1").executedVersion == "1")
        #expect(
            await refusal {
                _ = try await workshop.client.publishVersion(.init(functionName: "f", codeSha256: "x"))
            }?.hasPrefix("InvalidParameterValueException: CodeSHA256 (x) is different") == true)
        #expect(
            await refusal {
                _ = try await workshop.client.publishVersion(.init(functionName: "f", revisionId: "x"))
            }?.hasPrefix("PreconditionFailedException: The Revision Id provided") == true)
    }

    @Test func aliasesLeadWhereTheyAreTold() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        _ = try await workshop.client.publishVersion(.init(functionName: "f"))
        _ = try await workshop.client.updateFunctionConfiguration(.init(functionName: "f", timeout: 4))
        _ = try await workshop.client.publishVersion(.init(functionName: "f"))
        let alias = try await workshop.client.createAlias(
            .init(
                functionName: "f", name: "live", functionVersion: "1",
                routingConfig: .init(additionalVersionWeights: ["2": 0.5])))
        #expect(alias.aliasArn == "arn:aws:lambda:us-east-1:000000000000:function:f:live")
        var counts: [String: Int] = [:]
        for _ in 0..<200 { counts[try await workshop.invoke(qualifier: "live").executedVersion ?? "", default: 0] += 1 }
        #expect((60...140).contains(counts["1"] ?? 0) && (counts["1"] ?? 0) + (counts["2"] ?? 0) == 200)
        let update = Lambda.UpdateAliasRequest(
            functionName: "f", name: "live", functionVersion: "2", routingConfig: .init(additionalVersionWeights: [:]))
        _ = try await workshop.client.updateAlias(update)
        #expect(try await workshop.invoke(qualifier: "live").executedVersion == "2")
        #expect(
            await refusal {
                _ = try await workshop.client.deleteFunction(.init(functionName: "f", qualifier: "2"))
            }?.hasPrefix("ResourceConflictException") == true)
        #expect(
            await refusal {
                _ = try await workshop.client.createAlias(
                    .init(functionName: "f", name: "live", functionVersion: "1"))
            } == "ResourceConflictException: Alias already exists: "
                + "arn:aws:lambda:us-east-1:000000000000:function:f:live")
    }

    @Test func deletingAFunctionDeletesAllOfIt() async throws {
        let workshop = try Workshop()
        try await workshop.create { $0.tags = ["a": "1"] }
        _ = try await workshop.client.putFunctionConcurrency(
            .init(functionName: "f", reservedConcurrentExecutions: 5))
        _ = try await workshop.client.deleteFunction(.init(functionName: "f"))
        try await workshop.create()
        #expect(try await workshop.client.getFunction(.init(functionName: "f")).tags == nil)
        #expect(
            try await workshop.client.getFunctionConcurrency(.init(functionName: "f")).reservedConcurrentExecutions
                == nil)
    }

    @Test func listsArePaged() async throws {
        let workshop = try Workshop()
        for name in ["c", "a", "b"] { try await workshop.create(name) }
        let first = try await workshop.client.listFunctions(.init(maxItems: 2))
        #expect(first.functions?.map(\.functionName) == ["a", "b"])
        let second = try await workshop.client.listFunctions(.init(marker: first.nextMarker))
        #expect(second.functions?.map(\.functionName) == ["c"] && second.nextMarker == nil)
    }

    @Test func tagsAndURLsAreKept() async throws {
        let workshop = try Workshop()
        let arn = try await workshop.create().functionArn ?? ""
        try await workshop.client.tagResource(.init(resource: arn, tags: ["a": "1", "b": "2"]))
        try await workshop.client.untagResource(.init(resource: arn, tagKeys: ["a"]))
        #expect(try await workshop.client.listTags(.init(resource: arn)).tags == ["b": "2"])
        let url = try await workshop.client.createFunctionUrlConfig(.init(functionName: "f", authType: .none))
        #expect(url.functionUrl.hasSuffix(".lambda-url.us-east-1.on.aws/") && url.invokeMode == .buffered)
        #expect(
            await refusal {
                _ = try await workshop.client.createFunctionUrlConfig(.init(functionName: "f", authType: .none))
            }
                == "ResourceConflictException: Failed to create function url config for [functionArn = \(arn)]. Error "
                + "message:  FunctionUrlConfig exists for this Lambda function")
    }

    /// Recorded: test_reserved_provisioned_overlap, test_lambda_provisioned_concurrency_moves_with_alias.
    @Test func provisionedConcurrencyKeepsWithinTheReserved() async throws {
        let workshop = try Workshop()
        try await workshop.create()
        _ = try await workshop.client.publishVersion(.init(functionName: "f"))
        let put = Lambda.PutProvisionedConcurrencyConfigRequest(
            functionName: "f", qualifier: "1", provisionedConcurrentExecutions: 2)
        #expect(try await workshop.client.putProvisionedConcurrencyConfig(put).status == .inProgress)
        let got = try await workshop.client.getProvisionedConcurrencyConfig(
            .init(functionName: "f", qualifier: "1"))
        #expect(got.status == .ready && got.allocatedProvisionedConcurrentExecutions == 2)
        let reserve = { (count: Int) in
            try await workshop.client.putFunctionConcurrency(
                .init(functionName: "f", reservedConcurrentExecutions: count))
        }
        #expect(
            await refusal { _ = try await reserve(1) }
                == "InvalidParameterValueException:  ReservedConcurrentExecutions  1 should not be lower than "
                + "function's total provisioned concurrency [2].")
        _ = try await reserve(2)
        #expect(await refusal { _ = try await workshop.invoke() } == "TooManyRequestsException: Rate Exceeded.")
        #expect(try await workshop.invoke(qualifier: "1").statusCode == 200)
        #expect(
            await refusal {
                _ = try await workshop.client.getProvisionedConcurrencyConfig(
                    .init(functionName: "f", qualifier: "9"))
            }?.hasPrefix("ResourceNotFoundException") == true)
        #expect(
            await refusal { _ = try await reserve(901) }
                == "InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases "
                + "account's UnreservedConcurrentExecution below its minimum value of [100].")
    }
}
