package dev.outcry.server.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// One file of the web page, as sent. Immutable.
final class WebFile {
    private static final String ROOT = "META-INF/outcry-web";
    private static final Pattern HASHED =
            Pattern.compile("/assets/.+-[A-Za-z0-9_-]{8,}\\.[a-z0-9.]+");
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("png", "image/png"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("woff2", "font/woff2"));

    private final String type;
    private final byte[] plain;
    private final byte[] zipped;
    private final String tag;
    private final boolean hashed;

    private WebFile(String path, String type, byte[] plain) throws IOException {
        this.type = type;
        this.plain = plain;
        this.zipped = zip(plain);
        this.tag = tag(plain);
        this.hashed = HASHED.matcher(path).matches();
    }

    /// Reads a file from the class path.
    ///
    /// @param path begins with a slash, and has no `..`
    /// @return the file; empty if there is none, or of no type that a page needs
    static Optional<WebFile> read(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream in = WebFile.class.getClassLoader().getResourceAsStream(ROOT + path)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new WebFile(path, type, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String type() {
        return type;
    }

    /// {@return names its content}
    String tag() {
        return tag;
    }

    /// {@return whether its name changes with its content}
    boolean isHashed() {
        return hashed;
    }

    /// {@return whether it is worth sending compressed}
    boolean shrinks() {
        return zipped.length < plain.length;
    }

    /// {@return the content, shared: nobody writes into it}
    byte[] bytes(boolean compressed) {
        return compressed ? zipped : plain;
    }

    private static byte[] zip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        }
        return zipped.toByteArray();
    }

    private static String tag(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
