import AWSCore
import Chatbot
import World

/// Roles of a world: what their policies allow is checked whenever a session of theirs calls.
struct LocalRoles: RoleProvisioner {
    let world: World

    func provision(_ role: Topology.Role) async throws {
        let arn = Principal.role(role.name, account: world.accountID).arn
        world.access.attach(try PolicyDocument(role.policy), named: role.name, to: arn)
    }
}
