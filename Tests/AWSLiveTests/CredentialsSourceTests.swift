import AWSCore
import AWSLive
import Testing

/// Each way to credentials, from what the machine says to what is asked for over the network.
@Suite struct CredentialsSourceTests {
    static let start = Timestamp(seconds: 1_735_689_600)
    static let expiry = "2025-01-01T06:00:00Z"

    struct Answered: Sendable {
        let credentials: Result<Credentials, CredentialsError>
        let transport: ScriptedTransport

        func sentText(_ index: Int) async throws -> String {
            String(decoding: try await transport.requests[index].body.collect(bytesMax: 10_000), as: UTF8.self)
        }
    }

    func ask(
        _ machine: FakeMachine, _ script: [HTTPResponse] = [], profile: String? = nil
    ) async throws -> Answered {
        machine.set("AWS_REGION", "eu-west-1")
        let transport = ScriptedTransport(script.map { .success($0) })
        let configuration = try LiveConfiguration.load(
            profile: profile, machine: machine.machine, surroundings: StillSurroundings(now: Self.start).value,
            transport: transport)
        do throws(CredentialsError) {
            let found = try await configuration.credentials.credentials(at: Self.start)
            return Answered(credentials: .success(found), transport: transport)
        } catch {
            return Answered(credentials: .failure(error), transport: transport)
        }
    }

    func machine(config: String, _ variables: [String: String] = [:], files: [String: String] = [:]) -> FakeMachine {
        FakeMachine(variables, files: files.merging(["/home/me/.aws/config": config]) { first, _ in first })
    }

    static func role(_ key: String) -> HTTPResponse {
        let body = """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>\
            <AccessKeyId>\(key)</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken>\
            <Expiration>\(expiry)</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
            """
        return HTTPResponse(body: .bytes(Array(body.utf8)))
    }

    static let document = #"{"AccessKeyId":"K","SecretAccessKey":"S","Token":"T","Expiration":"2025-01-01T06:00:00Z"}"#
    static let expected = Credentials(
        accessKeyID: "K", secretAccessKey: "S", sessionToken: "T", expiration: Timestamp(seconds: 1_735_711_200))

    // Roles.

    @Test func assumesRoles() async throws {
        let config = """
            [profile base]
            aws_access_key_id = B
            aws_secret_access_key = BS
            [profile staging]
            role_arn = arn:aws:iam::123456789012:role/R
            source_profile = base
            external_id = X
            role_session_name = me
            duration_seconds = 3600
            """
        let answered = try await ask(machine(config: config, ["AWS_PROFILE": "staging"]), [Self.role("K")])
        #expect(try answered.credentials.get() == Self.expected)
        let text = try await answered.sentText(0)
        for part in ["Action=AssumeRole&", "ExternalId=X", "RoleSessionName=me", "DurationSeconds=3600"] {
            #expect(text.contains(part), "\(text)")
        }
        let request = answered.transport.requests[0]
        #expect(request.headers["Authorization"]?.contains("Credential=B/20250101/eu-west-1/sts/") == true)
        #expect(answered.transport.origins == [Origin(host: "sts.eu-west-1.amazonaws.com")])
    }

    @Test func rolesMayLeadToRoles() async throws {
        let config = """
            [profile a]
            role_arn = arn:aws:iam::1:role/A
            source_profile = b
            [profile b]
            role_arn = arn:aws:iam::1:role/B
            source_profile = b
            aws_access_key_id = B
            aws_secret_access_key = BS
            """
        let answered = try await ask(machine(config: config), [Self.role("M"), Self.role("K")], profile: "a")
        #expect(try answered.credentials.get() == Self.expected)
        let keys = answered.transport.requests.map { $0.headers["Authorization"]?.contains("Credential=B/") }
        #expect(keys == [true, false])
        #expect(try await answered.sentText(1).contains("RoleSessionName=kass-1735689600"))
    }

    @Test func rolesMayBeTakenOnByTheEnvironment() async throws {
        let config = "[default]\nrole_arn = arn:aws:iam::1:role/A\ncredential_source = Environment\n"
        let variables = ["AWS_ACCESS_KEY_ID": "E", "AWS_SECRET_ACCESS_KEY": "ES"]
        let answered = try await ask(machine(config: config, variables), [Self.role("K")], profile: "default")
        #expect(try answered.credentials.get() == Self.expected)
        #expect(answered.transport.requests[0].headers["Authorization"]?.contains("Credential=E/") == true)
    }

