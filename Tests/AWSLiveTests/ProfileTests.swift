import AWSCore
import AWSLive
import Testing

/// What the shared files say, read as AWS's tools read them.
@Suite struct ProfileTests {
    static let config = "/home/me/.aws/config"
    static let credentials = "/home/me/.aws/credentials"

    func load(
        _ variables: [String: String] = [:], config: String = "", credentials: String = "", profile: String? = nil
    ) throws(ConfigurationError) -> LiveConfiguration {
        let machine = FakeMachine(
            variables.merging(["AWS_EC2_METADATA_DISABLED": "true"]) { first, _ in first },
            files: [Self.config: config, Self.credentials: credentials])
        return try LiveConfiguration.load(
            profile: profile, machine: machine.machine, transport: ScriptedTransport([]))
    }

    func keys(_ configuration: LiveConfiguration) async throws -> String {
        let found = try await configuration.credentials.credentials(at: Timestamp(seconds: 0))
        return "\(found.accessKeyID)/\(found.secretAccessKey)/\(found.sessionToken ?? "-")"
    }

    static let regions: [(variables: [String: String], config: String, region: String)] = [
        ([:], "[default]\nregion = eu-west-1\n", "eu-west-1"),
        (["AWS_DEFAULT_REGION": "eu-west-2"], "[default]\nregion = eu-west-1\n", "eu-west-2"),
        (["AWS_REGION": "eu-west-3", "AWS_DEFAULT_REGION": "eu-west-2"], "", "eu-west-3"),
        (["AWS_PROFILE": "b"], "[default]\nregion = a-a-1\n[profile b]\nregion=us-west-2", "us-west-2"),
        (["AWS_PROFILE": "b"], "[profile b]\r\nregion = us-west-2 # ours\r\n", "us-west-2"),
        ([:], "# comment\n; comment\n\n[default]\nREGION\t=\teu-west-1\n", "eu-west-1"),
        ([:], "[profile default]\nregion = eu-west-1\n[default]\nregion = eu-west-2\n", "eu-west-1"),
        ([:], "[default]\nregion = eu-west-2\n[profile default]\nregion = eu-west-1\n", "eu-west-1"),
        ([:], "[default]\ns3 =\n  region = no\nregion = eu-west-1\n", "eu-west-1"),
        ([:], "[nothing we know]\nregion = no\n[default]\nregion = eu-west-1\n", "eu-west-1"),
        ([:], "[default]\nregion = eu-west-1\n[profile other]\nx = 1\n[default]\noutput = json\n", "eu-west-1"),
    ]

    @Test(arguments: regions.indices) func findsTheRegion(_ index: Int) throws {
        let wanted = Self.regions[index]
        #expect(try load(wanted.variables, config: wanted.config).region == wanted.region)
    }

    static let settings = """
        [default]
        region = eu-west-1
        retry_mode = Adaptive
        max_attempts = 7
        request_checksum_calculation = when_required
        response_checksum_validation = WHEN_REQUIRED
        sdk_ua_app_id = us
        use_fips_endpoint = true
        """

    @Test func readsTheOtherSettings() throws {
        let found = try load(config: Self.settings)
        #expect(found.retries == RetryPolicy(mode: .adaptive, attemptsMax: 7))
        #expect(found.checksums == ChecksumPolicy(requests: .required, responses: .required))
        #expect(found.applicationID == "us" && found.endpoints.usesFIPS && !found.endpoints.usesDualStack)
        let variables = [
            "AWS_RETRY_MODE": "standard", "AWS_MAX_ATTEMPTS": "1", "AWS_REQUEST_CHECKSUM_CALCULATION": "when_supported",
            "AWS_USE_FIPS_ENDPOINT": "false",
        ]
        let overridden = try load(variables, config: Self.settings)
        #expect(overridden.retries == RetryPolicy(attemptsMax: 1))
        #expect(overridden.checksums.requests == .supported && !overridden.endpoints.usesFIPS)
    }

    static let faults: [(variables: [String: String], config: String, words: String)] = [
        ([:], "", "No AWS region: set AWS_REGION, or region of profile 'default' in ~/.aws/config."),
        (["AWS_RETRY_MODE": "hard"], "", "AWS_RETRY_MODE must be one of standard, adaptive, not 'hard'."),
        (
            [:], "[default]\nmax_attempts = 0",
            "max_attempts of profile 'default' must be a number of at least 1, not '0'."
        ),
        (["AWS_USE_FIPS_ENDPOINT": "yes"], "", "AWS_USE_FIPS_ENDPOINT must be true or false, not 'yes'."),
        (["AWS_ENDPOINT_URL": "localhost"], "", "AWS_ENDPOINT_URL is no URL of http or https: 'localhost'."),
        (["AWS_ENDPOINT_URL": "https://me:hidden@a"], "", "AWS_ENDPOINT_URL is no URL of http or https."),
        (["AWS_ENDPOINT_URL_S3": "ftp://a"], "", "AWS_ENDPOINT_URL_S3 is no URL of http or https: 'ftp://a'."),
        ([:], "region = eu-west-1", "~/.aws/config, line 1: a property stands before the first section."),
        ([:], "[default]\n\nsecret stuff\n", "~/.aws/config, line 3: this is no 'name = value'."),
        ([:], "[default\n", "~/.aws/config, line 1: the section's name does not end in ]."),
        ([:], "[default]\n  a = b\n", "~/.aws/config, line 2: an indented line belongs to no property."),
        (
            ["AWS_PROFILE": "stagging"], "[profile staging]\nregion = eu-west-1\n[default]\n",
            "The profile 'stagging' is neither in ~/.aws/config nor in ~/.aws/credentials. There are: default, staging."
        ),
    ]

