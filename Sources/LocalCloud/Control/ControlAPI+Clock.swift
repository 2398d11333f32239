import AWSCore
import World

// The time of the world.
extension ControlAPI {
    /// At once; more is done in several steps.
    static let stepSecondsMax: Int64 = 3660 * 86_400

    var clock: Document {
        let virtual = world.clock as? VirtualClock
        var object = Document.Object([
            .init("kind", virtual == nil ? "real" : "virtual"),
            .init("now", .string(world.clock.now.text(.dateTime))),
        ])
        // What an advance would come to first.
        object["next_timer"] = virtual?.nextDue.map { .string($0.text(.dateTime)) }
        return .object(object)
    }

    /// `{"now": "2025-03-01T00:00:00Z"}`
    func setClock(_ body: Document) async throws(ControlFailure) -> Document {
        guard let text = body["now"]?.string, let time = Timestamp(text, .dateTime) else {
            throw .invalid("`now` is an instant such as 2025-03-01T00:00:00Z.")
        }
        return try await move { _ in time }
    }

    /// `{"advance": "90d"}`
    func advanceClock(_ body: Document) async throws(ControlFailure) -> Document {
        guard let text = body["advance"]?.string, let duration = DurationText.duration(text) else {
            throw .invalid("`advance` is a time such as 90s, 15m, 2h, 31d or 250ms.")
        }
        return try await move { $0 + duration }
    }

    private func move(to time: (Timestamp) -> Timestamp) async throws(ControlFailure) -> Document {
        try await host.changes.pass { () async throws(ControlFailure) in
            let world = world
            guard world.clock is VirtualClock else {
                throw ControlFailure(
                    409, "ClockIsReal", "The clock is the system's. One that can be moved: kass up --clock virtual")
            }
            let (now, time) = (world.clock.now, time(world.clock.now))
            guard time >= now else {
                throw .invalid("Time does not run backwards: it is \(now.text(.dateTime)).")
            }
            guard time.seconds - now.seconds <= Self.stepSecondsMax else {
                throw .invalid("The clock moves by at most \(Self.stepSecondsMax / 86_400) days at once.")
            }
            await world.advance(to: time)
            return clock
        }
    }
}
