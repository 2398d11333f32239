import World
import YAMLFiles

/// Reads a rule of a fault plan.
enum FaultReader {
    static func read(_ value: YAMLValue) throws(ScenarioMistake) -> FaultRule {
        let mapping = try value.mapping("`fault`")
        try mapping.check(known: FaultRule.members)
        let document = try value.document()
        do throws(FaultMistake) {
            return try FaultRule(document)
        } catch {
            let place = error.member.flatMap { mapping[$0] } ?? value
            throw place.mistake(error.message)
        }
    }
}
