package dev.outcry.protocol;

import java.util.Set;

/// The shapes of ids. Written out by hand: these run on every command.
public final class Ids {
    /// Names that nobody can take.
    public static final Set<String> RESERVED =
            Set.of("admin", "house", "feed", "system", "here", "everyone", "outcry", "me");

    private static final int MAX_SLUG = 64;
    private static final int MAX_CODE = 16;

    private Ids() {}

    /// Checks a room's or a person's id.
    ///
    /// @param text anything
    /// @return whether it is `[a-z0-9][a-z0-9_-]{0,63}`
    public static boolean isSlug(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_SLUG || !isLowerOrDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (!isLowerOrDigit(c) && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /// Checks a market's symbol.
    ///
    /// @param text anything
    /// @return whether it is `[A-Z0-9]{1,16}(-[A-Z0-9]{1,16})?`
    public static boolean isSymbol(String text) {
        int dash = text.indexOf('-');
        return dash < 0
                ? isCode(text)
                : isCode(text.substring(0, dash)) && isCode(text.substring(dash + 1));
    }

    /// Checks an asset's code.
    ///
    /// @param text anything
    /// @return whether it is `[A-Z0-9]{1,16}`
    public static boolean isCode(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_CODE) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && !isDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLowerOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
