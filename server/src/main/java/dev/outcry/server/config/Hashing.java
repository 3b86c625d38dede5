package dev.outcry.server.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a hash of a password costs, by Argon2id.
///
/// @param memoryKib KiB of memory, at least 8 a lane
/// @param passes how often over it
/// @param lanes into which it is parted
public record Hashing(int memoryKib, int passes, int lanes) {
    /// What OWASP recommends where others run on the same machine.
    public static final Hashing USUAL = new Hashing(19_456, 2, 1);

    private static final Pattern FORM = Pattern.compile("m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})");
    private static final int LEAST_PER_LANE = 8;
    private static final int MOST_KIB = 1 << 20;
    private static final int MOST_LANES = 16;

    /// Reads one.
    ///
    /// @param text such as `m=19456,t=2,p=1`
    /// @return it; empty for what isn't one, or is out of range
    public static Optional<Hashing> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int memory = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        int lanes = Integer.parseInt(parts.group(3));
        boolean ok =
                passes >= 1
                        && lanes >= 1
                        && lanes <= MOST_LANES
                        && memory >= LEAST_PER_LANE * lanes
                        && memory <= MOST_KIB;
        return ok ? Optional.of(new Hashing(memory, passes, lanes)) : Optional.empty();
    }

    /// {@return it as [#parse] reads it}
    @Override
    public String toString() {
        return "m=" + memoryKib + ",t=" + passes + ",p=" + lanes;
    }
}
