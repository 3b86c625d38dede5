package dev.outcry.benchmarks.load;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/// Measures a running server, which needs `OUTCRY_LIMITS=off`.
public final class Load {
    private static final String USAGE =
            """
            measurements, each against a new server:
              fanout SUBSCRIBERS MESSAGES_PER_SECOND SECONDS [outcry|ws|socket-io]
              saturate SUBSCRIBERS MESSAGES_PER_SECOND SECONDS [outcry|ws|socket-io]
              rooms ROOMS SUBSCRIBERS_OF_EACH MESSAGES_PER_SECOND SECONDS
              tickers MARKETS QUOTES_PER_SECOND READERS SECONDS
              reconnect CLIENTS MESSAGES_PER_SECOND WITHIN_MILLIS
              slow READERS MESSAGES_PER_SECOND TEXT_BYTES SECONDS
              presence PEOPLE SECONDS
              idle CONNECTIONS
              vanish CONNECTIONS
              say
              commands CLIENTS OUTSTANDING SECONDS
              snapshot ACCOUNTS ORDERS\
            """;

    private final Target target;
    private final String[] args;

    private Load(Target target, String[] args) {
        this.target = target;
        this.args = args;
    }

    /// Runs one measurement and prints its lines.
    ///
    /// @param args the server's URI, its process id, its data directory, then a measurement as the
    ///   usage says it
    /// @throws Exception if the server can't be reached, doesn't keep up, or loses something
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT); // figures look alike everywhere
        if (args.length < 4) {
            System.out.println(USAGE);
            return;
        }
        Target target = new Target(URI.create(args[0]), Long.parseLong(args[1]), Path.of(args[2]));
        try {
            new Load(target, args).run(args[3]);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private void run(String measurement) throws Exception {
        switch (measurement) {
            case "fanout" -> fanout().keepUp();
            case "saturate" -> fanout().saturate();
            case "rooms" -> rooms().keepUp();
            case "tickers" -> new Tickers(target, number(0), number(1), number(3)).run(number(2));
            case "reconnect" -> new Reconnect(target, number(1)).run(number(0), number(2));
            case "slow" -> new Slow(target, number(1), number(2), number(3)).run(number(0));
            case "presence" -> new Presence(target, number(1)).run(number(0));
            case "idle" -> new Idle(target).memory(number(0));
            case "vanish" -> new Idle(target).vanish(number(0));
            default -> durable(measurement);
        }
    }

    private void durable(String measurement) throws Exception {
        try (Durable durable = new Durable(target)) {
            switch (measurement) {
                case "say" -> durable.say();
                case "commands" -> durable.commands(number(0), number(1), number(2));
                case "snapshot" -> durable.snapshot(number(0), number(1));
                default -> throw usage();
            }
        }
    }

    private Fanout fanout() {
        Dialect dialect = args.length > 7 ? Dialect.of(args[7]) : Dialect.OUTCRY;
        return new Fanout(target, dialect, new Fanout.Plan(1, number(0), number(1), number(2)));
    }

    private Fanout rooms() {
        Fanout.Plan plan = new Fanout.Plan(number(0), number(1), number(2), number(3));
        return new Fanout(target, Dialect.OUTCRY, plan);
    }

    private int number(int index) {
        if (index + 4 >= args.length) {
            throw usage();
        }
        return Integer.parseInt(args[index + 4]);
    }

    private static IllegalArgumentException usage() {
        return new IllegalArgumentException(USAGE);
    }
}
