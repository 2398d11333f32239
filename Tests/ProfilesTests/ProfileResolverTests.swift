import Profiles
import Testing

@Suite struct ProfileResolverTests {
    static func file(_ text: String) throws -> ProfileFile { try ProfileFile(text: text, path: "kass.yaml") }

    /// An option, a variable, the file, a default: each weighs more than the next.
    @Test func whatWeighsMoreHolds() throws {
        let file = try Self.file("profiles:\n  local:\n    region: eu-west-1")
        var resolver = ProfileResolver(file: try Self.file("profiles: {local: {}}"))
        func region() throws -> (String?, Profile.Source?) {
            let profile = try resolver.profile()
            return (profile["region"], profile.values.first { $0.setting.key == "region" }?.source)
        }
        #expect(try region() == ("us-east-1", .fallback))
        resolver.environment["AWS_REGION"] = "sa-east-1"
        #expect(try region() == ("sa-east-1", .variable("AWS_REGION")))
        resolver.file = file
        #expect(try region() == ("eu-west-1", .file("kass.yaml", line: 3)))
        resolver.environment["KASS_REGION"] = "ap-south-1"
        #expect(try region() == ("ap-south-1", .variable("KASS_REGION")))
        resolver.options["region"] = ("--region", "ca-central-1")
        #expect(try region() == ("ca-central-1", .option("--region")))
    }

    @Test func anEmptyVariableSaysNothing() throws {
        let resolver = ProfileResolver(
            file: ProfileTemplate.file, environment: ["KASS_REGION": "", "KASS_PROFILE": ""])
        #expect(try resolver.profile().name == "local")
        #expect(try resolver.profile().region == "us-east-1")
    }

    @Test func theProfileIsChosenByOptionVariableAndFile() throws {
        var resolver = ProfileResolver(file: try Self.file("profile: b\nprofiles: {a: {}, b: {}, c: {}, local: {}}"))
        #expect(try resolver.profile().name == "b")
        resolver.environment["KASS_PROFILE"] = "c"
        #expect(try resolver.profile().name == "c")
        #expect(try resolver.profile(named: "a").name == "a")
    }

    @Test func aProfileThatIsNotThereIsGuessed() throws {
        let resolver = ProfileResolver(file: ProfileTemplate.file)
        let mistake = #expect(throws: ProfileMistake.self) { try resolver.profile(named: "stagin") }
        #expect(
            mistake?.description
                == "there is no kass.yaml here, and what is built in has no profile `stagin`; did you mean `staging`?")
    }

    @Test func everySettingHasAVariableOfItsOwn() throws {
        #expect(Set(Settings.all.map(\.variable)).count == Settings.all.count)
        #expect(Set(Settings.all.map(\.key)).count == Settings.all.count)
        let values = [
            "region": "eu-west-1", "account": "123456789012", "embedding_dimensions": "256", "opensearch.auth": "es",
            "environment": "x",
        ]
        for setting in Settings.all {
            let value =
                values[setting.key]
                ?? (setting.key.hasPrefix("services.")
                    ? "live" : setting.key.contains("endpoint") ? "https://example.com" : "some-text")
            var environment = ["KASS_GUARDRAIL_ID": "g"]
            // Functions on AWS reach AWS alone.
            if setting.key == "services.lambda" { environment["KASS_SERVICES"] = "live" }
            environment[setting.variable] = value
            let resolver = ProfileResolver(file: ProfileTemplate.file, environment: environment)
            #expect(try resolver.profile()[setting.key] == value, "\(setting.variable)")
        }
    }

    @Test func aVariableThatIsSpelledWronglyIsNotPassedOver() throws {
        var resolver = ProfileResolver(file: ProfileTemplate.file, environment: ["KASS_REGOIN": "eu-west-1"])
        var mistake = #expect(throws: ProfileMistake.self) { try resolver.profile() }
        #expect(mistake?.description == "KASS_REGOIN is no setting; did you mean KASS_REGION?")
        resolver.environment = ["KASS_REGION": "moon"]
        mistake = #expect(throws: ProfileMistake.self) { try resolver.profile() }
        #expect(mistake?.description.hasPrefix("KASS_REGION is a region of AWS") == true)
        resolver.environment = ["KASS_LIVE": "1", "KASS_ANYTHING_ELSE": "x"]
        #expect(try resolver.profile().name == "local")
    }

    @Test func servicesFollowTheDefault() throws {
        let text = "profiles:\n  a:\n    services: {default: live, lambda: emulated, s3: emulated}"
        let profile = try ProfileResolver(file: try Self.file(text)).profile(named: "a")
        #expect(profile.liveServices == [.bedrock, .dynamodb, .opensearch])
        let source = profile.values.first { $0.setting.key == "services.bedrock" }?.source
        #expect(source == .follows("services.default"))
    }

    static let rules: [(text: String, words: String)] = [
        (
            "services: {lambda: live}",
            "services.default: `services.bedrock` is emulated while `services.lambda` is live"
        ),
        (
            "services: {default: live, s3: emulated}",
            "kass.yaml:3: `services.s3` is emulated while `services.lambda` is live"
        ),
        ("guardrail: {version: '1'}", "kass.yaml:3: `guardrail.version` stands without `guardrail.id`"),
        (
            "{services: {opensearch: live}, opensearch: {auth: basic}}",
            "kass.yaml:3: `opensearch.auth` is basic, and there is no `opensearch.username`"
        ),
        (
            "{services: {opensearch: live}, opensearch: {auth: basic, username: u}}",
            "kass.yaml:3: `opensearch.auth` is basic: set KASS_OPENSEARCH_PASSWORD"
        ),
    ]

    @Test(arguments: rules) func settingsThatDoNotFitEachOtherAreRefused(_ text: String, _ words: String) throws {
        let resolver = ProfileResolver(file: try Self.file("profiles:\n  a:\n    \(text)"))
        let mistake = #expect(throws: ProfileMistake.self) { try resolver.profile(named: "a") }
        #expect(mistake?.description.hasPrefix(words) == true, "\(mistake?.description ?? "none")")
    }

    @Test func aSecretIsNotShown() throws {
        let resolver = ProfileResolver(file: ProfileTemplate.file, environment: ["KASS_OPENSEARCH_PASSWORD": "hush"])
        let value = try resolver.profile().values.first { $0.setting.isSecret }
        #expect(value?.text == "hush")
        #expect(value?.shown == "(set, not shown)")
    }

    @Test func theChatbotGetsItsVariables() throws {
        let profile = try ProfileResolver(
            file: ProfileTemplate.file, environment: ["KASS_BUCKET": "b", "KASS_GUARDRAIL_ID": "g"]
        ).profile(named: "staging")
        #expect(profile.variables["KASS_ENVIRONMENT"] == "staging")
        #expect(profile.variables["KASS_BUCKET"] == "b")
        #expect(profile.variables["KASS_GUARDRAIL_ID"] == "g")
        #expect(profile.variables["KASS_MODEL_ORCHESTRATOR"] == "us.anthropic.claude-sonnet-4-6")
        #expect(profile.variables["KASS_REGION"] == nil)
    }
}
