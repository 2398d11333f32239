#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The system's functions, under names that collide with nothing.
enum Logarithm {
    static func log(_ value: Double) -> Double {
        #if canImport(Darwin)
            Darwin.log(value)
        #elseif canImport(Musl)
            Musl.log(value)
        #else
            Glibc.log(value)
        #endif
    }

    static func exp(_ value: Double) -> Double {
        #if canImport(Darwin)
            Darwin.exp(value)
        #elseif canImport(Musl)
            Musl.exp(value)
        #else
            Glibc.exp(value)
        #endif
    }

    static func log10(_ value: Double) -> Double {
        #if canImport(Darwin)
            Darwin.log10(value)
        #elseif canImport(Musl)
            Musl.log10(value)
        #else
            Glibc.log10(value)
        #endif
    }
}
