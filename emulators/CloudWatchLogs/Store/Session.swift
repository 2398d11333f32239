import AWSCloudWatchLogs
import AWSCore
import World

/// The store inside one transaction, as one call sees it.
final class Session: StoreSession {
    let sqlite: SQLite
    let account: String
    let region: String
    /// The time of the call: whatever a transaction does happens at one instant.
    let now: Timestamp

    init(_ sqlite: SQLite, _ call: Call) {
        self.sqlite = sqlite
        account = call.account
        region = call.region
        now = call.now
    }
}
