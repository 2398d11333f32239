import LocalCloud
import World

enum WorldBenchmark {
    static func run(_ report: inout Report) throws {
        let world = try Measure.best(of: 100) { _ = try World(WorldConfiguration()) }
        report.goal(
            "make a World in memory", figure(world.microseconds, "µs"), isMet: world < .milliseconds(1), "under 1 ms")
        let cloud = try Measure.best(of: 100) { _ = try LocalCloud(world: try World(WorldConfiguration())) }
        report.line("with its emulators", figure(cloud.microseconds, "µs"))
    }
}
