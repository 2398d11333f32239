/// What calls are made for. Tasks take it over from those that start them, so that whatever a service does for a call
/// is recorded under the same id, as X-Ray's trace header goes from one service to the next.
public enum CallTrace {
    /// nil outside any trace.
    @TaskLocal public static var id: String?

    /// Does `body` under an id; nil leaves the trace.
    public static func with<Value, Failure: Error>(
        _ id: String?, _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await $id.withValue(id) {
            do throws(Failure) {
                return .success(try await body())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
