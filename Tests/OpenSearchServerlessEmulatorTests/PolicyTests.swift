import AWSCore
import AWSOpenSearchServerless
import Testing

@Suite struct PolicyTests {
    @Test func policiesAreKeptAndChanged() async throws {
        let client = try Fixture().client
        let made = try await client.createAccessPolicy(.init(type: .data, name: "books", policy: Fixture.data))
        let policy = try #require(made.accessPolicyDetail)
        #expect(policy.policy?[0]?["Principal"]?[0] == "arn:aws:iam::000000000000:role/reader")
        let version = try #require(policy.policyVersion)
        // A time and a number in base 64, within the model's 20 to 36 characters.
        #expect(Blob(base64: version)?.text == "1735689600000_1")
        let updated = try await client.updateAccessPolicy(
            .init(type: .data, name: "books", policyVersion: version, description: "readers"))
        #expect(updated.accessPolicyDetail?.description == "readers")
        #expect(updated.accessPolicyDetail?.policyVersion != version)
        let stale = await #expect(throws: OpenSearchServerlessError.self) {
            try await client.updateAccessPolicy(.init(type: .data, name: "books", policyVersion: version))
        }
        #expect(stale?.code == .conflictException)
        #expect(
            try await client.getAccessPolicy(.init(type: .data, name: "books")).accessPolicyDetail?.description
                == "readers")
        _ = try await client.deleteAccessPolicy(.init(type: .data, name: "books"))
        let gone = await #expect(throws: OpenSearchServerlessError.self) {
            try await client.getAccessPolicy(.init(type: .data, name: "books"))
        }
        #expect(gone?.code == .resourceNotFoundException)
        #expect(gone?.message == "Policy with name books and type data is not found")
    }

    @Test func typesHaveNamesOfTheirOwn() async throws {
        let client = try Fixture().client
        _ = try await client.createSecurityPolicy(.init(type: .encryption, name: "books", policy: Fixture.encryption))
        _ = try await client.createSecurityPolicy(.init(type: .network, name: "books", policy: Fixture.network))
        let error = await #expect(throws: OpenSearchServerlessError.self) {
            try await client.createSecurityPolicy(.init(type: .network, name: "books", policy: Fixture.network))
        }
        #expect(error?.message == "Policy with name books and type network already exists")
        let list = try await client.listSecurityPolicies(.init(type: .network))
        #expect(list.securityPolicySummaries?.map(\.name) == ["books"])
    }

    @Test func listsByWhatPoliciesCover() async throws {
        let client = try Fixture().client
        _ = try await client.createAccessPolicy(.init(type: .data, name: "books", policy: Fixture.data))
        let covering = try await client.listAccessPolicies(.init(type: .data, resource: ["index/books/chapters"]))
        #expect(covering.accessPolicySummaries?.map(\.name) == ["books"])
        let others = try await client.listAccessPolicies(.init(type: .data, resource: ["index/films/scenes"]))
        #expect(others.accessPolicySummaries == [])
    }

    static let refused: [(OpenSearchServerless.SecurityPolicyType, String, String)] = [
        (.encryption, "no JSON", "the policy is not JSON"), (.encryption, "[]", "$: array found, object expected"),
        (.encryption, #"{"AWSOwnedKey":true}"#, "$.Rules: is missing but it is required"),
        (.network, Fixture.encryption, "$: object found, array expected"),
        (
            .network, #"[{"Rules":[{"ResourceType":"collection"}]}]"#,
            "$[0].Rules[0].Resource: is missing but it is required"
        ),
    ]

    @Test(arguments: refused.indices) func refusesPoliciesOfAnotherForm(index: Int) async throws {
        let (type, policy, text) = Self.refused[index]
        let client = try Fixture().client
        let error = await #expect(throws: OpenSearchServerlessError.self) {
            try await client.createSecurityPolicy(.init(type: type, name: "books", policy: policy))
        }
        #expect(error?.code == .validationException)
        #expect(error?.message == "Policy json is invalid, error: [\(text)]")
    }

    @Test func whatIsNotEmulatedNamesItself() async throws {
        let client = try Fixture().client
        let error = await #expect(throws: OpenSearchServerlessError.self) {
            try await client.getAccountSettings(.init())
        }
        #expect(error?.status == 501)
        #expect(error?.message == "KASS does not emulate aoss:GetAccountSettings")
    }
}
