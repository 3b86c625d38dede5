package dev.outcry.server.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that can be set, in the environment as `OUTCRY_TOKEN_KEY`, in YAML as `token-key`.
enum Variable {
    HOST("an address or a name of this machine, such as 127.0.0.1 or 0.0.0.0"),
    PORT("a whole number from 0 to 65535, where 0 takes any free port"),
    DATA("a directory"),
    FEED("demo or none"),
    SPEED("a decimal above 0 and up to 1000, such as 1 or 0.5"),
    ADMIN_PASSWORD("1 to 200 characters"),
    ORIGINS("origins parted by commas, such as https://example.org"),
    PROXIES("addresses or networks parted by commas, such as 10.0.0.0/8"),
    TLS_KEYSTORE("a readable PKCS #12 file"),
    TLS_PASSWORD("the key store's password"),
    DEFLATE("on or off"),
    TOKEN_KEY("at least 32 characters; two such keys parted by a comma, the first signs"),
    ARGON2("m=KIB,t=PASSES,p=LANES, such as m=19456,t=2,p=1, with 8 KiB a lane at least"),
    METRICS_TOKEN("at least 8 printable ASCII characters without spaces"),
    LOG("plain or json"),
    LOG_MAX("a size of at least 1 MiB, such as 512MiB or 2GiB"),
    NATS("a list of servers parted by commas, such as nats://127.0.0.1:4222"),
    LIMITS("on or off"),
    HOOK_NETWORKS("addresses or networks parted by commas, such as 10.0.0.0/8"),
    HOOK_PATIENCE("whole seconds from 1 to 604800, such as 3600");

    private static final String PREFIX = "OUTCRY_";

    private final String allowed;

    Variable(String allowed) {
        this.allowed = allowed;
    }

    /// {@return what a value may be, for people}
    String allowed() {
        return allowed;
    }

    /// {@return whether its value must not be printed}
    boolean secret() {
        return switch (this) {
            case ADMIN_PASSWORD, TLS_PASSWORD, TOKEN_KEY, METRICS_TOKEN -> true;
            default -> false;
        };
    }

    /// {@return its name in the environment}
    String env() {
        return PREFIX + name();
    }

    /// {@return its name in YAML}
    String yaml() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static boolean isOurs(String env) {
        return env.startsWith(PREFIX);
    }

    static Optional<Variable> ofEnv(String env) {
        return Stream.of(values()).filter(v -> v.env().equals(env)).findFirst();
    }

    static Optional<Variable> ofYaml(String yaml) {
        return Stream.of(values()).filter(v -> v.yaml().equals(yaml)).findFirst();
    }
}
