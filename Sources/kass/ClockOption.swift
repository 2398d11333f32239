import AWSCore
import ArgumentParser
import World

/// `--clock real`, `--clock virtual`, `--clock virtual:2025-03-01T00:00:00Z`.
struct ClockOption: ExpressibleByArgument {
    let clock: WorldConfiguration.Clock

    static let real = ClockOption(clock: .real)

    init(clock: WorldConfiguration.Clock) {
        self.clock = clock
    }

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1)
        switch (parts.first, parts.count) {
        case ("real", 1): clock = .real
        case ("virtual", 1): clock = .virtual(start: WorldConfiguration.virtualStart)
        case ("virtual", 2):
            guard let start = Timestamp(String(parts[1]), .dateTime) else { return nil }
            clock = .virtual(start: start)
        default: return nil
        }
    }

    var defaultValueDescription: String { "real" }
}
