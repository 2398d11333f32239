import AWSCore
import AWSSTS

extension Doctor {
    func examineRegion() -> [Finding] {
        guard Region(region) != nil else {
            return [
                Finding("region", region, .bad, "is no region of AWS", advice: "Set `region`, such as eu-west-1.")
            ]
        }
        return [Finding("region", region, .good, "is the region of every call")]
    }

    /// - Returns: the account, where someone has one.
    func examineIdentity() async -> ([Finding], account: String?) {
        var look = Look("identity", "credentials")
        // An emulated account has no identities of its own.
        guard let client = clients.identity else { return ([], account ?? "000000000000") }
        do {
            let identity = try await client.getCallerIdentity(STS.GetCallerIdentityRequest())
            let own = identity.account ?? ""
            look.expect(
                account == nil || account == own, "they belong to account \(own), and \(account ?? "") is meant",
                "Use other credentials (`credentials`, AWS_PROFILE), or mend `account`.")
            return (look.result("\(identity.arn ?? own)"), look.findings.isEmpty ? own : nil)
        } catch {
            let refusal = Refusal(error)
            if refusal.isNotEmulated {
                look.note(.unknown, "could not be checked: STS is not emulated")
                return (look.findings, account ?? "000000000000")
            }
            look.note(.bad, refusal.words, advice: Self.advice(for: refusal))
            return (look.findings, nil)
        }
    }

    private static func advice(for refusal: Refusal) -> String {
        switch refusal.code {
        case "NoCredentialsError":
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or `credentials` to a profile of ~/.aws/config."
        case "ExpiredToken", "ExpiredTokenException": "The session has ended: sign in again."
        case "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId":
            "AWS knows no such access key, or the region is not switched on for the account."
        case "SignatureDoesNotMatch", "InvalidSignatureException": "The secret key is wrong, or this machine's clock."
        default: refusal.status == 0 ? "Check the network, the region and `endpoints`." : "See the message."
        }
    }

    /// AWS refuses signatures that are more than five minutes off (Reference, "Signature Version 4": 15 for S3).
    func examineClock() async -> [Finding] {
        guard let difference = clients.clockDifference else { return [] }
        var look = Look("clock", "this machine")
        do {
            let seconds = Int(abs(try await difference() / .seconds(1)).rounded())
            look.expect(
                seconds <= 60, "is \(seconds) s off AWS's time; signatures are refused from 300 s on",
                "Have the clock set by NTP.", otherwise: seconds < 300 ? .doubtful : .bad)
            return look.result("agrees with AWS's to \(seconds) s")
        } catch {
            look.note(.unknown, "could not be checked: \(error)")
            return look.findings
        }
    }
}
