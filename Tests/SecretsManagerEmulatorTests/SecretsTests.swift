import AWSCore
import AWSSecretsManager
import SecretsManagerEmulator
import Testing
import World

/// One Secrets Manager in a world of its own, and a caller of it.
struct Vault {
    let world: World
    let state: SecretsManagerState
    let client: SecretsManagerProxy

    init(_ configuration: WorldConfiguration = WorldConfiguration()) throws {
        let world = try World(configuration)
        let state = try SecretsManagerState(world)
        self.world = world
        self.state = state
        client = SecretsManagerProxy(
            EmulatedInvoker<SecretsManager>(world, caller: world.caller()) { SecretsManagerEmulator(state, $0) })
    }

    @discardableResult
    func create(_ name: String, _ value: String? = "v1", token: String? = nil) async throws -> String {
        let input = SecretsManager.CreateSecretRequest(name: name, clientRequestToken: token, secretString: value)
        return try await client.createSecret(input).arn ?? ""
    }

    func value(_ name: String, version: String? = nil, stage: String? = nil) async throws -> String? {
        try await client.getSecretValue(.init(secretId: name, versionId: version, versionStage: stage)).secretString
    }
}

/// The code and the words of the error that `body` throws.
func refusal(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch let error as SecretsManagerError {
        return "\(error.code): \(error.message ?? "")"
    } catch {
        return "\(error)"
    }
}

private let tokenA = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
private let tokenB = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

@Suite struct SecretsTests {
    @Test func aSecretIsFoundByNameByARNAndByThePartOfItsARN() async throws {
        let vault = try Vault()
        let arn = try await vault.create("kass/gitlab-token")
        let prefix = "arn:aws:secretsmanager:us-east-1:000000000000:secret:kass/gitlab-token"
        #expect(arn.hasPrefix(prefix + "-") && arn.count == prefix.count + 7)
        for identifier in ["kass/gitlab-token", arn, prefix] {
            #expect(try await vault.value(identifier) == "v1")
        }
    }

