package dev.outcry.server.auth;

import dev.outcry.protocol.Ids;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What people may call themselves, and what ids come of it.
public final class Names {
    private static final int MAX_CODE_POINTS = 40;
    private static final int MAX_ID = 40;
    private static final int MAX_SLUG = 58; // a dash and five more make 64
    private static final int MAX_MARKS = 3; // one on the other
    private static final String FALLBACK = "guest";
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final Pattern LIKE_A_GUEST =
            Pattern.compile(".*-(?=[0-9]*[a-z])(?=[a-z]*[0-9])[a-z0-9]{5}");
    private static final Set<String> RESERVED_LOOKS =
            Ids.RESERVED.stream()
                    .flatMap(name -> Looks.of(name).stream())
                    .collect(Collectors.toUnmodifiableSet());

    private Names() {}

    /// Checks a name for display.
    ///
    /// @param name anything
    /// @return the name without space around it; empty unless it is 1 to 40 code points, can be
    ///   seen, is written in one script, looks like no reserved name, and neither breaks lines nor
    ///   turns the direction of writing nor holds what can't be seen
    public static Optional<String> clean(String name) {
        String trimmed = name.strip();
        boolean ok =
                trimmed.codePointCount(0, trimmed.length()) <= MAX_CODE_POINTS
                        && trimmed.codePoints().noneMatch(Names::isForbidden)
                        && trimmed.codePoints().anyMatch(Names::isVisible)
                        && joinsWell(trimmed)
                        && Scripts.mayStandTogether(trimmed)
                        && Looks.of(trimmed).stream().noneMatch(RESERVED_LOOKS::contains);
        return ok ? Optional.of(trimmed) : Optional.empty();
    }

    /// Makes an account's id of the name that somebody wants to log in with.
    ///
    /// @param name anything
    /// @return it in small letters; empty unless that is a slug of at most 40 characters that
    ///   doesn't end as guests' ids do
    public static Optional<String> id(String name) {
        String id = fold(name);
        return Ids.isSlug(id) && id.length() <= MAX_ID && !LIKE_A_GUEST.matcher(id).matches()
                ? Optional.of(id)
                : Optional.empty();
    }

    /// {@return the id that a name to log in with stands for}
    ///
    /// @param name anything
    static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /// {@return what an account looks like, each once}
    ///
    /// @param id its own
    /// @param name for display, a clean one
    public static List<String> looks(String id, String name) {
        return Stream.concat(Looks.of(id).stream(), Looks.of(name).stream())
                .filter(look -> !look.isEmpty())
                .distinct()
                .toList();
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
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            case Character.FORMAT -> c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
            default -> isFiller(c);
        };
    }

    /// Letters by their category that show nothing, and the empty pattern of Braille.
    private static boolean isFiller(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c == 0x3164
                || c == 0xFFA0
                || c == 0x2800;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    false;
            default -> true;
        };
    }

    /// Joiners have a meaning between emoji and in some scripts; marks pile up in none.
    private static boolean joinsWell(String name) {
        int[] points = name.codePoints().toArray();
        int marks = 0;
        for (int i = 0; i < points.length; i++) {
            boolean joiner = points[i] == ZERO_WIDTH_JOINER || points[i] == ZERO_WIDTH_NON_JOINER;
            if (joiner
                    && (i == 0
                            || i == points.length - 1
                            || Scripts.isPlain(points[i - 1])
                            || Scripts.isPlain(points[i + 1]))) {
                return false;
            }
            int type = Character.getType(points[i]);
            boolean mark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
            marks = mark ? marks + 1 : 0;
            if (marks > MAX_MARKS) {
                return false;
            }
        }
        return true;
    }
}
