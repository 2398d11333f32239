import AWSDynamoDB
import DynamoDBEmulator
import Testing

/// Damaged expressions are refused in AWS's words or read, but never trap or hang.
@Suite struct ExpressionMutationTests {
    static let seeds = [
        "SET a = :v, b.c[1].#n = if_not_exists(q, :v) + :v REMOVE d[0], e ADD f :v DELETE g.h :v",
        "a = :v AND (b BETWEEN :v AND :w OR NOT contains(c.d[0], :v)) AND size(#n) > :w",
        "attribute_exists(a) OR attribute_type(b, :s) AND begins_with(c, :s) AND x IN (:v, :w, y)",
        "a, b.c, d[1][2].#n, #m", "pk = :v AND sk BETWEEN :v AND :w", "SET l = list_append(l, :v), n = (n) - (:v)",
    ]
    static let pieces = [
        "(", ")", "[", "]", ".", ",", "#", ":", "=", "<", ">", "+", "-", " ", "\n", "AND ", "OR ", "NOT ", "IN ",
        "BETWEEN ",
        "SET ", "size(", "((", "99999999999999999999", "0", "é", "\u{0}", "#n", ":v", "a",
    ]

    @Test(arguments: [UInt64(1), 2, 3, 4]) func damagedExpressionsNeverTrap(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        for _ in 0..<1500 {
            let text = Self.damaged(&random)
            check(text, seed)
        }
    }

    private static func damaged(_ random: inout RandomSource) -> String {
        var characters = Array(seeds[random.int(0..<seeds.count)])
        for _ in 0..<random.int(1..<6) where !characters.isEmpty {
            let place = random.int(0..<characters.count)
            switch random.int(0..<4) {
            case 0: characters.remove(at: place)
            case 1: characters.insert(contentsOf: pieces[random.int(0..<pieces.count)], at: place)
            case 2: characters.swapAt(place, random.int(0..<characters.count))
            default:
                let end = random.int(place..<characters.count + 1)
                characters.insert(contentsOf: characters[place..<end], at: random.int(0..<characters.count))
            }
        }
        return String(characters)
    }

    private func check(_ text: String, _ seed: UInt64) {
        let names = ["#n": "n", "#m": "m"]
        let values: [String: Value] = [":v": .n("1"), ":w": .n("2"), ":s": .s("S")]
        for kind in [ExpressionKind.condition, .keyCondition] {
            expect(
                failure { _ = try condition(text, kind: kind, names: names, values: values).holds(for: [:]) }, kind,
                text, seed)
        }
        let message = failure { _ = try update(text, names: names, values: values) }
        expect(message, .update, text, seed)
        expect(failure { _ = try projection(text, names: names).apply(to: [:]) }, .projection, text, seed)
        if let change = try? update(text, names: names, values: values) {
            _ = try? change.apply(to: UpdateTests.item)
        }
    }

    private func expect(_ message: String?, _ kind: ExpressionKind, _ text: String, _ seed: UInt64) {
        guard let message else { return }
        #expect(message.hasPrefix("Invalid \(kind.rawValue): "), "\(text), seed \(seed)")
    }
}
