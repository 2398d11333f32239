#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the kernel lets this process use from now on. Children inherit it.
enum ResourceLimits {
    static func apply(_ limits: DocumentLimits) {
        // At the soft limit the kernel asks, at the hard one it kills.
        set(RLIMIT_CPU, soft: limits.cpuSecondsMax, hard: limits.cpuSecondsMax + 1)
        set(RLIMIT_AS, soft: limits.addressSpaceBytesMax, hard: limits.addressSpaceBytesMax)
        set(RLIMIT_CORE, soft: 0, hard: 0)
    }

    #if canImport(Glibc)
        private typealias Resource = __rlimit_resource
    #else
        private typealias Resource = Int32
    #endif

    private static func set(_ resource: Resource, soft: Int, hard: Int) {
        var limit = rlimit(rlim_cur: rlim_t(max(0, soft)), rlim_max: rlim_t(max(0, hard)))
        #if canImport(Glibc)
            _ = setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
        #else
            _ = setrlimit(resource, &limit)
        #endif
    }
}
