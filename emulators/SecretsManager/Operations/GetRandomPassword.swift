import AWSCore
import AWSSecretsManager
import World

/// GetRandomPassword: characters of the wanted kinds, from the world's seed.
enum GetRandomPassword {
    private static let lowercase = "abcdefghijklmnopqrstuvwxyz"
    private static let uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private static let numbers = "0123456789"
    /// API reference, GetRandomPassword, ExcludePunctuation.
    private static let punctuation = ##"!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"##

    static func run(
        _ input: SecretsManager.GetRandomPasswordRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.GetRandomPasswordResponse {
        try view.begin(input)
        let excluded = Set(input.excludeCharacters ?? "")
        let kinds = [
            (lowercase, input.excludeLowercase), (uppercase, input.excludeUppercase), (numbers, input.excludeNumbers),
            (punctuation, input.excludePunctuation), (" ", input.includeSpace.map { !$0 } ?? true),
        ]
        let wanted = kinds.filter { $0.1 != true }.map { kind in kind.0.filter { !excluded.contains($0) } }
        let alphabets = wanted.filter { !$0.isEmpty }
        guard !alphabets.isEmpty else {
            throw .invalidParameter("The password can't be created because all characters are excluded.")
        }
        let length = input.passwordLength ?? SecretsManagerLimits.passwordLengthDefault
        let isEachRequired = input.requireEachIncludedType ?? true
        guard !isEachRequired || length >= alphabets.count else {
            throw .invalidParameter(
                "Password length \(length) is too short based on the required types.")
        }
        let password = draw(length, alphabets.map(Array.init), isEachRequired, view.state.passwords)
        return SecretsManager.GetRandomPasswordResponse(randomPassword: password)
    }

    private static func draw(
        _ length: Int, _ alphabets: [[Character]], _ isEachRequired: Bool, _ stream: SeededStream
    ) -> String {
        let all = alphabets.flatMap(\.self)
        var characters = isEachRequired ? alphabets.map { $0[stream.next(below: $0.count)] } : []
        while characters.count < length { characters.append(all[stream.next(below: all.count)]) }
        for index in stride(from: characters.count - 1, to: 0, by: -1) {
            characters.swapAt(index, stream.next(below: index + 1))
        }
        return String(characters)
    }
}
