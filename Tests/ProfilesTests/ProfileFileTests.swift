import Profiles
import Testing
import YAMLFiles

@Suite struct ProfileFileTests {
    static let mistakes: [(text: String, words: String)] = [
        ("", "kass.yaml:1:1: the file is empty"),
        ("profiles: [a]", "kass.yaml:1:11: `profiles` is a mapping"),
        ("profile: local", "kass.yaml:1:1: the file lacks `profiles`"),
        ("profils: {}", "kass.yaml:1:1: the file knows no `profils`; did you mean `profile`?"),
        (
            "profile: stagng\nprofiles:\n  staging: {}",
            "kass.yaml:1:10: `profile` is one of those below `profiles`: staging"
        ),
        ("profiles:\n  a:\n    regoin: x", "kass.yaml:3:5: the profile `a` knows no `regoin`; did you mean `region`?"),
        ("profiles:\n  a:\n    region: eu west", "kass.yaml:3:13: `region` is a region of AWS"),
        ("profiles:\n  a:\n    region: [eu-west-1]", "kass.yaml:3:13: `region` is a text"),
        (
            "profiles:\n  a: {models: {orchestratr: x}}",
            "kass.yaml:2:16: `models` knows no `orchestratr`; did you mean `orch"
        ),
        ("profiles:\n  a: {models: x}", "kass.yaml:2:15: `models` is a mapping"),
        (
            "profiles:\n  a:\n    services: {s3: emulate}",
            "kass.yaml:3:20: `services.s3` is emulated or live, not `emulate`; did you mean `emulated`?"
        ),
        ("profiles:\n  a:\n    services: {s4: live}", "kass.yaml:3:16: `services` knows no `s4`; did you mean `s3`?"),
        ("profiles:\n  a:\n    services: {sqs: live}", "kass.yaml:3:21: `sqs` goes with `lambda`"),
        ("profiles:\n  a: {embedding_dimensions: 0}", "kass.yaml:2:29: `embedding_dimensions` is a whole number"),
        ("profiles:\n  a: {environment: Staging}", "kass.yaml:2:20: `environment` is 1 to 20 lower-case letters"),
        ("profiles:\n  a: {account: 12}", "kass.yaml:2:16: `account` is 12 digits, in quotes"),
        ("profiles:\n  a: {opensearch: {endpoint: localhost}}", "kass.yaml:2:30: `opensearch.endpoint` is an address"),
        ("profiles:\n  a: {endpoints: {s3: 'http://h/path'}}", "kass.yaml:2:23: `endpoints.s3` is an address"),
        (
            "profiles:\n  a: {opensearch: {auth: iam}}",
            "kass.yaml:2:26: `opensearch.auth` is aoss, es, basic or none, not `iam`"
        ),
        (
            "profiles:\n  a: {opensearch: {password: x}}",
            "kass.yaml:2:30: `opensearch.password` is a secret and belongs in no file: set KASS_OPENSEARCH_PASSWORD"
        ),
        ("profiles:\n  a: {bucket: b, bucket: c}", "kass.yaml:"),
        ("profiles:\n  a: {bucket: ''}", "kass.yaml:2:15: `bucket` is empty"),
        ("profiles: {", "kass.yaml:"),
    ]

    @Test(arguments: mistakes) func aMistakeSaysWhereAndWhatWasMeant(_ text: String, _ words: String) {
        let mistake = #expect(throws: FileMistake.self) { try ProfileFile(text: text, path: "kass.yaml") }
        #expect(mistake?.description.hasPrefix(words) == true, "\(mistake?.description ?? "none")")
    }

    @Test func theFileThatIsWrittenIsValid() throws {
        let file = ProfileTemplate.file
        #expect(file.names == ["local", "staging"])
        #expect(file.chosen == "local")
    }

    /// Whatever stands behind a `#` in the file that is written can be had by removing it.
    @Test func whatIsCommentedOutIsValid() throws {
        let lines = ProfileTemplate.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard let sign = line.firstIndex(of: "#"), line[..<sign].allSatisfy({ $0 == " " }) else { return line }
            let rest = line[line.index(after: sign)...].dropFirst()
            let isSetting = rest.drop { $0 == " " }.prefix { $0 != ":" }.allSatisfy {
                $0.isLowercase || $0 == "_" || $0 == "3"
            }
            return rest.contains(":") && isSetting ? line[..<sign] + rest : ""
        }
        let text = lines.joined(separator: "\n").replacing("bedrock: live    ", with: "bedrock: live # ")
        let file = try ProfileFile(text: text, path: "kass.yaml")
        let profile = try ProfileResolver(file: file, environment: ["KASS_OPENSEARCH_PASSWORD": "x"]).profile(
            named: "staging")
        #expect(profile["guardrail.version"] == "1")
        #expect(profile["account"] == "123456789012")
        #expect(profile["endpoints.default"] == "http://127.0.0.1:4566")
        #expect(profile.endpoints.keys.sorted() == ["s3"])
        #expect(profile["opensearch.username"] == "kass")
    }

    @Test func aProfileThatSaysNothingIsOneOfDefaults() throws {
        let file = try ProfileFile(text: "profiles:\n  a:\n  b: {}", path: "kass.yaml")
        for name in ["a", "b"] {
            let profile = try ProfileResolver(file: file).profile(named: name)
            #expect(profile["environment"] == name)
            #expect(profile.liveServices.isEmpty)
        }
    }

    @Test func theFileIsLookedForUpwards() {
        #expect(ProfileFile.places(from: "/a/b") == ["/a/b/kass.yaml", "/a/kass.yaml", "/kass.yaml"])
        #expect(ProfileFile.places(from: "/") == ["/kass.yaml"])
    }

    @Test func aFileThatIsTooLargeIsRefused() {
        let text = "profiles: {}\n" + String(repeating: "#", count: ProfileFile.bytesMax)
        #expect(throws: FileMistake.self) { try ProfileFile(text: text, path: "kass.yaml") }
    }
}
