package dev.outcry.server.config;

import dev.outcry.server.config.Settings.Loaded;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Turns texts into settings, and finds all that is wrong at once. Used once, by one thread.
final class SettingsReader {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}) ?([KMG]?)(?:iB|B)?");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{1,255}");
    private static final Pattern GRAPHIC = Pattern.compile("[!-~]{8,500}");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,6}");
    private static final int MAX_PATIENCE = 7 * 24 * 60 * 60;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_PASSWORD = 200;
    private static final int MIN_TOKEN_KEY = 32;
    private static final double MAX_SPEED = 1_000;
    private static final long MIN_LOG_BYTES = 1 << 20;

    private final Sources sources;
    private final Path workingDirectory;
    private final List<String> problems;

    SettingsReader(Map<String, String> env, Path workingDirectory) {
        this.sources = new Sources(env, workingDirectory);
        this.workingDirectory = workingDirectory;
        this.problems = new ArrayList<>(sources.problems());
    }

    Loaded read() {
        Settings.Web web =
                new Settings.Web(
                        read(Variable.HOST, SettingsReader::host, "127.0.0.1"),
                        read(Variable.PORT, SettingsReader::port, 0),
                        read(Variable.ORIGINS, each(SettingsReader::origin), List.of()),
                        read(Variable.PROXIES, each(Network::parse), List.of()),
                        tls(),
                        read(Variable.DEFLATE, oneOf("on", true, "off", false), true));
        Settings.Feed feed =
                new Settings.Feed(
                        read(Variable.FEED, oneOf("demo", true, "none", false), false),
                        read(Variable.SPEED, SettingsReader::speed, 1.0));
        Settings.Secrets secrets =
                new Settings.Secrets(
                        read(Variable.ADMIN_PASSWORD, SettingsReader::password),
                        read(Variable.TOKEN_KEY, SettingsReader::tokenKeys, List.of()),
                        read(Variable.METRICS_TOKEN, SettingsReader::metricsToken),
                        read(Variable.ARGON2, Hashing::parse, Hashing.USUAL));
        Settings settings =
                new Settings(
                        web,
                        read(Variable.DATA, this::path, workingDirectory),
                        feed,
                        secrets,
                        read(
                                Variable.LOG,
                                oneOf(
                                        "plain",
                                        Settings.LogFormat.PLAIN,
                                        "json",
                                        Settings.LogFormat.JSON),
                                Settings.LogFormat.PLAIN),
                        read(Variable.LOG_MAX, SettingsReader::size, 0L),
                        read(Variable.NATS, Optional::of),
                        read(Variable.LIMITS, oneOf("on", true, "off", false), true),
                        webhooks());
        List<String> warnings = List.copyOf(sources.warnings());
        return problems.isEmpty()
                ? new Loaded.Good(settings, warnings)
                : new Loaded.Bad(List.copyOf(problems), warnings);
    }

    private Settings.Webhooks webhooks() {
        Settings.Webhooks usual = Settings.Webhooks.USUAL;
        return new Settings.Webhooks(
                read(Variable.HOOK_NETWORKS, each(Network::parse), usual.allowed()),
                read(Variable.HOOK_PATIENCE, SettingsReader::seconds, usual.patience()));
    }

    private static Optional<Duration> seconds(String text) {
        return SECONDS.matcher(text).matches() && Integer.parseInt(text) <= MAX_PATIENCE
                ? Optional.of(Duration.ofSeconds(Integer.parseInt(text)))
                : Optional.empty();
    }

    private <T> T read(Variable variable, Function<String, Optional<T>> parse, T none) {
        return read(variable, parse).orElse(none);
    }

    private <T> Optional<T> read(Variable variable, Function<String, Optional<T>> parse) {
        Optional<Sources.Given> given = sources.of(variable);
        Optional<T> value = given.flatMap(g -> parse.apply(g.text()));
        if (given.isPresent() && value.isEmpty()) {
            String is = variable.secret() ? "" : " is \"" + printable(given.get().text()) + "\"";
            problems.add(given.get().where() + is + "; allowed is " + variable.allowed());
        }
        return value;
    }

    private Optional<Settings.Tls> tls() {
        Optional<Path> keystore =
                read(Variable.TLS_KEYSTORE, text -> path(text).filter(Files::isReadable));
        Optional<Secret> password =
                read(Variable.TLS_PASSWORD, text -> Optional.of(new Secret(text)));
        if (keystore.isPresent() && password.isEmpty()) {
            problems.add(
                    Variable.TLS_PASSWORD.env()
                            + " is missing; it opens the file that "
                            + Variable.TLS_KEYSTORE.env()
                            + " names");
        }
        return keystore.flatMap(file -> password.map(p -> new Settings.Tls(file, p)));
    }

    private Optional<Path> path(String text) {
        try {
            return Optional.of(workingDirectory.resolve(text).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> host(String text) {
        return Optional.of(text).filter(HOST.asMatchPredicate());
    }

    private static Optional<Integer> port(String text) {
        return PORT.matcher(text).matches() && Integer.parseInt(text) <= MAX_PORT
                ? Optional.of(Integer.parseInt(text))
                : Optional.empty();
    }

    private static Optional<Double> speed(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        double speed = Double.parseDouble(text);
        return speed > 0 && speed <= MAX_SPEED ? Optional.of(speed) : Optional.empty();
    }

    private static Optional<Long> size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int shift =
                switch (matcher.group(2)) {
                    case "K" -> 10;
                    case "M" -> 20;
                    case "G" -> 30;
                    default -> 0;
                };
        long count = Long.parseLong(matcher.group(1));
        return count <= Long.MAX_VALUE >> shift && count << shift >= MIN_LOG_BYTES
                ? Optional.of(count << shift)
                : Optional.empty();
    }

    private static Optional<Secret> password(String text) {
        return text.length() <= MAX_PASSWORD ? Optional.of(new Secret(text)) : Optional.empty();
    }

    private static Optional<Secret> metricsToken(String text) {
        return GRAPHIC.matcher(text).matches() ? Optional.of(new Secret(text)) : Optional.empty();
    }

    private static Optional<List<Secret>> tokenKeys(String text) {
        List<String> keys = Stream.of(text.split(",", -1)).map(String::strip).toList();
        boolean ok =
                keys.size() <= 2 && keys.stream().allMatch(key -> key.length() >= MIN_TOKEN_KEY);
        return ok ? Optional.of(keys.stream().map(Secret::new).toList()) : Optional.empty();
    }

    private static Optional<String> origin(String text) {
        try {
            URI uri = URI.create(text.toLowerCase(Locale.ROOT));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare =
                    uri.getHost() != null
                            && uri.getUserInfo() == null
                            && uri.getQuery() == null
                            && uri.getFragment() == null
                            && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
            boolean usual = uri.getPort() == ("http".equals(uri.getScheme()) ? 80 : 443);
            String port = uri.getPort() < 0 || usual ? "" : ":" + uri.getPort();
            return web && bare
                    ? Optional.of(uri.getScheme() + "://" + uri.getHost() + port)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T> Function<String, Optional<List<T>>> each(
            Function<String, Optional<T>> parse) {
        return text -> {
            List<Optional<T>> items =
                    Stream.of(text.split(",", -1)).map(String::strip).map(parse).toList();
            return items.stream().allMatch(Optional::isPresent)
                    ? Optional.of(items.stream().map(Optional::orElseThrow).toList())
                    : Optional.empty();
        };
    }

    private static <T> Function<String, Optional<T>> oneOf(
            String first, T whenFirst, String second, T whenSecond) {
        return text ->
                switch (text) {
                    case String t when t.equals(first) -> Optional.of(whenFirst);
                    case String t when t.equals(second) -> Optional.of(whenSecond);
                    default -> Optional.empty();
                };
    }

    private static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "…";
    }
}
