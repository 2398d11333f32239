import AWSCore
import AWSSTS
import STSEmulator
import World

/// STS over a world of its own, whose time stands at 2025-01-01.
struct Fixture {
    let world: World
    let state: STSState
    static let start = Timestamp(seconds: 1_735_689_600)

    init() throws {
        world = try World(WorldConfiguration(seed: 7, clock: .virtual(start: Self.start)))
        state = try STSState(world)
    }

    /// - Parameter context: what the caller's session brings with it.
    func client(
        _ principal: Principal = .account("123456789012"), context: [String: [String]] = [:]
    ) -> any STSClient {
        let caller = Caller(principal: principal, account: principal.account, source: .wire, conditionContext: context)
        return STSProxy(EmulatedInvoker(world, caller: caller) { STSEmulator(state, $0) })
    }

    static let role = "arn:aws:iam::210987654321:role/team/reader"
}
