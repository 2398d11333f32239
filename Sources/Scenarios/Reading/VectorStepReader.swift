import AWSCore
import YAMLFiles

/// Reads what a step says of a search for nearest neighbours.
enum VectorStepReader {
    static func read(_ value: YAMLValue) throws(ScenarioMistake) -> VectorStep {
        let mapping = try value.mapping("`vector`")
        try mapping.check(known: ["dataset", "k", "filter", "delete", "min_recall", "max_p99_ratio_to_exact"])
        let dataset = try mapping.required("dataset")
        var step = VectorStep(dataset: try dataset.text("`dataset`"))
        if step.dataset.hasPrefix("seeded-"), !VectorDataset.seeded.contains(step.dataset) {
            throw dataset.mistake("seeded datasets are \(VectorDataset.seeded.joined(separator: " and "))")
        }
        if let k = mapping["k"] { step.k = try k.integer("`k`", from: 1) }
        step.filter = try mapping["filter"].map(share)
        step.delete = try mapping["delete"].map(share)
        step.recallMin = try mapping["min_recall"].map(share)
        step.ratioMax = try mapping["max_p99_ratio_to_exact"].map(number)
        return step
    }

    private static func share(_ value: YAMLValue) throws(ScenarioMistake) -> Double {
        let share = try number(value)
        guard share <= 1 else { throw value.mistake("a share is from 0 to 1") }
        return share
    }

    private static func number(_ value: YAMLValue) throws(ScenarioMistake) -> Double {
        guard let number = try value.document().double, number >= 0 else {
            throw value.mistake("this is a number that is not negative")
        }
        return number
    }
}
