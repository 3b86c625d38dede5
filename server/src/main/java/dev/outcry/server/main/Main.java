package dev.outcry.server.main;

import dev.outcry.server.config.Settings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The program: reads the environment, starts the server, stops it on SIGTERM and SIGINT. Or it
/// does one thing with the data directory.
public final class Main {
    private static final PrintStream ERR =
            new PrintStream(System.err, true, StandardCharsets.UTF_8);

    private Main() {}

    /// Starts the server. Prints `outcry ready on http://HOST:PORT` to standard output when it
    /// serves; one line to standard error, and exits with 1, when something is in the way.
    ///
    /// @param args none; or what to do with the data directory instead of serving, see
    ///   [Maintenance]. Exits with 2 if that isn't understood
    public static void main(String[] args) {
        List<String> arguments = List.of(args);
        if (!arguments.isEmpty() && !Maintenance.knows(arguments)) {
            ERR.print(Maintenance.USAGE);
            System.exit(2);
        }
        switch (Settings.load(System.getenv(), Path.of(""))) {
            case Settings.Loaded.Bad bad -> {
                tell(bad.warnings());
                tell(bad.problems());
                System.exit(1);
            }
            case Settings.Loaded.Good(Settings settings, List<String> warnings) -> {
                tell(warnings);
                if (arguments.isEmpty()) {
                    serve(settings);
                } else {
                    maintain(settings, arguments);
                }
            }
        }
    }

    private static void maintain(Settings settings, List<String> arguments) {
        Logs.configure(settings.log());
        try {
            boolean well = new Maintenance(settings.data(), System.out).run(arguments);
            System.exit(well ? 0 : 1);
        } catch (StartException e) {
            tell(List.of(e.getMessage()));
            System.exit(1);
        }
    }

    private static void serve(Settings settings) {
        Logs.configure(settings.log());
        try {
            FloorServer server = FloorServer.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
            String scheme = settings.web().tls().isPresent() ? "https" : "http";
            System.out.println(
                    "outcry ready on "
                            + scheme
                            + "://"
                            + settings.web().host()
                            + ":"
                            + server.port());
        } catch (StartException e) {
            tell(List.of(e.getMessage()));
            System.exit(1);
        }
    }

    /// Having been asked to stop, and having done so, is a success; the JVM would say 143.
    private static void stop(FloorServer server) {
        server.close();
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void tell(List<String> lines) {
        lines.forEach(line -> ERR.println("outcry: " + line));
    }
}
