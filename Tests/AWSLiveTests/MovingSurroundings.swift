import AWSCore
import AWSLive
import Synchronization

/// Surroundings in which time passes only where somebody waits, or a test says so.
final class MovingSurroundings: Sendable {
    private let state: Mutex<(now: Timestamp, waits: [Duration])>
    private let bits: UInt64

    init(now: Timestamp = Timestamp(seconds: 1_735_689_600), fraction: Double = 0.5) {
        state = Mutex((now, []))
        bits = UInt64(fraction * 0x1p53) << 11
    }

    var now: Timestamp { state.withLock { $0.now } }
    var waits: [Duration] { state.withLock { $0.waits } }

    func advance(_ duration: Duration) {
        state.withLock { $0.now = $0.now + duration }
    }

    var value: Surroundings {
        let bits = bits
        return Surroundings(
            now: { self.now },
            sleep: { duration in
                self.advance(duration)
                self.state.withLock { $0.waits.append(duration) }
            }, random: { bits })
    }
}
