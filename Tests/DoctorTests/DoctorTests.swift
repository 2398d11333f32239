import AWSBedrock
import AWSCore
import Chatbot
import Doctor
import Testing

@Suite struct DoctorTests {
    @Test func aHealthyAccountIsFoundHealthy() async throws {
        let findings = try await Account().examine()
        let others = findings.filter { $0.state != .good }
        #expect(others.map(\.kind) == ["api"], "\(others)")
        let kinds = Set(findings.map(\.kind))
        #expect(
            kinds == [
                "region", "identity", "clock", "model", "table", "bucket", "collection", "data access", "index",
                "function", "rule", "queue", "log group", "secret", "api", "role",
            ])
        #expect(findings.count { $0.kind == "table" } == 7)
        #expect(findings.count { $0.kind == "function" } == 3)
    }

    /// What is emulated is made as it should be, and is not looked at.
    @Test func whatIsNotLiveIsNotLookedAt() async throws {
        let account = try await Account()
        var clients = DoctorClients()
        clients.s3 = account.clients.s3
        let findings = await Doctor(account.configuration, region: "us-east-1", clients: clients, now: account.now)
            .examine()
        #expect(findings.map(\.kind) == ["region", "bucket"])
    }

    @Test(arguments: Defect.all) func aDefectIsFoundAndSaysWhatToDo(_ defect: Defect) async throws {
        var account = try await Account { $0.guardrail = .init(id: "g", version: "1") }
        try await defect.plant(&account)
        let findings = await account.examine().filter { $0.state != .good && $0.kind != "api" }
        let found = findings.first { $0.kind == defect.kind && $0.words.contains(defect.words) }
        #expect(found != nil, "\(findings)")
        #expect(found?.state == defect.state)
        #expect(found?.state == .unknown || found?.advice?.isEmpty == false)
        #expect(findings.allSatisfy { $0.kind == defect.kind || defect.brings.contains($0.kind) }, "\(findings)")
    }

    /// Without an identity nothing else is looked at, rather than failing in forty ways.
    @Test(arguments: ["NoCredentialsError", "ExpiredToken", "InvalidClientTokenId", "SignatureDoesNotMatch"])
    func withoutAnIdentityNothingElseIsSaid(_ code: String) async throws {
        var account = try await Account()
        account.control.errors["GetCallerIdentity"] = (code, 403)
        let findings = await account.examine()
        #expect(findings.map(\.kind) == ["region", "identity", "clock"])
        #expect(findings[1].state == .bad)
        #expect(findings[1].advice?.isEmpty == false)
    }

    /// A model that only an inference profile leads to: the profile is named, as the account has it.
    @Test func theInferenceProfileThatIsNeededIsNamed() async throws {
        var account = try await Account { $0.models.orchestrator = "anthropic.claude-sonnet-4-6" }
        account.control.changes["GetFoundationModel"] = [
            "modelDetails": ["inferenceTypesSupported": ["INFERENCE_PROFILE"]]
        ]
        account.control.changes["ListInferenceProfiles"] = [
            "inferenceProfileSummaries": [
                [
                    "inferenceProfileName": "x",
                    "inferenceProfileArn": "arn:aws:bedrock:us-east-1:0:inference-profile/x",
                    "inferenceProfileId": "global.anthropic.claude-sonnet-4-6", "status": "ACTIVE",
                    "type": "SYSTEM_DEFINED",
                    "models": [["modelArn": "arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-6"]],
                ]
            ]
        ]
        let findings = await account.examine()
        let model = findings.first { $0.name == "anthropic.claude-sonnet-4-6" }
        #expect(model?.state == .bad)
        #expect(model?.advice == "Use global.anthropic.claude-sonnet-4-6.")
    }

    /// Where nobody reads the control plane, a call that cannot succeed tells as much.
    @Test(arguments: [
        ("anthropic.claude-sonnet-4-6", "through an inference profile only", "us.anthropic.claude-sonnet-4-6"),
        ("anthropic.claude-9", "is no model of us-east-1", "Set `models`"),
    ])
    func modelsAreAskedWithoutTheControlPlane(_ id: String, _ words: String, _ advice: String) async throws {
        var account = try await Account { $0.models.orchestrator = id }
        account.control.hasModels = false
        let models = await account.examine().filter { $0.kind == "model" }
        #expect(models.first?.words.contains(words) == true, "\(models)")
        #expect(models.first?.advice?.contains(advice) == true, "\(models)")
        #expect(models.dropFirst().allSatisfy { $0.state == .good }, "\(models)")
    }
}
