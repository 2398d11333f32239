import AWSCore

/// Sources of documents that were overwritten or deleted while someone may still look at them.
///
/// A search keeps hold of the one that was current when it began, and finds there, or in those that followed, what has
/// left the storage since. Those that began later never see it, so it goes with the last of the earlier ones.
final class KeptSources: Sendable {
    private struct State {
        /// By number of the write.
        var contents: [Int: StoredSource.Content] = [:]
        var next: KeptSources?
    }

    private let state = Lock(State())

    deinit {
        // One by one: a chain that frees itself link by link would need as deep a stack.
        var next = state.withLock { $0.next.take() }
        while isKnownUniquelyReferenced(&next) { next = next?.state.withLock { $0.next.take() } }
    }

    func keep(_ content: StoredSource.Content, of seqNo: Int) { state.withLock { $0.contents[seqNo] = content } }

    func content(of seqNo: Int) -> StoredSource.Content? {
        var link: KeptSources? = self
        while let current = link {
            let (found, next) = current.state.withLock { ($0.contents[seqNo], $0.next) }
            if let found { return found }
            link = next
        }
        return nil
    }

    /// For those who begin to look now: this one while it is empty.
    func successor() -> KeptSources {
        state.withLock { state in
            if state.contents.isEmpty { return self }
            let next = KeptSources()
            state.next = next
            return next
        }
    }
}
