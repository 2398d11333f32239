import AWSCore
import BedrockEmulator
import YAMLFiles

/// Reads what the fake models are told to answer.
enum ModelRuleReader {
    static func read(_ value: YAMLValue?) throws(ScenarioMistake) -> [ScriptedRule] {
        var rules: [ScriptedRule] = []
        for element in try value?.list("`model_rules`") ?? [] { rules.append(try rule(element)) }
        return rules
    }

    private static func rule(_ value: YAMLValue) throws(ScenarioMistake) -> ScriptedRule {
        let mapping = try value.mapping("a model rule")
        try mapping.check(known: ["when", "answer", "tool_use", "error", "times"])
        return ScriptedRule(
            try match(mapping["when"]), try response(mapping), times: try mapping["times"]?.integer("`times`", from: 1))
    }

    private static func match(_ value: YAMLValue?) throws(ScenarioMistake) -> ScriptedRule.Match {
        guard let mapping = try value?.mapping("`when`") else { return ScriptedRule.Match() }
        try mapping.check(known: ["model", "in", "contains", "like", "tool"])
        var match = ScriptedRule.Match()
        match.model = try mapping["model"]?.text("`model`")
        match.glob = try mapping["like"]?.text("`like`")
        match.tool = try mapping["tool"]?.text("`tool`")
        if let contains = mapping["contains"] {
            if let word = contains.string {
                match.contains = [word]
            } else {
                for word in try contains.list("`contains`") { match.contains.append(try word.text("`contains`")) }
            }
        }
        if let place = mapping["in"] {
            guard let role = place.string.flatMap(ScriptedRule.Role.init) else {
                throw place.mistake("`in` is user, system, tool or any")
            }
            match.role = role
        }
        return match
    }

    private static func response(_ mapping: YAMLMapping) throws(ScenarioMistake) -> ScriptedRule.Response {
        guard ["answer", "tool_use", "error"].count(where: { mapping[$0] != nil }) == 1 else {
            throw mapping.value.mistake("a model rule has one of `answer`, `tool_use` and `error`")
        }
        if let answer = mapping["answer"] { return .text(try answer.text("`answer`")) }
        if let use = try mapping["tool_use"]?.mapping("`tool_use`") {
            try use.check(known: ["name", "input"])
            return .toolUse(
                name: try use.required("name").text("`name`"), input: try use["input"]?.document() ?? [:])
        }
        let error = try mapping.required("error").mapping("`error`")
        try error.check(known: ["code", "message", "status"])
        return .error(
            code: try error.required("code").text("`code`"), message: try error["message"]?.text("`message`") ?? "",
            status: try error["status"]?.integer("`status`", from: 400) ?? 400)
    }
}