    @Test func theSameTokenIsAnsweredOnceAndAnotherValueIsRefused() async throws {
        let vault = try Vault()
        let first = try await vault.create("s", token: tokenA)
        #expect(try await vault.create("s", token: tokenA) == first)
        #expect(
            await refusal { try await vault.create("s", "other", token: tokenA) }
                == "ResourceExistsException: The operation failed because the secret s already exists.")
        let put = SecretsManager.PutSecretValueRequest(secretId: "s", clientRequestToken: tokenA, secretString: "x")
        #expect(
            await refusal { _ = try await vault.client.putSecretValue(put) }?.hasPrefix(
                "ResourceExistsException: You can't use ClientRequestToken \(tokenA)") == true)
    }

    @Test func aNewValueMovesTheStages() async throws {
        let vault = try Vault()
        try await vault.create("s", token: tokenA)
        _ = try await vault.client.putSecretValue(
            .init(secretId: "s", clientRequestToken: tokenB, secretString: "v2"))
        #expect(try await vault.value("s") == "v2")
        #expect(try await vault.value("s", stage: "AWSPREVIOUS") == "v1")
        #expect(try await vault.value("s", version: tokenA) == "v1")
        let described = try await vault.client.describeSecret(.init(secretId: "s"))
        #expect(described.versionIdsToStages == [tokenA: ["AWSPREVIOUS"], tokenB: ["AWSCURRENT"]])
    }

    @Test func aPendingVersionIsNotCurrentUntilItIsMadeSo() async throws {
        let vault = try Vault()
        try await vault.create("s", token: tokenA)
        _ = try await vault.client.putSecretValue(
            .init(secretId: "s", clientRequestToken: tokenB, secretString: "v2", versionStages: ["AWSPENDING"]))
        #expect(try await vault.value("s") == "v1")
        #expect(try await vault.value("s", stage: "AWSPENDING") == "v2")
        let move = SecretsManager.UpdateSecretVersionStageRequest(
            secretId: "s", versionStage: "AWSCURRENT", moveToVersionId: tokenB)
        #expect(
            await refusal { _ = try await vault.client.updateSecretVersionStage(move) }?.hasPrefix(
                "InvalidParameterException: The parameter RemoveFromVersionId can't be empty.") == true)
        var complete = move
        complete.removeFromVersionId = tokenA
        _ = try await vault.client.updateSecretVersionStage(complete)
        #expect(try await vault.value("s") == "v2")
        #expect(try await vault.value("s", stage: "AWSPREVIOUS") == "v1")
    }

    @Test func aDeletedSecretCanBeRestoredUntilItsWindowIsOver() async throws {
        let vault = try Vault()
        try await vault.create("s")
        let deletion = try await vault.client.deleteSecret(.init(secretId: "s", recoveryWindowInDays: 7))
        #expect(deletion.deletionDate == vault.world.clock.now + .seconds(7 * 86_400))
        #expect(
            await refusal { _ = try await vault.value("s") }
                == "InvalidRequestException: You can't perform this operation on the secret because it was marked "
                + "for deletion.")
        #expect(
            await refusal { try await vault.create("s") }
                == "InvalidRequestException: You can't create this secret because a secret with this name is already "
                + "scheduled for deletion.")
        await vault.world.advance(by: .seconds(6 * 86_400))
        _ = try await vault.client.restoreSecret(.init(secretId: "s"))
        #expect(try await vault.value("s") == "v1")
        _ = try await vault.client.deleteSecret(.init(secretId: "s", recoveryWindowInDays: 7))
        await vault.world.advance(by: .seconds(7 * 86_400))
        #expect(
            await refusal { _ = try await vault.client.restoreSecret(.init(secretId: "s")) }
                == "ResourceNotFoundException: Secrets Manager can't find the specified secret.")
        try await vault.create("s", "new")
        #expect(try await vault.value("s") == "new")
    }

    @Test func aForcedDeletionIsAtOnceAndNeverFails() async throws {
        let vault = try Vault()
        try await vault.create("s")
        _ = try await vault.client.deleteSecret(.init(secretId: "s", forceDeleteWithoutRecovery: true))
        _ = try await vault.client.deleteSecret(.init(secretId: "s", forceDeleteWithoutRecovery: true))
        try await vault.create("s", "again")
        #expect(try await vault.value("s") == "again")
    }

    @Test(arguments: [
        (6, "InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."),
        (31, "InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."),
    ])
    func theWindowHasBounds(_ days: Int, _ words: String) async throws {
        let vault = try Vault()
        try await vault.create("s")
        #expect(
            await refusal { _ = try await vault.client.deleteSecret(.init(secretId: "s", recoveryWindowInDays: days)) }
                == words)
    }

    @Test func badRequestsAreRefusedInOrder() async throws {
        let vault = try Vault()
        #expect(
            await refusal { try await vault.create("no spaces") }
                == "ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any "
                + "of the following: -/_+=.@!")
        #expect(
            await refusal { try await vault.create("s", token: "short") }
                == "InvalidParameterException: ClientRequestToken must be 32-64 characters long.")
        let both = SecretsManager.CreateSecretRequest(name: "s", secretBinary: [1], secretString: "x")
        #expect(
            await refusal { _ = try await vault.client.createSecret(both) }
                == "InvalidRequestException: You can't specify both a binary secret value and a string secret value in "
                + "the same secret.")
        try await vault.create("empty", nil)
        #expect(
            await refusal { _ = try await vault.value("empty") }
                == "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging "
                + "label: AWSCURRENT")
        #expect(
            await refusal { _ = try await vault.client.rotateSecret(.init(secretId: "empty")) }
                == "NotImplemented: KASS does not emulate secretsmanager:RotateSecret")
    }

    @Test func valuesUpTo64KiBAreTakenAndNeverRepeatedInErrors() async throws {
        let vault = try Vault()
        try await vault.create("large", String(repeating: "x", count: 65_536))
        let words = await refusal { try await vault.create("larger", String(repeating: "y", count: 65_537)) }
        #expect(words?.hasPrefix("ValidationException") == true)
        #expect(words?.contains("yyy") == false)
        let input = SecretsManager.CreateSecretRequest(name: "s", secretString: "hunter2")
        #expect(!"\(input)".contains("hunter2"))
    }

    @Test func listsAreFilteredSortedAndPaged() async throws {
        let vault = try Vault()
        for name in ["kass/b", "kass/a", "other"] {
            let tags = [SecretsManager.Tag(key: "team", value: name == "other" ? "x" : "kass")]
            _ = try await vault.client.createSecret(.init(name: name, secretString: "v", tags: tags))
            await vault.world.advance(by: .seconds(1))
        }
        var input = SecretsManager.ListSecretsRequest(
            maxResults: 1, filters: [.init(key: .name, values: ["kass/"])], sortOrder: .asc, sortBy: .name)
        let first = try await vault.client.listSecrets(input)
        #expect(first.secretList?.map(\.name) == ["kass/a"])
        input.nextToken = first.nextToken
        let second = try await vault.client.listSecrets(input)
        #expect(second.secretList?.map(\.name) == ["kass/b"])
        #expect(second.nextToken == nil)
        let byTag = try await vault.client.listSecrets(.init(filters: [.init(key: .tagValue, values: ["!kass"])]))
        #expect(byTag.secretList?.map(\.name) == ["other"])
    }

    @Test func aBatchReportsWhatItCannotGive() async throws {
        let vault = try Vault()
        try await vault.create("a")
        let batch = try await vault.client.batchGetSecretValue(.init(secretIdList: ["a", "b"]))
        #expect(batch.secretValues?.map(\.secretString) == ["v1"])
        #expect(batch.errors?.map(\.errorCode) == ["ResourceNotFoundException"])
    }

    @Test func passwordsHaveTheWantedCharacters() async throws {
        let vault = try Vault()
        let plain = try await vault.client.getRandomPassword(.init())
        #expect(plain.randomPassword?.count == 32)
        let digits = try await vault.client.getRandomPassword(
            .init(
                passwordLength: 8, excludeCharacters: "01", excludePunctuation: true, excludeUppercase: true,
                excludeLowercase: true))
        #expect(digits.randomPassword?.allSatisfy { ("2"..."9").contains($0) } == true)
        #expect(
            await refusal { _ = try await vault.client.getRandomPassword(.init(passwordLength: 3)) }
                == "InvalidParameterException: Password length 3 is too short based on the required types.")
    }

    @Test func policiesAreKeptAndPublicOnesBlocked() async throws {
        let vault = try Vault()
        try await vault.create("s")
        let open = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",\
            "Action":"secretsmanager:GetSecretValue","Resource":"*"}]}
            """
        #expect(
            await refusal {
                _ = try await vault.client.putResourcePolicy(
                    .init(secretId: "s", resourcePolicy: open, blockPublicPolicy: true))
            }?.hasPrefix("PublicPolicyException") == true)
        _ = try await vault.client.putResourcePolicy(.init(secretId: "s", resourcePolicy: open))
        #expect(try await vault.client.getResourcePolicy(.init(secretId: "s")).resourcePolicy == open)
        #expect(
            await refusal { _ = try await vault.client.putResourcePolicy(.init(secretId: "s", resourcePolicy: "{")) }
                == "MalformedPolicyDocumentException: This resource policy contains a syntax error.")
    }

    @Test func oldVersionsGoAndStagedOnesStay() async throws {
        let vault = try Vault()
        try await vault.create("s", token: tokenA)
        let keep = SecretsManager.UpdateSecretVersionStageRequest(
            secretId: "s", versionStage: "keep", moveToVersionId: tokenA)
        _ = try await vault.client.updateSecretVersionStage(keep)
        for number in 0..<105 {
            _ = try await vault.client.putSecretValue(.init(secretId: "s", secretString: "v\(number)"))
        }
        let all = try await vault.client.listSecretVersionIds(
            .init(secretId: "s", maxResults: 100, includeDeprecated: true))
        #expect(all.versions?.count == 100)
        #expect(try await vault.value("s", stage: "keep") == "v1")
    }
}