    static let brokenProfiles: [(config: String, words: String)] = [
        ("role_arn = r\nsource_profile = b", "The source_profile 'b' of profile 'a' does not exist."),
        ("role_arn = r", "The profile 'a' has role_arn, but neither source_profile nor credential_source."),
        (
            "role_arn = r\nsource_profile = a\ncredential_source = Environment",
            "The profile 'a' has both source_profile and credential_source: remove one."
        ),
        (
            "role_arn = r\ncredential_source = Moon",
            "The credential_source 'Moon' of profile 'a' must be Environment, EcsContainer or Ec2InstanceMetadata."
        ),
        (
            "role_arn = r\nsource_profile = b\nduration_seconds = 60\n[profile b]",
            "duration_seconds of profile 'a' must be a number from 900 to 43200."
        ),
        (
            "role_arn = r\nsource_profile = b\n[profile b]\nrole_arn = s\nsource_profile = a",
            "The source_profiles lead in a circle: a, b, a."
        ),
        (
            "role_arn = r\nsource_profile = b\nmfa_serial = arn:aws:iam::1:mfa/me",
            "The role of profile 'a' needs a code of the MFA device arn:aws:iam::1:mfa/me, which cannot be asked for "
                + "here: run 'aws configure export-credentials --profile a --format env' and use what it prints."
        ),
        (
            "aws_access_key_id = hidden",
            "The profile 'a' has aws_access_key_id, but no aws_secret_access_key."
        ),
        (
            "sso_account_id = 1\nsso_session = s",
            "The sso_session 's' of profile 'a' is not in ~/.aws/config."
        ),
        (
            "sso_account_id = 1\nsso_region = eu-west-1\nsso_start_url = u",
            "The single sign-on of profile 'a' lacks sso_role_name."
        ),
    ]

    @Test(arguments: brokenProfiles.indices) func saysWhatAProfileLacks(_ index: Int) async throws {
        let wanted = Self.brokenProfiles[index]
        let answered = try await ask(machine(config: "[profile a]\n" + wanted.config), profile: "a")
        #expect(throws: CredentialsError(wanted.words)) { try answered.credentials.get() }
        #expect(answered.transport.requests.isEmpty)
    }

    @Test func saysWhyARoleIsRefused() async throws {
        let config =
            "[profile a]\nrole_arn=arn:r\nsource_profile=b\n"
            + "[profile b]\naws_access_key_id=B\naws_secret_access_key=hidden"
        let refusal = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"
        let answer = HTTPResponse(status: 403, body: .bytes(Array(refusal.utf8)))
        let answered = try await ask(machine(config: config), [answer], profile: "a")
        #expect(throws: CredentialsError("The role arn:r of profile 'a' cannot be assumed: AccessDenied: no.")) {
            try answered.credentials.get()
        }
    }

    // Programs.

    static let outputs: [(output: String, words: String?)] = [
        (
            #"{"Version":1,"AccessKeyId":"K","SecretAccessKey":"S","SessionToken":"T","#
                + #""Expiration":"2025-01-01T06:00:00Z"}"#,
            nil
        ),
        (#"{"Version":2,"AccessKeyId":"K","SecretAccessKey":"S"}"#, "has no Version, or another than 1."),
        (#"{"Version":1,"AccessKeyId":"K"}"#, "has no SecretAccessKey."),
        (#"{"Version":1,"AccessKeyId":"K","SecretAccessKey":"S","Expiration":"soon"}"#, "is no time."),
        ("secret", "is not JSON."),
    ]

    @Test(arguments: outputs.indices) func readsWhatProgramsWrite(_ index: Int) async throws {
        let wanted = Self.outputs[index]
        let machine = FakeMachine(files: ["/home/me/.aws/config": "[profile a]\ncredential_process = get --it"]) {
            command throws(ConfigurationError) in
            #expect(command == "get --it")
            return wanted.output
        }
        let answered = try await ask(machine, profile: "a")
        if let words = wanted.words {
            let error = #expect(throws: CredentialsError.self) { try answered.credentials.get() }
            #expect(error?.message.hasSuffix(words) == true)
            #expect(error?.message.contains("credential_process of profile 'a'") == true)
        } else {
            #expect(try answered.credentials.get() == Self.expected)
        }
    }

    // Web identity.

    static let webVariables = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/W"]

    @Test func exchangesTokens() async throws {
        let body = String(decoding: try await Self.role("K").body.collect(bytesMax: 10_000), as: UTF8.self)
            .replacing("AssumeRoleRes", with: "AssumeRoleWithWebIdentityRes")
        let machine = FakeMachine(
            Self.webVariables.merging(["AWS_ROLE_SESSION_NAME": "pod"]) { first, _ in first },
            files: ["/token": "abc\n"])
        let answered = try await ask(machine, [HTTPResponse(body: .bytes(Array(body.utf8)))])
        #expect(try answered.credentials.get() == Self.expected)
        #expect(answered.transport.requests[0].headers["Authorization"] == nil)
        let text = try await answered.sentText(0)
        #expect(text.contains("WebIdentityToken=abc") && text.contains("RoleSessionName=pod"))
    }

    @Test func saysWhatWebIdentityLacks() async throws {
        let missing = try await ask(FakeMachine(Self.webVariables))
        #expect(throws: CredentialsError("The web identity token file /token does not exist.")) {
            try missing.credentials.get()
        }
        let roleless = try await ask(FakeMachine(["AWS_WEB_IDENTITY_TOKEN_FILE": "/token"]))
        #expect(throws: CredentialsError("AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not.")) {
            try roleless.credentials.get()
        }
    }
}
