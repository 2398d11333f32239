/// One thing being looked at: either all is well with it, or there is a finding for each thing that is not.
struct Look {
    let kind: String
    let name: String
    private(set) var findings: [Finding] = []

    init(_ kind: String, _ name: String) {
        self.kind = kind
        self.name = name
    }

    /// - Parameters:
    ///   - words: what is found, where it is not as it must be.
    ///   - advice: what to do then.
    mutating func expect(
        _ isGood: Bool, _ words: @autoclosure () -> String, _ advice: @autoclosure () -> String,
        otherwise state: Finding.State = .bad
    ) {
        if !isGood { findings.append(Finding(kind, name, state, words(), advice: advice())) }
    }

    mutating func note(_ state: Finding.State, _ words: String, advice: String? = nil) {
        findings.append(Finding(kind, name, state, words, advice: advice))
    }

    /// Asks a service. A refusal becomes a finding.
    /// - Parameters:
    ///   - action: of IAM, which the asking needs.
    ///   - missing: codes that mean that there is no such thing, and what to do then.
    /// - Returns: nil for a refusal.
    mutating func ask<Value>(
        _ action: String, missing: (codes: Set<String>, advice: String)? = nil, _ call: () async throws -> Value
    ) async -> Value? {
        do {
            return try await call()
        } catch {
            let refusal = Refusal(error)
            if let missing, missing.codes.contains(refusal.code) {
                note(.bad, "there is none", advice: missing.advice)
            } else {
                refused(action, refusal)
            }
            return nil
        }
    }

    mutating func refused(_ action: String, _ refusal: Refusal) {
        if refusal.isDenied {
            note(.unknown, "could not be checked: these credentials lack \(action)", advice: "Allow \(action).")
        } else if refusal.isNotEmulated {
            note(.unknown, "could not be checked: \(action) is not emulated")
        } else if refusal.isOfCredentials {
            note(.bad, "\(action) was refused: \(refusal.words)", advice: "Renew the credentials.")
        } else {
            note(
                .bad, "\(action) failed: \(refusal.words)",
                advice: refusal.status == 0 ? "Check the network, the region and `endpoints`." : "See the message.")
        }
    }

    /// - Parameter words: what holds when nothing is amiss.
    func result(_ words: String) -> [Finding] {
        findings.isEmpty ? [Finding(kind, name, .good, words)] : findings
    }
}
