import AWSCore
import AWSLambda

/// A chat turn as server-sent events, pulled as fast as the client reads.
struct ChatStream: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    let events: FunctionGateway.Events
    let turn: TurnLog.Open
    let eventBytesMax: Int

    func makeAsyncIterator() -> Iterator {
        Iterator(
            events: events.makeAsyncIterator(), reader: ChatEventReader(eventBytesMax: eventBytesMax), turn: turn)
    }

    struct Iterator: AsyncIteratorProtocol {
        private enum Phase {
            case opening, reading, ended
        }

        private var events: FunctionGateway.Events.AsyncIterator
        private var reader: ChatEventReader
        /// Ends the turn also when the client leaves and this is dropped.
        private let turn: TurnLog.Open
        private var phase = Phase.opening

        init(events: FunctionGateway.Events.AsyncIterator, reader: ChatEventReader, turn: TurnLog.Open) {
            self.events = events
            self.reader = reader
            self.turn = turn
        }

        mutating func next() async throws -> [UInt8]? {
            if phase == .opening {
                phase = .reading
                return ChatEvent.turn(turn.id).bytes
            }
            while phase == .reading {
                let read = await read()
                if read.isEmpty { continue }
                if read.contains(where: \.isLast) { phase = .ended }
                return read.flatMap(\.bytes)
            }
            turn.end()
            return nil
        }

        /// The next events; a stream that fails or ends too early still ends with one that says so.
        private mutating func read() async -> [ChatEvent] {
            do {
                switch try await events.next() {
                case .payloadChunk(let update)?: return reader.feed(update.payload?.bytes ?? [])
                case .invokeComplete(let end)? where end.errorCode != nil: return [.failed]
                case .invokeComplete?, nil: return reader.finish()
                case .sdkUnknown?: return []
                }
            } catch {
                return [.failed]
            }
        }
    }
}
