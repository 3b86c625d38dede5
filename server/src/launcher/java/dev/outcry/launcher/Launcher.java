package dev.outcry.launcher;

import java.lang.reflect.InvocationTargetException;

/**
 * The JAR's entry: compiled for Java 8, so that an older Java can say which one is needed, instead of failing on the
 * server's class files.
 */
public final class Launcher {
    private static final int NEEDED = 25;

    private Launcher() {}

    /**
     * Starts the server, or says in one line why not.
     *
     * @param args handed on
     * @throws Throwable what the server throws
     */
    public static void main(String[] args) throws Throwable {
        if (version() < NEEDED) {
            System.err.println(
                    "outcry needs Java 25 or later; this is Java "
                            + System.getProperty("java.version")
                            + " in "
                            + System.getProperty("java.home")
                            + ". ./outcry up finds a newer one.");
            System.exit(1);
        }
        try {
            Class.forName("dev.outcry.server.main.Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Java 8 and before call themselves 1.8. */
    private static int version() {
        String version = System.getProperty("java.specification.version");
        return version.startsWith("1.") ? 8 : Integer.parseInt(version);
    }
}