    @Test(arguments: faults.indices) func saysWhatIsWrong(_ index: Int) throws {
        let wanted = Self.faults[index]
        var variables = wanted.variables
        if index > 0 { variables["AWS_REGION"] = "eu-west-1" }
        #expect(throws: ConfigurationError(wanted.words)) { try load(variables, config: wanted.config) }
    }

    @Test func keysAreTakenInTheOrderOfTheSDKs() async throws {
        let variables = ["AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "E", "AWS_SECRET_ACCESS_KEY": "ES"]
        let config = "[default]\naws_access_key_id = C\naws_secret_access_key = CS\n[profile b]\noutput = json\n"
        let credentials = "[default]\naws_access_key_id=D\naws_secret_access_key=DS\naws_session_token=DT\n"
        #expect(try await keys(load(variables, config: config, credentials: credentials)) == "E/ES/-")
        let region = ["AWS_REGION": "eu-west-1"]
        #expect(try await keys(load(region, config: config, credentials: credentials)) == "D/DS/DT")
        #expect(try await keys(load(region, config: config)) == "C/CS/-")
        // A profile that the caller names comes before the variables; one that a variable names does not.
        #expect(try await keys(load(variables, credentials: credentials, profile: "default")) == "D/DS/DT")
        let named = variables.merging(["AWS_PROFILE": "b"]) { first, _ in first }
        #expect(try await keys(load(named, config: config)) == "E/ES/-")
    }

    @Test func otherFilesMayBeMeant() async throws {
        let machine = FakeMachine(
            ["AWS_CONFIG_FILE": "~/mine", "AWS_SHARED_CREDENTIALS_FILE": "/keys"],
            files: [
                "/home/me/mine": "[default]\nregion=eu-west-1",
                "/keys": "[default]\naws_access_key_id=A\naws_secret_access_key=B",
            ])
        let found = try LiveConfiguration.load(machine: machine.machine, transport: ScriptedTransport([]))
        #expect(try await keys(found) == "A/B/-")
    }

    @Test func tellsAllThatWasTried() async throws {
        let error = await #expect(throws: CredentialsError.self) { try await keys(load(["AWS_REGION": "eu-west-1"])) }
        #expect(
            error?.message
                == "No AWS credentials found. Tried environment: AWS_ACCESS_KEY_ID is not set; web identity: "
                + "AWS_WEB_IDENTITY_TOKEN_FILE is not set; profile 'default': there is no such profile; container "
                + "endpoint: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set; "
                + "instance metadata: AWS_EC2_METADATA_DISABLED is true. Run 'aws configure' or 'aws sso login', or set "
                + "AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
    }

    /// Files that nobody would write: an error is fine, a crash is not. The seed is in the name of each case.
    @Test(arguments: 1...20) func survivesAnyText(seed: UInt64) throws {
        let pieces = [
            "[", "]", "default", "profile a", "sso-session", "=", " ", "\t", "\n", "\r\n", "\r", "#", ";", "s3", "é",
            "\0",
        ]
        var state = seed
        for _ in 0..<100 {
            var text = ""
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(state >> 33) % pieces.count]
            }
            _ = try? load(["AWS_REGION": "eu-west-1"], config: text, credentials: text)
        }
    }

    static let urls: [(String, String?)] = [
        ("https://a.example", "https://a.example"), ("HTTP://localhost:4566/", "http://localhost:4566"),
        ("http://[::1]:80/a/b/", "http://[::1]:80/a/b"), ("https://a/b%20c", "https://a/b%20c"), ("a.example", nil),
        ("https://", nil), ("https://:80", nil), ("https://a:0", nil), ("https://a:65536", nil), ("https://a:b", nil),
        ("https://me@a", nil), ("https://a?b", nil), ("https://a/b#c", nil), ("https://a/b c", nil),
        ("https://[::1", nil), ("https://[x]", nil), ("ftp://a", nil), ("https://a\r\nb", nil),
    ]

    @Test(arguments: urls) func readsURLs(text: String, expected: String?) {
        #expect(EndpointURL(text)?.description == expected)
    }
}
