package dev.outcry.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that the server is told before it starts, checked. Immutable.
///
/// @param web where and for whom it serves
/// @param data the directory that it keeps everything in
/// @param feed what moves the markets
/// @param secrets what only the operator knows
/// @param log how it tells what it does
/// @param logMaxBytes how large the durable log may grow
/// @param nats servers of the cluster's log; empty for a single node
/// @param limits whether rates and counts are limited; sizes always are
/// @param webhooks where webhooks may post to
public record Settings(
        Web web,
        Path data,
        Feed feed,
        Secrets secrets,
        LogFormat log,
        long logMaxBytes,
        Optional<String> nats,
        boolean limits,
        Webhooks webhooks) {
    /// Where and for whom it serves.
    ///
    /// @param host address or name to listen on
    /// @param port 0 for any free one
    /// @param origins foreign origins that may use it, as browsers send them
    /// @param proxies whose `X-Forwarded-For` is believed
    /// @param tls how it proves who it is; empty for plain HTTP
    /// @param deflate whether WebSocket messages may be compressed
    public record Web(
            String host,
            int port,
            List<String> origins,
            List<Network> proxies,
            Optional<Tls> tls,
            boolean deflate) {
        /// Copies the lists.
        public Web {
            origins = List.copyOf(origins);
            proxies = List.copyOf(proxies);
        }
    }

    /// A server's certificate and key.
    ///
    /// @param keystore a PKCS #12 file
    /// @param password of the file and of its key
    public record Tls(Path keystore, Secret password) {}

    /// What moves the markets.
    ///
    /// @param demo whether the demo floor is played; else there is one room and no market
    /// @param speed of the recorded tape, 1 for as fast as it was
    public record Feed(boolean demo, double speed) {}

    /// Where webhooks may post to.
    ///
    /// @param allowed networks that may be posted to though they aren't public
    /// @param patience how long a delivery is tried before it is given up
    public record Webhooks(List<Network> allowed, Duration patience) {
        /// Public addresses alone, for an hour.
        public static final Webhooks USUAL = new Webhooks(List.of(), Duration.ofHours(1));

        /// Copies the list.
        public Webhooks {
            allowed = List.copyOf(allowed);
        }
    }

    /// What only the operator knows.
    ///
    /// @param adminPassword empty: there is no account `admin`
    /// @param tokenKeys what tokens are signed with: the first signs, any verifies; empty: the data
    ///   directory holds it
    /// @param metricsToken lets others than this machine read metrics
    /// @param hashing what hashes of passwords cost
    public record Secrets(
            Optional<Secret> adminPassword,
            List<Secret> tokenKeys,
            Optional<Secret> metricsToken,
            Hashing hashing) {
        /// Copies the list.
        public Secrets {
            tokenKeys = List.copyOf(tokenKeys);
        }
    }

    /// How a line of the server's own log looks.
    public enum LogFormat {
        /// For people.
        PLAIN,
        /// One JSON object a line.
        JSON
    }

    /// What came of reading.
    public sealed interface Loaded {
        /// {@return lines worth a word to the operator}
        List<String> warnings();

        /// All is well.
        ///
        /// @param settings what was read
        /// @param warnings see [Loaded#warnings()]
        record Good(Settings settings, List<String> warnings) implements Loaded {}

        /// Something is wrong.
        ///
        /// @param problems one line for each value: which, and what is allowed
        /// @param warnings see [Loaded#warnings()]
        record Bad(List<String> problems, List<String> warnings) implements Loaded {}
    }

    /// Reads the defaults, then `application.yaml`, then the environment, each over the one before.
    ///
    /// @param env the environment; only names that start with `OUTCRY_` count
    /// @param workingDirectory where `application.yaml` is looked for, and what relative paths mean
    /// @return the settings, or everything that is wrong with them
    public static Loaded load(Map<String, String> env, Path workingDirectory) {
        return new SettingsReader(env, workingDirectory).read();
    }
}
