package dev.outcry.server.auth;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// What people may call themselves, and what ids come of it.
public final class Names {
    private static final int MAX_CODE_POINTS = 40;
    private static final int MAX_SLUG = 58; // a dash and five more make 64
    private static final String FALLBACK = "guest";

    private Names() {}

    /// Checks a name for display.
    ///
    /// @param name anything
    /// @return the name without space around it; empty unless it is 1 to 40 code points, can be
    ///   seen, and neither breaks lines nor turns the direction of writing
    public static Optional<String> clean(String name) {
        String trimmed = name.strip();
        boolean ok =
                trimmed.codePointCount(0, trimmed.length()) <= MAX_CODE_POINTS
                        && trimmed.codePoints().noneMatch(Names::isForbidden)
                        && trimmed.codePoints().anyMatch(Names::isVisible);
        return ok ? Optional.of(trimmed) : Optional.empty();
    }

    /// Makes the first part of a guest's id.
    ///
    /// @param name a clean one
    /// @return 1 to 58 of `a-z`, `0-9` and single dashes, `guest` where nothing of the name is left
    public static String slug(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder slug = new StringBuilder();
        for (int i = 0; i < plain.length() && slug.length() < MAX_SLUG; i++) {
            char c = plain.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                slug.append(c);
            } else if (Character.getType(c) != Character.NON_SPACING_MARK
                    && !slug.isEmpty()
                    && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        if (!slug.isEmpty() && slug.charAt(slug.length() - 1) == '-') {
            slug.setLength(slug.length() - 1);
        }
        return slug.isEmpty() ? FALLBACK : slug.toString();
    }

    private static boolean isForbidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default ->
                    c == 0x061C
                            || c == 0x200E
                            || c == 0x200F
                            || (c >= 0x202A && c <= 0x202E)
                            || (c >= 0x2066 && c <= 0x2069);
        };
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    false;
            // Fillers that are letters by their category, and the empty pattern of Braille.
            default -> c != 0x115F && c != 0x1160 && c != 0x3164 && c != 0xFFA0 && c != 0x2800;
        };
    }
}
